package dev.wsctl.server.cluster;

import dev.wsctl.server.broker.RedisData;
import dev.wsctl.server.broker.RedisSets;
import dev.wsctl.server.broker.RefusedWrites;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.protocol.InstanceName;
import dev.wsctl.server.protocol.KeyLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices instances that died (E6). Each writes into one sorted set when it last lived; whoever finds an entry that is
 * too old removes it, and the one whose removal took effect has the instance's remains cleared away and says so, so that
 * it happens and is logged once in the cluster. An instance that was only slow enters itself again with its next beat.
 */
public final class Obituaries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Obituaries.class);
    private static final int MOST_AT_ONCE = 100;
    private static final int MOST_NAMED = 10;

    private final RedisData redis;
    private final RedisSets sets;
    private final ServerConfig.Heartbeat timing;
    private final String registry;
    private final byte[] self;
    private final Presence presence;
    private final ScheduledExecutorService clock;
    private final RefusedWrites refusals;
    private final LongAdder buried = new LongAdder();
    private boolean closed;
    private CompletableFuture<?> current = CompletableFuture.completedFuture(null);

    /** @param clock runs the beats; stays the caller's */
    public Obituaries(ServerConfig config, RedisData redis, Presence presence, ScheduledExecutorService clock) {
        this.redis = redis;
        this.sets = new RedisSets(redis);
        this.timing = config.heartbeat();
        this.registry = new KeyLayout(config.redis().channelPrefix()).registryKey();
        this.self = utf8(config.instanceId());
        this.presence = presence;
        this.clock = clock;
        this.refusals = new RefusedWrites(
                "signs of life", "so the dead are not noticed, or the living taken for dead", timing.interval());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Begins; returns at once. */
    public void start() {
        redis.onConnected(() -> clock.execute(this::beat));
        long nanos = timing.interval().toNanos();
        var unused = clock.scheduleAtFixedRate(this::beat, 0, nanos, TimeUnit.NANOSECONDS);
    }

    /** Dead instances this one has cleared away, since start. */
    public long buried() {
        return buried.sum();
    }

    private synchronized void beat() {
        if (closed || !redis.isConnected()) {
            return;
        }
        current = sets.time()
                .thenCompose(now -> sets.put(registry, now, List.of(self))
                        .thenCompose(done ->
                                sets.upTo(registry, now - timing.expiry().toMillis(), MOST_AT_ONCE)))
                .whenComplete((dead, error) -> {
                    boolean refused = refusals.answered(error);
                    if (error == null) {
                        bury(dead);
                    } else if (!refused) {
                        LOG.debug("The registry was not read: {}", error.getMessage());
                    }
                });
    }

    /** Says who, of those that this instance was the first to miss: one line, whatever stands in the registry. */
    private void bury(List<byte[]> dead) {
        List<CompletableFuture<Boolean>> claims = dead.stream()
                .map(one -> sets.claim(registry, one).exceptionally(error -> false))
                .toList();
        var unused = CompletableFuture.allOf(claims.toArray(CompletableFuture[]::new))
                .thenRun(() -> {
                    List<String> ours = IntStream.range(0, dead.size())
                            .filter(i -> claims.get(i).join())
                            .mapToObj(i -> name(dead.get(i)))
                            .toList();
                    if (!ours.isEmpty()) {
                        buried.add(ours.size());
                        LOG.warn(
                                "Dead: {}{}; no sign of life for {} s, their clients are no longer counted",
                                String.join(", ", ours.subList(0, Math.min(MOST_NAMED, ours.size()))),
                                ours.size() > MOST_NAMED ? " and " + (ours.size() - MOST_NAMED) + " more" : "",
                                timing.expiry().toSeconds());
                        presence.confirm();
                    }
                });
    }

    private static String name(byte[] entry) {
        String name = new String(entry, StandardCharsets.UTF_8);
        return InstanceName.isValid(name) ? "instance " + name : "something that is no instance";
    }

    /** No beat begins from now on. */
    private synchronized CompletableFuture<?> last() {
        closed = true;
        return current;
    }

    /** Deregisters within a second, if Redis is there: behind the last beat, which would enter this instance again. */
    @Override
    public void close() {
        CompletableFuture<?> removed =
                last().handle((done, error) -> "").thenCompose(beaten -> sets.remove(registry, List.of(self)));
        var unused = removed.handle((done, error) -> "")
                .completeOnTimeout("", 1, TimeUnit.SECONDS)
                .join();
    }
}
