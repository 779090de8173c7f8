package dev.wsctl.server.broker;

import dev.wsctl.server.broker.RedisDataException.Kind;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys and values in one Redis: single commands share the connection named {@code data} (E10), transactions take one
 * from a pool (C3).
 *
 * <p>No method blocks. Futures complete on the Redis event loop, which must not be kept busy; they fail with a {@link
 * RedisDataException}, at once while Redis is away, and at the latest after the socket timeout times one more than the
 * retry attempts. May be called from any thread.
 */
public final class RedisData implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisData.class);
    private static final Duration HEALTH_CHECK = Duration.ofSeconds(30);
    private static final int KEYS_A_SCAN = 1_000;
    /** How often a transaction is begun anew because another one changed its key. */
    private static final int COLLISIONS = 5;

    private final RedisConnections connections;
    private final RedisSettings settings;
    private final EventLoop loop;
    private final DataCommands commands;
    private final RedisLink<StatefulRedisConnection<String, byte[]>> link;
    private final ConnectionPool pool;
    private final List<Runnable> whenConnected = new CopyOnWriteArrayList<>();

    /**
     * Connects nothing yet.
     *
     * @param connections closed by whoever made them, after this
     * @param fixedConnections the instance's connections that don't belong to the pool, here and elsewhere
     */
    public RedisData(RedisConnections connections, int fixedConnections) {
        this(connections, fixedConnections, HEALTH_CHECK);
    }

    RedisData(RedisConnections connections, int fixedConnections, Duration healthCheck) {
        this.connections = connections;
        settings = connections.settings();
        loop = connections.loop();
        commands = new DataCommands(loop, settings.retryAttempts(), settings.socketTimeout(), this::reset);
        link = connections.link("data", new DataObserver());
        pool = new ConnectionPool(
                loop,
                () -> connections.connect("pool"),
                Math.max(1, settings.maxConnections() - fixedConnections),
                settings.poolSize(),
                settings.socketTimeout(),
                healthCheck);
        connections.onMoved(pool::renew);
    }

    /** Starts connecting; returns at once. */
    public void start() {
        loop.execute(() -> {
            connections.open();
            link.open();
        });
    }

    public boolean isConnected() {
        return commands.isConnected();
    }

    /** Why Redis is, or was last, out of reach; one line without secrets. */
    public String lastError() {
        return commands.lastError();
    }

    /** Runs on the Redis event loop whenever a connection has come about, the first included. */
    public void onConnected(Runnable task) {
        whenConnected.add(task);
    }

    public PoolFigures pool() {
        return pool.figures();
    }

    /** Commands and transactions tried again because no answer came, since start (A8). */
    public long retries() {
        return commands.retries();
    }

    /** For commands of other kinds of data; see {@link DataCommands#send}. */
    <T> CompletableFuture<T> send(Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
        return commands.send(command);
    }

    /** GET. */
    public CompletableFuture<Optional<byte[]>> get(String key) {
        return commands.send(redis -> redis.get(key)).thenApply(Optional::ofNullable);
    }

    /** MGET: the values of those keys that exist. */
    public CompletableFuture<List<byte[]>> getAll(List<String> keys) {
        if (keys.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return commands.send(redis -> redis.mget(keys.toArray(String[]::new)))
                .thenApply(found -> found.stream()
                        .filter(KeyValue::hasValue)
                        .map(KeyValue::getValue)
                        .toList());
    }

    /** SET with PX. */
    public CompletableFuture<@Nullable Void> set(String key, byte[] value, Duration expiry) {
        return commands.send(redis -> redis.set(key, value, SetArgs.Builder.px(expiry.toMillis())))
                .thenAccept(ok -> {});
    }

    /**
     * PEXPIRE of many keys, pipelined.
     *
     * @return for each key, in their order, whether it exists
     */
    public CompletableFuture<List<Boolean>> expireAll(List<String> keys, Duration expiry) {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>(keys.size());
        for (String key : keys) {
            answers.add(commands.send(redis -> redis.pexpire(key, expiry.toMillis())));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
    }

    /** PTTL: what is left until the key expires, by Redis' own clock; empty if it doesn't exist or never expires. */
    public CompletableFuture<Optional<Duration>> timeToLive(String key) {
        return commands.send(redis -> redis.pttl(key))
                .thenApply(millis -> millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis)));
    }

    /** DEL. */
    public CompletableFuture<@Nullable Void> delete(String key) {
        return commands.send(redis -> redis.del(key)).thenAccept(count -> {});
    }

    /**
     * Keys found by SCAN.
     *
     * @param complete whether the whole keyspace has been seen
     */
    public record Scan(List<String> keys, boolean complete) {}

    /**
     * Keys that begin so, in no order, each once.
     *
     * @param limit stops at about so many
     * @param budget stops after that time, since SCAN has to look at every key there is
     */
    public CompletableFuture<Scan> scan(String prefix, int limit, Duration budget) {
        String pattern = prefix.replaceAll("([\\\\*?\\[\\]^])", "\\\\$1") + "*";
        ScanArgs args = ScanArgs.Builder.matches(pattern).limit(KEYS_A_SCAN);
        long end = System.nanoTime() + budget.toNanos();
        return scan(ScanCursor.INITIAL, args, new ArrayList<>(), limit, end);
    }

    private CompletableFuture<Scan> scan(ScanCursor from, ScanArgs args, List<String> found, int limit, long end) {
        return commands.<KeyScanCursor<String>>send(redis -> redis.scan(from, args))
                .thenCompose(page -> {
                    found.addAll(page.getKeys());
                    if (page.isFinished() || found.size() >= limit || System.nanoTime() - end > 0) {
                        List<String> once = found.stream().distinct().toList();
                        return CompletableFuture.completedFuture(new Scan(once, page.isFinished()));
                    }
                    return scan(page, args, found, limit, end);
                });
    }

    /**
     * Changes a value in a transaction (WATCH, GET, MULTI, SET with PX, EXEC) on a pooled connection; begun anew if
     * another one changed it in between.
     *
     * @param change must be idempotent: it is applied again after a timeout; it runs on the Redis event loop
     * @return the new value; empty if the key doesn't exist
     */
    public CompletableFuture<Optional<byte[]>> rewrite(String key, UnaryOperator<byte[]> change, Duration expiry) {
        if (!isConnected()) {
            return CompletableFuture.failedFuture(new RedisDataException(Kind.NOT_SENT, lastError()));
        }
        return rewrite(key, change, expiry, 0);
    }

    private CompletableFuture<Optional<byte[]>> rewrite(
            String key, UnaryOperator<byte[]> change, Duration expiry, int attempt) {
        return pool.use(connection -> transaction(connection.async(), key, change, expiry, COLLISIONS))
                .handle((value, error) -> {
                    if (error == null) {
                        return CompletableFuture.completedFuture(value);
                    }
                    RedisDataException why = RedisDataException.of(error);
                    if (!why.isUnanswered() || attempt >= settings.retryAttempts()) {
                        return CompletableFuture.<Optional<byte[]>>failedFuture(why);
                    }
                    commands.countRetry();
                    return rewrite(key, change, expiry, attempt + 1);
                })
                .thenCompose(next -> next);
    }

    private static CompletionStage<Optional<byte[]>> transaction(
            RedisAsyncCommands<String, byte[]> redis,
            String key,
            UnaryOperator<byte[]> change,
            Duration expiry,
            int collisionsLeft) {
        var unusedWatch = redis.watch(key);
        return redis.get(key).thenCompose(old -> {
            if (old == null) {
                return redis.unwatch().thenApply(ok -> Optional.<byte[]>empty());
            }
            byte[] fresh = change.apply(old);
            var unusedMulti = redis.multi();
            var unusedSet = redis.set(key, fresh, SetArgs.Builder.px(expiry.toMillis()));
            return redis.exec().thenCompose(result -> {
                if (!result.wasDiscarded()) {
                    return CompletableFuture.completedFuture(Optional.of(fresh));
                }
                return collisionsLeft > 0
                        ? transaction(redis, key, change, expiry, collisionsLeft - 1)
                        : CompletableFuture.failedFuture(
                                new RedisDataException(Kind.REFUSED, "others keep changing the key at the same time"));
            });
        });
    }

    private void reset(String reason) {
        link.reset(reason);
    }

    /** Closes its connections; unanswered commands fail. Within the socket timeout, and at most 1 s. */
    @Override
    public void close() {
        if (loop.isShuttingDown()) {
            return;
        }
        CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
        loop.execute(() -> {
            commands.close();
            pool.close();
            var unused = link.close().whenComplete((ok, error) -> closed.complete(null));
        });
        var unused = closed.completeOnTimeout(
                        null, Math.min(1_000, settings.socketTimeout().toMillis()), TimeUnit.MILLISECONDS)
                .join();
    }

    private final class DataObserver implements RedisLink.Observer<StatefulRedisConnection<String, byte[]>> {
        @Override
        public void up(StatefulRedisConnection<String, byte[]> connection) {
            commands.up(connection);
            for (Runnable task : whenConnected) {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.error("A task for a new connection failed", e);
                }
            }
        }

        @Override
        public void down(String reason) {
            commands.down(reason);
        }

        @Override
        public void unreachable(String reason) {
            commands.unreachable(reason);
        }
    }
}
