package dev.wsctl.server.session;

import dev.wsctl.server.broker.RedisData;
import dev.wsctl.server.broker.RefusedWrites;
import dev.wsctl.server.config.ServerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions in Redis, so that a client may come back to any instance (B1). What its own clients need is also kept in
 * memory: while Redis is away they come back to this instance, and Redis is told when it is there again, even empty.
 *
 * <p>The sessions of connected clients are kept from expiring by pipelined batches, four times in their time to live;
 * messages cost nothing.
 */
public final class RedisSessionStore implements SessionStore {

    private static final Logger LOG = LoggerFactory.getLogger(RedisSessionStore.class);
    /** A client is told its session once other instances know it, or after this. */
    private static final Duration SAVE_PATIENCE = Duration.ofSeconds(1);

    private static final Duration FIND_PATIENCE = Duration.ofSeconds(2);
    private static final int SESSIONS_A_BATCH = 500;
    private static final long MOST_BETWEEN_TRIALS_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final RedisData redis;
    private final String keyPrefix;
    private final Duration ttl;
    private final String instanceId;
    private final LocalSessionStore local;
    private final ScheduledExecutorService clock;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private final RefusedWrites refusals;
    private final AtomicBoolean trying = new AtomicBoolean();
    private final long trialNanos;
    private volatile @Nullable Session lastRefused;
    private final ScheduledFuture<?> refreshes;

    /**
     * @param redis where sessions are kept
     * @param clock runs the batches; stays the caller's
     */
    public RedisSessionStore(ServerConfig config, RedisData redis, ScheduledExecutorService clock) {
        this.redis = redis;
        this.keyPrefix = config.sessions().keyPrefix();
        this.ttl = config.sessions().ttl();
        this.instanceId = config.instanceId();
        this.local = new LocalSessionStore(ttl);
        this.clock = clock;
        long quarter = ttl.toNanos() / 4;
        trialNanos = Math.min(quarter, MOST_BETWEEN_TRIALS_NANOS);
        refusals = new RefusedWrites(
                "sessions", "so other instances do not know clients that come back", Duration.ofNanos(trialNanos));
        refreshes = clock.scheduleWithFixedDelay(this::refresh, quarter, quarter, TimeUnit.NANOSECONDS);
        redis.onConnected(() -> clock.execute(this::refresh));
    }

    @Override
    public CompletionStage<Session> create(String clientId, String username) {
        Session session = Session.create(clientId, username);
        local.enter(session);
        if (!redis.isConnected()) {
            return CompletableFuture.completedFuture(session);
        }
        return save(session)
                .thenApply(saved -> session)
                .completeOnTimeout(session, SAVE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Completes also when it failed: the next batch tries again. */
    private CompletableFuture<Boolean> save(Session session) {
        // Alone on its key, since nobody else knows the id yet: a plain SET needs no transaction.
        return redis.set(key(session.id()), CompressedValue.write(session.toJson(instanceId)), ttl)
                .handle((done, error) -> {
                    if (refusals.answered(error)) {
                        lastRefused = session;
                        tryLater();
                    } else if (error != null) {
                        LOG.debug("A session was not saved: {}", error.getMessage());
                    }
                    return error == null;
                });
    }

    /** A Redis that refuses is tried with one session now and then, and once it takes that, it is given all. */
    private void tryLater() {
        if (trying.compareAndSet(false, true) && !clock.isShutdown()) {
            var unused = clock.schedule(this::tryAgain, trialNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void tryAgain() {
        trying.set(false);
        if (!refusals.refused()) {
            refresh();
            return;
        }
        Session session = lastRefused;
        CompletableFuture<?> attempt = session != null && local.isActive(session.id()) ? save(session) : tryOut();
        attempt.whenComplete((done, error) -> tryLater());
    }

    /** By a key of no session: one that has been left here may live elsewhere, or have been ended. */
    private CompletableFuture<?> tryOut() {
        return redis.set(key("trial"), new byte[0], Duration.ofSeconds(1))
                .whenComplete((done, error) -> refusals.answered(error));
    }

    @Override
    public CompletionStage<Optional<Session>> resume(String id) {
        if (!Session.isId(id)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        // A transaction: of two instances at which the client knocks at once, neither undoes what the other writes.
        return redis.rewrite(key(id), json -> takenOver(id, json), ttl)
                .exceptionallyCompose(error -> onlyRead(id, error))
                .orTimeout(FIND_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .handle((json, error) -> {
                    Optional<Session> found =
                            error == null ? json.flatMap(stored -> parse(id, stored)) : Optional.empty();
                    if (found.isPresent()) {
                        local.enter(found.get());
                        return found;
                    }
                    Optional<Session> known = local.resumeNow(id);
                    if (redis.isConnected()) {
                        known.ifPresent(this::save);
                        if (known.isEmpty() && error != null) {
                            throw new CompletionException(error);
                        }
                    }
                    return known;
                });
    }

    /** A Redis that takes no writes still knows who the client is. */
    private CompletableFuture<Optional<byte[]>> onlyRead(String id, Throwable error) {
        if (!refusals.answered(error)) {
            return CompletableFuture.failedFuture(error);
        }
        tryLater();
        return redis.get(key(id));
    }

    private byte[] takenOver(String id, byte[] json) {
        return parse(id, json)
                .map(session -> CompressedValue.write(session.toJson(instanceId)))
                .orElse(json);
    }

    private static Optional<Session> parse(String id, byte[] stored) {
        return CompressedValue.read(stored).flatMap(json -> Session.parse(id, json));
    }

    @Override
    public void leave(String id) {
        local.leave(id);
        if (redis.isConnected()) {
            var unused = redis.expire(key(id), ttl);
        }
    }

    @Override
    public CompletionStage<@Nullable Void> remove(String id) {
        var unused = local.remove(id);
        return redis.delete(key(id))
                .handle((done, error) -> (Void) null)
                .completeOnTimeout(null, FIND_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gives every connected client's session its whole time again, and back to a Redis that has lost it. */
    private void refresh() {
        if (!redis.isConnected() || !refreshing.compareAndSet(false, true)) {
            return;
        }
        List<List<Session>> batches = new ArrayList<>();
        List<Session> active = local.active();
        for (int i = 0; i < active.size(); i += SESSIONS_A_BATCH) {
            batches.add(active.subList(i, Math.min(active.size(), i + SESSIONS_A_BATCH)));
        }
        refresh(batches.iterator());
    }

    /** One batch after the other, so that a hundred thousand sessions don't stand before somebody's join. */
    private void refresh(Iterator<List<Session>> batches) {
        if (!batches.hasNext()) {
            refreshing.set(false);
            return;
        }
        List<Session> batch = batches.next();
        List<String> keys = batch.stream().map(session -> key(session.id())).toList();
        var unused = redis.expireAll(keys, ttl).whenComplete((exist, error) -> {
            if (error != null) {
                LOG.debug("Sessions were not refreshed: {}", error.getMessage());
                refreshing.set(false);
                return;
            }
            for (int i = 0; i < batch.size(); i++) {
                if (!exist.get(i)) {
                    var unusedSaved = save(batch.get(i));
                }
            }
            clock.execute(() -> refresh(batches));
        });
    }

    @Override
    public boolean shared() {
        return redis.isConnected() && !refusals.refused();
    }

    @Override
    public String sharing() {
        return shared()
                ? "sessions are shared between instances at the moment"
                : "sessions are not shared between instances at the moment (Redis "
                        + (redis.isConnected() ? "refuses to keep them)" : "is out of reach)");
    }

    private String key(String id) {
        return keyPrefix + id;
    }

    @Override
    public void close() {
        refreshes.cancel(false);
    }
}
