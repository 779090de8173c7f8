package dev.wsctl.cli.model.evidence;

/**
 * A consumer of a stream's group.
 *
 * @param pending entries it was given and has not acknowledged
 * @param idleMillis since it last asked
 */
public record StreamConsumer(String stream, String group, String name, long pending, long idleMillis) {}
