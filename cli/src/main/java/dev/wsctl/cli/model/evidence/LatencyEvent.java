package dev.wsctl.cli.model.evidence;

import java.time.Instant;

/**
 * A line of LATENCY LATEST.
 *
 * @param name of the event, like {@code fork} or {@code aof-fsync-always}
 * @param lastMillis how long it took the last time
 * @param maxMillis how long at most since the monitor was reset
 */
public record LatencyEvent(String name, Instant time, long lastMillis, long maxMillis) {}
