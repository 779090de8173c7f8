package dev.wsctl.cli.exporter;

import dev.wsctl.cli.source.RedisSource;
import java.time.Duration;

/**
 * One look at a part of the fleet.
 *
 * @param name as the label {@code collector} says it
 * @param interval a result this old or younger is served again
 * @param deadline for one look, connecting included
 */
public record Collector(String name, Duration interval, Duration deadline, Look look) {
    /** Reads from Redis, and turns it into samples. */
    public interface Look {
        /** @throws dev.wsctl.cli.exit.WsctlException when it could not be had */
        void into(MetricsText metrics, RedisSource source) throws InterruptedException;
    }
}
