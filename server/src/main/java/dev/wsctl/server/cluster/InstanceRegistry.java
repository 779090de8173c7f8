package dev.wsctl.server.cluster;

import dev.wsctl.server.broker.RedisData;
import dev.wsctl.server.broker.RedisSets;
import dev.wsctl.server.protocol.KeyLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The live instances of the cluster, as their heartbeats describe them. */
public final class InstanceRegistry {

    private static final int MOST_INSTANCES = 10_000;

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

    private final RedisData redis;
    private final RedisSets sets;
    private final String registry;
    private final String prefix;

    public InstanceRegistry(RedisData redis, KeyLayout keys) {
        this.redis = redis;
        this.sets = new RedisSets(redis);
        this.registry = keys.registryKey();
        this.prefix = keys.instanceKey("");
    }

    /**
     * Reads the registry and the heartbeats of those that stand in it, no more: cheap enough for a timer.
     *
     * @return those that live, by id; fails when Redis is away
     */
    public CompletableFuture<List<Instance>> list() {
        return sets.above(registry, 0, MOST_INSTANCES)
                .thenCompose(ids -> readAll(ids.stream()
                        .map(id -> prefix + new String(id, StandardCharsets.UTF_8))
                        .toList()));
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
