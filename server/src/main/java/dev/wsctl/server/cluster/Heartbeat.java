package dev.wsctl.server.cluster;

import dev.wsctl.server.broker.BrokerStatus;
import dev.wsctl.server.broker.RedisData;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.protocol.KeyLayout;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the others that this instance lives (E6): writes its key at once, then at an interval, and as soon as Redis is
 * back after an absence; removes it on {@link #close}. A key that is not renewed expires by itself.
 *
 * <p>Notices a second live instance with the same id: each run of an instance has a random mark in its heartbeat, and a
 * foreign mark that stands where this one wrote before means that somebody else writes there too. Two instances with
 * one id drop each other's messages as their own, so nothing else would say what is wrong.
 */
public final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final RedisData redis;
    private final ServerConfig.Heartbeat timing;
    private final String instanceId;
    private final String key;
    private final Supplier<Vitals> vitals;
    private final ScheduledExecutorService clock;
    private final String run;
    private final long startedAt = System.currentTimeMillis();
    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile boolean written;
    private volatile boolean closed;
    private volatile @Nullable Instant lastBeat;
    private volatile @Nullable Instant duplicateSeen;
    private volatile long confirmedNanos = System.nanoTime();
    private volatile String failure = "no answer yet";
    private final AtomicBoolean unheard = new AtomicBoolean();
    private CompletableFuture<?> current = CompletableFuture.completedFuture(null);

    /**
     * @param vitals asked before each beat; must be quick
     * @param clock runs the beats; stays the caller's
     */
    public Heartbeat(ServerConfig config, RedisData redis, Supplier<Vitals> vitals, ScheduledExecutorService clock) {
        this.redis = redis;
        this.timing = config.heartbeat();
        this.instanceId = config.instanceId();
        this.key = new KeyLayout(config.redis().channelPrefix()).instanceKey(instanceId);
        this.vitals = vitals;
        this.clock = clock;
        byte[] chance = new byte[8];
        new SecureRandom().nextBytes(chance);
        this.run = HexFormat.of().formatHex(chance);
    }

    /** Begins; returns at once. */
    public void start() {
        redis.onConnected(() -> clock.execute(this::beat));
        long interval = timing.interval().toNanos();
        var unused = clock.scheduleAtFixedRate(this::beat, 0, interval, TimeUnit.NANOSECONDS);
    }

    /** When Redis last confirmed a heartbeat; null before the first. */
    public @Nullable Instant lastBeat() {
        return lastBeat;
    }

    /** Whether another live instance has been seen under this instance's id within the expiry time. */
    public boolean isDuplicated() {
        Instant seen = duplicateSeen;
        return seen != null && seen.isAfter(Instant.now().minus(timing.expiry()));
    }

    private void beat() {
        if (!closed) {
            worry();
        }
        write();
    }

    private synchronized void write() {
        // One at a time: a Redis that is slow to answer must not be asked more often.
        if (closed || !redis.isConnected() || !beating.compareAndSet(false, true)) {
            return;
        }
        current = redis.get(key)
                .thenCompose(found -> {
                    look(found);
                    return redis.set(key, json(), timing.expiry());
                })
                .whenComplete((done, error) -> {
                    beating.set(false);
                    if (error == null) {
                        written = true;
                        lastBeat = Instant.now();
                        confirmedNanos = System.nanoTime();
                        if (unheard.compareAndSet(true, false)) {
                            LOG.info("Heartbeats reach Redis again");
                        }
                    } else {
                        Throwable cause = error.getCause() == null ? error : error.getCause();
                        failure = String.valueOf(cause.getMessage());
                    }
                });
    }

    /** E11: while others see no heartbeat, which is an alarm, the reason stands in the log, once. */
    private void worry() {
        Duration silence = Duration.ofNanos(System.nanoTime() - confirmedNanos);
        if (silence.compareTo(timing.expiry().multipliedBy(2).dividedBy(3)) > 0 && unheard.compareAndSet(false, true)) {
            LOG.warn(
                    "No heartbeat has reached Redis for {} s; after {} s the others take this instance for dead ({})",
                    silence.toSeconds(),
                    timing.expiry().toSeconds(),
                    redis.isConnected() ? failure : redis.lastError());
        }
    }

    private void look(Optional<byte[]> found) {
        // Before this run's first beat, a foreign mark may be what a predecessor that crashed has left.
        if (!written || found.flatMap(Beat::parse).map(this::isMine).orElse(true)) {
            return;
        }
        if (!isDuplicated()) {
            LOG.error(
                    "another running instance also calls itself {}: each takes the other's messages for its own and"
                            + " drops them; give every instance an INSTANCE_ID of its own",
                    instanceId);
        }
        duplicateSeen = Instant.now();
    }

    private boolean isMine(Beat beat) {
        return run.equals(beat.run());
    }

    private byte[] json() {
        Vitals now = vitals.get();
        return new Beat(
                        instanceId,
                        run,
                        startedAt,
                        System.currentTimeMillis(),
                        now.connectedClients(),
                        now.rooms(),
                        now.address(),
                        now.broker().state() == BrokerStatus.State.DEGRADED,
                        timing.expiry().toMillis(),
                        Beat.Pool.of(now.pool()),
                        Beat.PubSub.of(now.broker()))
                .toJson();
    }

    /** Nothing more is written from now on. */
    private synchronized CompletableFuture<?> last() {
        closed = true;
        return current;
    }

    /** Deregisters within a second, if Redis is there; somebody else's entry under the same id stays. */
    @Override
    public void close() {
        CompletableFuture<?> removed = last().handle((done, error) -> null)
                .thenCompose(idle -> redis.get(key))
                .thenCompose(
                        found -> found.flatMap(Beat::parse).map(this::isMine).orElse(false)
                                ? redis.delete(key)
                                : CompletableFuture.completedFuture(null));
        var unused = removed.handle((done, error) -> "")
                .completeOnTimeout("", Duration.ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
