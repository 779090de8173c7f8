package dev.wsctl.server.broker;

import dev.wsctl.server.broker.RedisDataException.Kind;
import io.lettuce.core.SetArgs;
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
 * Keys and values in what one Redis URL names: single commands share the connection named {@code data} (E10), in a Cluster
 * one to each master; transactions take one from a pool (C3).
 *
 * <p>No method blocks. Futures complete on the Redis event loop, which must not be kept busy; they fail with a {@link
 * RedisDataException}, at once while Redis is away, and at the latest after the socket timeout times one more than the
 * retry attempts. May be called from any thread.
 */
public final class RedisData implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisData.class);
    private static final Duration HEALTH_CHECK = Duration.ofSeconds(30);
    private final RedisConnections connections;
    private final RedisSettings settings;
    private final EventLoop loop;
    private final int fixedConnections;
    private final Duration healthCheck;
    private final DataNodes nodes;
    private final Transactions transactions;
    private final List<Runnable> whenConnected = new CopyOnWriteArrayList<>();
    private volatile @Nullable ReachLog reachLog;

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
        this.fixedConnections = fixedConnections;
        this.healthCheck = healthCheck;
        settings = connections.settings();
        loop = connections.loop();
        ClusterTopology cluster = connections.cluster();
        if (cluster != null) {
            nodes = new SlotDataNodes(
                    cluster, loop, (place, elsewhere) -> node(place, elsewhere, poolShare(cluster), cluster::refresh));
        } else {
            DataNode single = node(connections.place(), (call, refusal) -> false, poolShare(null), () -> {});
            connections.onMoved(single.pool()::renew);
            nodes = new OneDataNode(single);
        }
        transactions = new Transactions(nodes, loop, settings.retryAttempts());
    }

    private DataNode node(Place place, DataCommands.Elsewhere elsewhere, int maxPooled, Runnable whenTroubled) {
        Runnable troubled = () -> {
            whenTroubled.run();
            troubled();
        };
        return new DataNode(connections, place, maxPooled, healthCheck, elsewhere, this::connected, troubled);
    }

    /** What the limit of connections leaves for the pool of one node. */
    private int poolShare(@Nullable ClusterTopology cluster) {
        if (cluster == null) {
            return Math.max(1, settings.maxConnections() - fixedConnections);
        }
        // The connection that asks about slots; and for each master the one for data, and two of its lane if it has
        // one.
        int masters = Math.max(1, cluster.map().masters().size());
        int others = fixedConnections + masters * (settings.bySlot() ? 3 : 1);
        return Math.max(1, (settings.maxConnections() - others) / masters);
    }

    /** Says in the log when this Redis comes and goes: for one that carries no messages. Before {@link #start}. */
    public RedisData logged() {
        reachLog = new ReachLog(settings.url().toString());
        return this;
    }

    private void troubled() {
        ReachLog log = reachLog;
        if (log != null && !isConnected()) {
            log.away(lastError());
        }
    }

    private void connected() {
        ReachLog log = reachLog;
        if (log != null) {
            log.reached();
        }
        for (Runnable task : whenConnected) {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A task for a new connection failed", e);
            }
        }
    }

    /** Starts connecting; returns at once. */
    public void start() {
        loop.execute(() -> {
            connections.open();
            nodes.open();
        });
    }

    /** In a Cluster: to at least one of the masters. */
    public boolean isConnected() {
        for (DataNode node : nodes.all()) {
            if (node.commands().isConnected()) {
                return true;
            }
        }
        return false;
    }

    /** Why Redis is, or was last, out of reach; one line without secrets. */
    public String lastError() {
        return nodes.lastError();
    }

    /** Runs on the Redis event loop whenever a connection has come about, the first included. */
    public void onConnected(Runnable task) {
        whenConnected.add(task);
    }

    /** In a Cluster: of all nodes' pools together. */
    public PoolFigures pool() {
        return nodes.all().stream()
                .map(node -> node.pool().figures())
                .reduce(new PoolFigures(0, 0, 0, 0, 0), PoolFigures::plus);
    }

    /** Commands and transactions tried again because no answer came, since start (A8). */
    public long retries() {
        return transactions.retries()
                + nodes.all().stream()
                        .mapToLong(node -> node.commands().retries())
                        .sum();
    }

    /** For commands of other kinds of data; see {@link DataCommands#send}. */
    <T> CompletableFuture<T> send(
            String key, Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
        DataNode node = nodes.of(key);
        return node == null ? unknown() : node.commands().send(key, command);
    }

    private <T> CompletableFuture<T> unknown() {
        return CompletableFuture.failedFuture(new RedisDataException(Kind.NOT_DONE, lastError()));
    }

    /** GET. */
    public CompletableFuture<Optional<byte[]>> get(String key) {
        return this.<byte[]>send(key, redis -> redis.get(key)).thenApply(Optional::ofNullable);
    }

    /** GET of many keys, pipelined: the values of those that exist. */
    public CompletableFuture<List<byte[]>> getAll(List<String> keys) {
        List<CompletableFuture<Optional<byte[]>>> answers =
                keys.stream().map(this::get).toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream()
                        .flatMap(answer -> answer.join().stream())
                        .toList());
    }

    /** SET with PX. */
    public CompletableFuture<@Nullable Void> set(String key, byte[] value, Duration expiry) {
        return send(key, redis -> redis.set(key, value, SetArgs.Builder.px(expiry.toMillis())))
                .thenAccept(ok -> {});
    }

    /** PEXPIRE: whether the key exists. */
    public CompletableFuture<Boolean> expire(String key, Duration expiry) {
        return send(key, redis -> redis.pexpire(key, expiry.toMillis()));
    }

    /**
     * PEXPIRE of many keys, pipelined.
     *
     * @return for each key, in their order, whether it exists
     */
    public CompletableFuture<List<Boolean>> expireAll(List<String> keys, Duration expiry) {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>(keys.size());
        for (String key : keys) {
            answers.add(expire(key, expiry));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
    }

    /** PTTL: what is left until the key expires, by Redis' own clock; empty if it doesn't exist or never expires. */
    public CompletableFuture<Optional<Duration>> timeToLive(String key) {
        return send(key, redis -> redis.pttl(key))
                .thenApply(millis -> millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis)));
    }

    /** DEL. */
    public CompletableFuture<@Nullable Void> delete(String key) {
        return send(key, redis -> redis.del(key)).thenAccept(count -> {});
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
        List<DataNode> all = nodes.all();
        return all.isEmpty() ? unknown() : new KeyScan(prefix, limit, budget).of(all);
    }

    /**
     * Changes a value in a transaction (WATCH, GET, MULTI, SET with PX, EXEC) on a pooled connection; begun anew if
     * another one changed it in between.
     *
     * @param change must be idempotent: it is applied again after a timeout; it runs on the Redis event loop
     * @return the new value; empty if the key doesn't exist
     */
    public CompletableFuture<Optional<byte[]>> rewrite(String key, UnaryOperator<byte[]> change, Duration expiry) {
        return transactions.rewrite(key, change, expiry);
    }

    /** Closes its connections; unanswered commands fail. Within the socket timeout, and at most 1 s. */
    @Override
    public void close() {
        if (loop.isShuttingDown()) {
            return;
        }
        CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
        loop.execute(() -> {
            CompletableFuture<?>[] closing = nodes.all().stream()
                    .map(node -> node.close().toCompletableFuture())
                    .toArray(CompletableFuture[]::new);
            var unused = CompletableFuture.allOf(closing).whenComplete((ok, error) -> closed.complete(null));
        });
        var unused = closed.completeOnTimeout(
                        null, Math.min(1_000, settings.socketTimeout().toMillis()), TimeUnit.MILLISECONDS)
                .join();
    }
}
