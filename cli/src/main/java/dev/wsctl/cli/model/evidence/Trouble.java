package dev.wsctl.cli.model.evidence;

/**
 * Why reading came to an end.
 *
 * @param subject the node
 * @param what what failed, on what
 * @param hint what to try
 * @param refused Redis answered, and did not let us: says nothing about its health
 */
public record Trouble(String subject, String what, String hint, boolean refused) {}
