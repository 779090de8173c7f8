package dev.wsctl.cli.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One instance as its last heartbeat described it.
 *
 * @param readable false when the heartbeat is not the documented JSON: then nothing but id and age is known
 * @param heartbeatAge by Redis' own clock (expiry minus what is left of it), so that a skewed laptop clock cannot make a
 *     healthy instance look dead; null when the key never expires
 * @param uptime from its start to its last heartbeat, both by its own clock; null when the heartbeat does not tell
 */
public record InstanceStatus(
        String id,
        String address,
        long connections,
        long rooms,
        boolean degraded,
        boolean readable,
        @Nullable Duration heartbeatAge,
        @Nullable Duration uptime,
        Pool pool,
        PubSub pubsub) {
    public record Pool(long max, long created, long available, long inUse, long waiting) {
        /** Share of 1 of the possible connections that are taken; 0 without a pool. */
        public double usage() {
            return max == 0 ? 0 : (double) inUse / max;
        }
    }

    /** Latencies are from publish to receive, as the instance measured them; NaN before it has. */
    public record PubSub(long published, long received, long failures, double averageLatencyMs, double maxLatencyMs) {}
}
