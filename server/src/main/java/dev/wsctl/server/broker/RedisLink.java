package dev.wsctl.server.broker;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to Redis: connects, connects again whenever it breaks or is {@link #reset}, for ever. Lettuce's
 * own reconnecting is switched off, since it replays what it had in flight, and cannot be told to give up a connection
 * that is open and silent. Every connect runs the whole handshake, so that a connection never goes without its name.
 *
 * <p>Belongs to one event loop: called there, and calls its observer there.
 */
final class RedisLink<C extends StatefulConnection<String, byte[]>> {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    /** A connection that lived shorter doesn't prove that Redis is well again. */
    private static final long PROVEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Two links that hurry each other, on a Redis that takes connections and ends them, would never rest. */
    private static final long HASTE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Told when the connection comes and goes, alternating. */
    interface Observer<C> {
        void up(C connection);

        void down(String reason);

        /** An attempt to connect failed. */
        default void unreachable(String reason) {}
    }

    /** Makes connections, and ends those that are of no use any more. */
    interface Maker<C> {
        CompletionStage<C> connect();

        /** Nothing that it has not sent yet may be sent. */
        void discard(C connection);
    }

    private final String name;
    private final EventLoop loop;
    private final Maker<C> maker;
    private final Backoff backoff;
    private final Duration attemptDeadline;
    private final Observer<C> observer;
    private @Nullable C connection;
    private long upSinceNanos;
    private int generation;
    private long attemptedNanos;
    private long dueNanos;
    private boolean waiting;
    private boolean closed;

    RedisLink(
            String name,
            EventLoop loop,
            Maker<C> maker,
            Backoff backoff,
            Duration attemptDeadline,
            Observer<C> observer) {
        this.name = name;
        this.loop = loop;
        this.maker = maker;
        this.backoff = backoff;
        this.attemptDeadline = attemptDeadline;
        this.observer = observer;
    }

    void open() {
        if (!closed) {
            attempt();
        }
    }

    @Nullable C connection() {
        return connection;
    }

    /** Gives up the connection, which is open and of no use, and makes a new one. */
    void reset(String reason) {
        C current = connection;
        if (current != null) {
            lost(current, reason);
        }
    }

    /** Waits no longer to try again than a second after the last attempt: something else has just got through. */
    void hurry() {
        long soonest = Math.max(now(), attemptedNanos + HASTE_NANOS);
        if (waiting && soonest - dueNanos < 0) {
            attemptAt(soonest);
        }
    }

    /** Closes for good. The observer is not told. */
    CompletionStage<Void> close() {
        closed = true;
        generation++;
        C current = connection;
        connection = null;
        return current == null ? CompletableFuture.completedFuture(null) : current.closeAsync();
    }

    private void attempt() {
        int mine = ++generation;
        waiting = false;
        attemptedNanos = now();
        CompletionStage<C> connecting;
        try {
            connecting = maker.connect();
        } catch (RuntimeException e) {
            failed(mine, RedisErrors.describe(e));
            return;
        }
        var deadline = loop.schedule(
                () -> failed(mine, "no connection within " + attemptDeadline.toMillis() + " ms"),
                attemptDeadline.toMillis(),
                TimeUnit.MILLISECONDS);
        var unused = connecting.whenComplete((connected, error) -> loop.execute(() -> {
            deadline.cancel(false);
            if (error != null) {
                failed(mine, RedisErrors.describe(error));
            } else if (mine != generation) {
                var unusedClose = connected.closeAsync();
            } else {
                connected(connected);
            }
        }));
    }

    private void connected(C fresh) {
        connection = fresh;
        upSinceNanos = now();
        LOG.debug("{}: connected", name);
        fresh.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> disconnected) {
                loop.execute(() -> lost(fresh, "connection closed by Redis or the network"));
            }
        });
        observer.up(fresh);
        if (!fresh.isOpen()) {
            lost(fresh, "connection closed by Redis or the network");
        }
    }

    private void lost(C old, String reason) {
        if (connection != old) {
            return;
        }
        connection = null;
        LOG.debug("{}: {}", name, reason);
        if (now() - upSinceNanos > PROVEN_NANOS) {
            backoff.reset();
        }
        observer.down(reason);
        maker.discard(old);
        retryLater();
    }

    private void failed(int attempt, String reason) {
        if (attempt != generation || closed) {
            return;
        }
        LOG.debug("{}: {}", name, reason);
        observer.unreachable(reason);
        retryLater();
    }

    private void retryLater() {
        attemptAt(now() + backoff.next().toNanos());
    }

    /** In place of every attempt that is under way or was planned. */
    private void attemptAt(long nanos) {
        if (closed) {
            return;
        }
        int mine = ++generation;
        waiting = true;
        dueNanos = nanos;
        var unused = loop.schedule(
                () -> {
                    if (mine == generation && !closed) {
                        attempt();
                    }
                },
                nanos - now(),
                TimeUnit.NANOSECONDS);
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
