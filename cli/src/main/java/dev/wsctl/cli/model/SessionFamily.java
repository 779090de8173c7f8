package dev.wsctl.cli.model;

/**
 * A kind of session key.
 *
 * @param pattern Redis glob
 * @param framework who writes such keys
 */
public record SessionFamily(String pattern, String framework) {}
