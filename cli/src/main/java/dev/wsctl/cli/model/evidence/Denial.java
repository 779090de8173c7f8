package dev.wsctl.cli.model.evidence;

/**
 * An entry of ACL LOG.
 *
 * @param reason {@code auth}, {@code command}, {@code key} or {@code channel}
 * @param object the channel or command; of a key nothing, since it may be a session's
 * @param ageSeconds since it happened last
 * @param client the connection's name, else its address
 */
public record Denial(String reason, String object, String user, double ageSeconds, long count, String client) {}
