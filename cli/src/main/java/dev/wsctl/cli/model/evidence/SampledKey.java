package dev.wsctl.cli.model.evidence;

/**
 * A key that was looked at.
 *
 * @param family glob of the session family it belongs to; empty for other keys
 * @param type as TYPE tells it
 * @param ttlMillis −1 for never
 * @param size elements of a list, set, sorted set, hash or stream; −1 when not asked
 * @param idleSeconds since somebody read or wrote it; −1 when Redis does not tell
 * @param server which of several independent servers it is on, from 0
 */
public record SampledKey(
        String name, String family, String type, long ttlMillis, long size, long idleSeconds, int server) {}
