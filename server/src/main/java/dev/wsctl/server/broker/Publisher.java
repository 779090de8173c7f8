package dev.wsctl.server.broker;

import io.lettuce.core.api.StatefulRedisConnection;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes in order, pipelined, with a bounded queue.
 *
 * <p>What waits when the event loop turns leaves in one write. A PUBLISH that is not answered in time means that its
 * connection is of no use, since replies come in order: the connection is replaced, and everything unanswered is sent
 * again in its old order before anything new. PUBLISH is not idempotent; what had arrived after all arrives twice, and
 * receivers drop the copy, because they remember ids for 5 s. So nothing is sent again that is older than {@link
 * #RETRY_WINDOW_NANOS}, and nothing more often than configured. What is published while there is no connection is
 * refused at once: it stays local. What a cluster node refuses because another one serves the channel goes there.
 */
final class Publisher {

    private static final int MAX_MESSAGES = 10_000;
    private static final long MAX_BYTES = 32L << 20;
    /** The receivers' deduplication window, less a second for the way. */
    private static final long RETRY_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** Tries to have a message published by another publisher; false if there is none. */
    interface Elsewhere {
        boolean take(Outgoing message, Throwable refusal);
    }

    /** One message on its way. */
    static final class Outgoing {
        private final String channel;
        private final byte[] message;
        private final long acceptedNanos = System.nanoTime();
        private int retries;
        private int redirections;

        String channel() {
            return channel;
        }

        Outgoing(String channel, byte[] message) {
            this.channel = channel;
            this.message = message;
        }
    }

    private static final int MAX_REDIRECTIONS = 5;

    private final EventLoop loop;
    private final ChannelKind kind;
    private final int retryAttempts;
    private final Consumer<String> onFailure;
    private final Consumer<String> stuck;
    private final Elsewhere elsewhere;
    private final Queue<Outgoing> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong pendingBytes = new AtomicLong();
    private final Deque<Outgoing> inFlight = new ArrayDeque<>();
    private final Deque<Outgoing> again = new ArrayDeque<>();
    private final PublishCounts counts;
    private volatile boolean connected;
    private @Nullable StatefulRedisConnection<String, byte[]> connection;

    /**
     * @param onFailure told why a message could not be published
     * @param stuck asked to replace the connection
     * @param elsewhere asked when another node serves a channel
     */
    Publisher(
            EventLoop loop,
            ChannelKind kind,
            int retryAttempts,
            PublishCounts counts,
            Consumer<String> onFailure,
            Consumer<String> stuck,
            Elsewhere elsewhere) {
        this.loop = loop;
        this.kind = kind;
        this.counts = counts;
        this.elsewhere = elsewhere;
        this.retryAttempts = retryAttempts;
        this.onFailure = onFailure;
        this.stuck = stuck;
    }

    void publish(String channel, byte[] message) {
        if (accept(channel, message)) {
            scheduleDrain();
        }
    }

    void publishAll(String channel, List<byte[]> messages) {
        boolean any = false;
        for (byte[] message : messages) {
            any |= accept(channel, message);
        }
        if (any) {
            scheduleDrain();
        }
    }

    private boolean accept(String channel, byte[] message) {
        if (!connected || pending.get() >= MAX_MESSAGES || pendingBytes.get() > MAX_BYTES) {
            counts.failures.increment();
            return false;
        }
        pending.incrementAndGet();
        pendingBytes.addAndGet(message.length);
        accepted.add(new Outgoing(channel, message));
        return true;
    }

    private void scheduleDrain() {
        if (drainScheduled.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    private void drain() {
        drainScheduled.set(false);
        for (Outgoing next = accepted.poll(); next != null; next = accepted.poll()) {
            if (connection == null) {
                settle(next, "not connected");
            } else {
                send(connection, next);
            }
        }
        if (connection != null) {
            connection.flushCommands();
        }
    }

    private void send(StatefulRedisConnection<String, byte[]> to, Outgoing message) {
        inFlight.add(message);
        var unused = kind.publish(to, message.channel, message.message).whenComplete((receivers, error) -> {
            if (loop.inEventLoop()) {
                answered(to, message, error);
            } else {
                loop.execute(() -> answered(to, message, error));
            }
        });
    }

    private void answered(StatefulRedisConnection<String, byte[]> by, Outgoing message, @Nullable Throwable error) {
        if (by != connection) {
            // Already taken back by down().
            return;
        }
        if (error != null && !RedisErrors.isRefusal(error)) {
            stuck.accept("PUBLISH: " + RedisErrors.describe(error));
            return;
        }
        if (inFlight.peekFirst() == message) {
            inFlight.removeFirst();
        } else {
            inFlight.remove(message);
        }
        if (error != null && message.redirections < MAX_REDIRECTIONS && elsewhere.take(message, error)) {
            forget(message);
        } else {
            settle(message, error == null ? null : RedisErrors.describe(error));
        }
    }

    /** On the loop: a message that was surrendered has nowhere to go. */
    void giveUp(String reason) {
        counts.failures.increment();
        onFailure.accept(reason);
    }

    private void forget(Outgoing message) {
        pending.decrementAndGet();
        pendingBytes.addAndGet(-message.message.length);
    }

    /** On the loop: takes over a message that another publisher had accepted. */
    void resume(Outgoing message) {
        message.redirections++;
        pending.incrementAndGet();
        pendingBytes.addAndGet(message.message.length);
        if (connection != null) {
            send(connection, message);
            connection.flushCommands();
        } else {
            again.add(message);
        }
    }

    /** On the loop: gives away what waits for a connection that will not come. */
    List<Outgoing> surrender() {
        List<Outgoing> waiting = List.copyOf(again);
        again.clear();
        waiting.forEach(this::forget);
        return waiting;
    }

    private void settle(Outgoing message, @Nullable String failure) {
        forget(message);
        if (failure == null) {
            counts.published.increment();
        } else {
            counts.failures.increment();
            onFailure.accept(failure);
        }
    }

    void up(StatefulRedisConnection<String, byte[]> fresh) {
        connection = fresh;
        fresh.setAutoFlushCommands(false);
        expire();
        for (Outgoing message = again.poll(); message != null; message = again.poll()) {
            message.retries++;
            counts.retries.increment();
            send(fresh, message);
        }
        connected = true;
        drain();
    }

    void down(String reason) {
        connected = false;
        connection = null;
        List<Outgoing> unanswered = new ArrayList<>(inFlight);
        inFlight.clear();
        drain();
        for (Outgoing message : unanswered) {
            if (message.retries < retryAttempts) {
                again.add(message);
            } else {
                settle(message, reason);
            }
        }
    }

    /** Gives up what has waited too long for a connection. */
    void expire() {
        long now = System.nanoTime();
        while (!again.isEmpty() && now - again.peekFirst().acceptedNanos > RETRY_WINDOW_NANOS) {
            settle(again.removeFirst(), "Redis did not come back in time");
        }
    }

    /** Accepted and not yet acknowledged. */
    int queuedMessages() {
        return pending.get();
    }

    long queuedBytes() {
        return pendingBytes.get();
    }

    boolean isIdle() {
        return pending.get() == 0;
    }
}
