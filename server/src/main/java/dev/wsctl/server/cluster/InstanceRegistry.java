package dev.wsctl.server.cluster;

import dev.wsctl.server.broker.RedisData;
import dev.wsctl.server.protocol.KeyLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The live instances of the cluster, as their heartbeats describe them. */
public final class InstanceRegistry {

    private static final int MOST_INSTANCES = 10_000;
    private static final Duration BUDGET = Duration.ofSeconds(3);

    /**
     * One instance.
     *
     * @param startedAt by its own clock
     * @param lastHeartbeat by its own clock
     * @param heartbeatAge by Redis' own clock
     */
    public record Instance(
            String id,
            String address,
            int connectedClients,
            int rooms,
            boolean degraded,
            Instant startedAt,
            Instant lastHeartbeat,
            Duration heartbeatAge) {}

    /**
     * @param instances by id
     * @param complete false when looking was cut short
     */
    public record Census(List<Instance> instances, boolean complete) {}

    private final RedisData redis;
    private final String prefix;

    public InstanceRegistry(RedisData redis, KeyLayout keys) {
        this.redis = redis;
        this.prefix = keys.instanceKey("");
    }

    /**
     * Looks at every key of Redis: for people who ask, not for a timer.
     *
     * @return fails when Redis is away
     */
    public CompletableFuture<Census> list() {
        return redis.scan(prefix, MOST_INSTANCES, BUDGET)
                .thenCompose(
                        scan -> readAll(scan.keys()).thenApply(instances -> new Census(instances, scan.complete())));
    }

    /**
     * Looks at the keys of these instances alone: cheap enough for a timer.
     *
     * @return those of them that live, by id; fails when Redis is away
     */
    public CompletableFuture<List<Instance>> lookUp(Collection<String> ids) {
        return readAll(ids.stream().map(id -> prefix + id).toList());
    }

    private CompletableFuture<List<Instance>> readAll(List<String> keys) {
        List<CompletableFuture<Optional<Instance>>> each =
                keys.stream().map(this::read).toList();
        return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<Instance> instances = new ArrayList<>();
            each.forEach(one -> one.join().ifPresent(instances::add));
            instances.sort(Comparator.comparing(Instance::id));
            return List.copyOf(instances);
        });
    }

    private CompletableFuture<Optional<Instance>> read(String key) {
        return redis.get(key)
                .thenCombine(
                        redis.timeToLive(key),
                        (json, left) -> json.flatMap(Beat::parse)
                                .flatMap(beat -> left.map(time -> new Instance(
                                        beat.instanceId(),
                                        Objects.requireNonNullElse(beat.address(), ""),
                                        beat.connectedClients(),
                                        beat.rooms(),
                                        beat.degraded(),
                                        Instant.ofEpochMilli(beat.startedAt()),
                                        Instant.ofEpochMilli(beat.lastHeartbeat()),
                                        Duration.ofMillis(Math.max(0, beat.expiresAfterMs() - time.toMillis()))))));
    }
}
