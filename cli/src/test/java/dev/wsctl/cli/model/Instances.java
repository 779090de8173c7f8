package dev.wsctl.cli.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Registries and pools to judge and to render. */
public final class Instances {
    public static final Instant TIME = Instant.parse("2026-11-21T03:04:05Z");

    private Instances() {}

    public static InstanceStatus well(String id) {
        return new InstanceStatus(
                id,
                "10.0.0.1:8001",
                1_234,
                56,
                false,
                true,
                Duration.ofSeconds(4),
                Duration.ofHours(3),
                new InstanceStatus.Pool(50, 12, 9, 3, 0),
                new InstanceStatus.PubSub(123_456, 234_567, 0, 1.2, 8.5));
    }

    public static InstanceStatus aged(String id, @Nullable Duration age) {
        InstanceStatus well = well(id);
        return new InstanceStatus(
                id,
                well.address(),
                well.connections(),
                well.rooms(),
                false,
                true,
                age,
                well.uptime(),
                well.pool(),
                well.pubsub());
    }

    /** Degraded, its pool nearly used up, late, and failing to publish. */
    public static InstanceStatus ill(String id, long failures) {
        return new InstanceStatus(
                id,
                "10.0.0.2:8001",
                99,
                7,
                true,
                true,
                Duration.ofSeconds(34),
                Duration.ofHours(3),
                new InstanceStatus.Pool(50, 50, 2, 48, 11),
                new InstanceStatus.PubSub(1_000, 2_000, failures, 140, 900));
    }

    /** Slow on average, which means nothing yet for one that has just started. */
    public static InstanceStatus slow(String id, Duration uptime) {
        InstanceStatus well = well(id);
        return new InstanceStatus(
                id,
                well.address(),
                well.connections(),
                well.rooms(),
                false,
                true,
                well.heartbeatAge(),
                uptime,
                well.pool(),
                new InstanceStatus.PubSub(1_000, 2_000, 0, 140, 900));
    }

    public static InstanceStatus unreadable(String id) {
        return new InstanceStatus(
                id,
                "?",
                0,
                0,
                false,
                false,
                Duration.ofSeconds(4),
                null,
                new InstanceStatus.Pool(0, 0, 0, 0, 0),
                new InstanceStatus.PubSub(0, 0, 0, 0, 0));
    }

    public static InstanceReport registry(@Nullable Integer expected, InstanceStatus... instances) {
        return registry(TIME, expected, Map.of(), instances);
    }

    public static InstanceReport registry(
            Instant time, @Nullable Integer expected, Map<String, Long> elsewhere, InstanceStatus... instances) {
        return new InstanceReport(
                "redis://127.0.0.1:6379/0",
                time,
                "chat",
                expected,
                List.of(instances),
                elsewhere,
                List.of(),
                List.of());
    }

    /** Connections of a Redis with {@code connected} of 100 in use. */
    public static PoolReport pool(
            long connected,
            long newlyRejected,
            Duration keepAlive,
            PoolReport.@Nullable Sizing sizing,
            InstanceStatus... instances) {
        RedisFacts redis = RedisFacts.of(
                Info.parse("redis_version:7.0.15\nmaxclients:100\nconnected_clients:" + connected
                        + "\nblocked_clients:2\nrejected_connections:17\ntotal_connections_received:4711\n"),
                0);
        return new PoolReport(
                "redis://127.0.0.1:6379/0",
                redis,
                List.of(
                        new PoolReport.Application("chat", 36, 3, 0.5),
                        new PoolReport.Application("(unnamed) redis-py 10.0.0.9", 4, 4, 0)),
                2.5,
                Duration.ofSeconds(1),
                newlyRejected,
                "chat",
                List.of(instances),
                List.of(),
                new KeepAlive(keepAlive),
                sizing,
                List.of());
    }
}
