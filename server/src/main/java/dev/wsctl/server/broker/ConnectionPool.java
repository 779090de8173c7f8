package dev.wsctl.server.broker;

import dev.wsctl.server.broker.RedisDataException.Kind;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lends whole connections to work that changes a connection's state, like WATCH and MULTI (C3, C6). Opened when first
 * needed, the last one given back is lent first, the surplus is closed; who finds all of them in use waits in line, with
 * a deadline.
 *
 * <p>Lives on one event loop; {@link #use} and {@link #figures} may be called anywhere. Lettuce's own pool refuses at
 * once where all are in use, and commons-pool2 blocks a thread for each who waits.
 */
final class ConnectionPool {

    /** An idle connection younger than this is lent without asking Redis. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** @param idleSince by {@link System#nanoTime} */
    private record Idle(StatefulRedisConnection<String, byte[]> connection, long idleSince) {}

    private final EventLoop loop;
    private final Supplier<CompletionStage<StatefulRedisConnection<String, byte[]>>> connector;
    private final int max;
    private final int keep;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final WaitingLine<StatefulRedisConnection<String, byte[]>> line;
    private final Set<StatefulRedisConnection<String, byte[]>> all = new HashSet<>();
    private final Set<StatefulRedisConnection<String, byte[]>> stale = new HashSet<>();
    private int opening;
    private int checking;
    private boolean closed;
    private volatile PoolFigures figures;

    /**
     * @param max connections at most
     * @param keep idle connections at most
     * @param patience how long a caller waits for a connection
     * @param healthCheck how often idle connections are asked whether they still work
     */
    ConnectionPool(
            EventLoop loop,
            Supplier<CompletionStage<StatefulRedisConnection<String, byte[]>>> connector,
            int max,
            int keep,
            Duration patience,
            Duration healthCheck) {
        this.loop = loop;
        this.connector = connector;
        this.max = max;
        this.keep = keep;
        this.line = new WaitingLine<>(
                loop,
                patience,
                "no pooled connection became free within " + patience.toMillis() + " ms (" + max
                        + " at most: REDIS_MAX_CONNECTIONS)",
                this::changed);
        this.figures = new PoolFigures(max, 0, 0, 0, 0);
        long period = healthCheck.toNanos();
        var unused = loop.scheduleWithFixedDelay(this::checkIdle, period, period, TimeUnit.NANOSECONDS);
    }

    PoolFigures figures() {
        return figures;
    }

    /**
     * Lends a connection until the work's stage completes.
     *
     * @return the work's result, or a {@link RedisDataException}
     */
    <T> CompletableFuture<T> use(Function<StatefulRedisConnection<String, byte[]>, CompletionStage<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (loop.isShuttingDown()) {
            result.completeExceptionally(new RedisDataException(Kind.NOT_DONE, "the instance is shutting down"));
            return result;
        }
        loop.execute(() -> acquire().whenComplete((connection, error) -> {
            if (error != null) {
                result.completeExceptionally(RedisDataException.of(error));
            } else {
                run(connection, work, result);
            }
        }));
        return result;
    }

    private <T> void run(
            StatefulRedisConnection<String, byte[]> connection,
            Function<StatefulRedisConnection<String, byte[]>, CompletionStage<T>> work,
            CompletableFuture<T> result) {
        CompletionStage<T> working;
        try {
            working = work.apply(connection);
        } catch (RuntimeException e) {
            working = CompletableFuture.failedFuture(e);
        }
        var unused = working.whenComplete((value, error) -> onLoop(() -> {
            // After a failure nobody knows what the connection still watches or queues.
            release(connection, error == null);
            if (error == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(RedisDataException.of(error));
            }
        }));
    }

    private CompletableFuture<StatefulRedisConnection<String, byte[]>> acquire() {
        if (closed) {
            return CompletableFuture.failedFuture(new RedisDataException(Kind.NOT_DONE, "the pool is closed"));
        }
        CompletableFuture<StatefulRedisConnection<String, byte[]>> waiter = line.join();
        pump();
        return waiter;
    }

    /** Sees to it that for everyone who waits a connection is on its way, as far as there may be more. */
    private void pump() {
        while (!closed && line.length() > opening + checking) {
            Idle next = idle.pollFirst();
            if (next != null) {
                lend(next);
            } else if (all.size() + opening < max) {
                open();
            } else {
                break;
            }
        }
        changed();
    }

    private void lend(Idle next) {
        StatefulRedisConnection<String, byte[]> connection = next.connection;
        if (!connection.isOpen()) {
            discard(connection);
        } else if (System.nanoTime() - next.idleSince < FRESH_NANOS) {
            give(connection);
        } else {
            check(connection);
        }
    }

    private void check(StatefulRedisConnection<String, byte[]> connection) {
        checking++;
        var unused = connection
                .async()
                .ping()
                .whenComplete((pong, error) -> onLoop(() -> {
                    checking--;
                    if (error == null) {
                        give(connection);
                    } else {
                        discard(connection);
                    }
                    pump();
                }));
    }

    private void open() {
        opening++;
        CompletionStage<StatefulRedisConnection<String, byte[]>> connecting;
        try {
            connecting = connector.get();
        } catch (RuntimeException e) {
            connecting = CompletableFuture.failedFuture(e);
        }
        var unused = connecting.whenComplete((connection, error) -> loop.execute(() -> {
            opening--;
            if (error == null) {
                opened(connection);
            } else {
                line.refuseFirst("cannot connect: " + RedisErrors.describe(error));
            }
            pump();
        }));
    }

    private void opened(StatefulRedisConnection<String, byte[]> connection) {
        if (closed) {
            var unused = connection.closeAsync();
            return;
        }
        all.add(connection);
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> disconnected) {
                loop.execute(() -> {
                    if (idle.removeIf(entry -> entry.connection == connection)) {
                        discard(connection);
                        pump();
                    }
                });
            }
        });
        give(connection);
    }

    private void give(StatefulRedisConnection<String, byte[]> connection) {
        CompletableFuture<StatefulRedisConnection<String, byte[]>> first = line.poll();
        if (first == null) {
            rest(connection);
        } else {
            changed();
            first.complete(connection);
        }
    }

    private void release(StatefulRedisConnection<String, byte[]> connection, boolean usable) {
        if (!usable || stale.contains(connection) || !connection.isOpen()) {
            discard(connection);
        } else {
            give(connection);
        }
        pump();
    }

    private void rest(StatefulRedisConnection<String, byte[]> connection) {
        if (closed || idle.size() >= keep || !connection.isOpen()) {
            discard(connection);
        } else {
            idle.addFirst(new Idle(connection, System.nanoTime()));
        }
        changed();
    }

    private void discard(StatefulRedisConnection<String, byte[]> connection) {
        stale.remove(connection);
        if (all.remove(connection)) {
            var unused = connection.closeAsync();
        }
        changed();
    }

    private void checkIdle() {
        List<Idle> resting = new ArrayList<>(idle);
        idle.clear();
        for (Idle entry : resting) {
            check(entry.connection);
        }
        changed();
    }

    /** On the loop: no connection that there is now is lent again, since it leads to a server that is not used any more. */
    void renew() {
        List<Idle> resting = new ArrayList<>(idle);
        idle.clear();
        stale.addAll(all);
        resting.forEach(entry -> discard(entry.connection));
        pump();
    }

    private void changed() {
        int available = idle.size();
        int inUse = all.size() - available - checking;
        figures = new PoolFigures(max, all.size() + opening, available, inUse, line.length());
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    /** On the loop. Connections in use are closed when they come back. */
    void close() {
        closed = true;
        List<Idle> resting = new ArrayList<>(idle);
        idle.clear();
        resting.forEach(entry -> discard(entry.connection));
        while (line.refuseFirst("the pool is closed")) {
            // The next one.
        }
        changed();
    }
}
