package dev.wsctl.server.cluster;

import dev.wsctl.server.broker.RedisData;
import dev.wsctl.server.protocol.KeyLayout;
import java.time.Duration;
import java.util.ArrayList;
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
     * @param heartbeatAge by Redis' own clock
     */
    public record Instance(
            String id, String address, int connectedClients, int rooms, boolean degraded, Duration heartbeatAge) {}

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
        return redis.scan(prefix, MOST_INSTANCES, BUDGET).thenCompose(scan -> {
            List<CompletableFuture<Optional<Instance>>> each =
                    scan.keys().stream().map(this::read).toList();
            return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
                    .thenApply(done -> {
                        List<Instance> instances = new ArrayList<>();
                        each.forEach(one -> one.join().ifPresent(instances::add));
                        instances.sort(Comparator.comparing(Instance::id));
                        return new Census(List.copyOf(instances), scan.complete());
                    });
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
                                        Duration.ofMillis(Math.max(0, beat.expiresAfterMs() - time.toMillis()))))));
    }
}
