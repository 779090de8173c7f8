package dev.wsctl.cli.model;

import java.time.Instant;

/**
 * A message as it was published.
 *
 * @param time when it arrived here, by this machine's clock
 * @param node the server it came from
 * @param bytes how long it was
 */
public record LiveMessage(Instant time, String node, String channel, boolean shard, int bytes, Payload payload) {}
