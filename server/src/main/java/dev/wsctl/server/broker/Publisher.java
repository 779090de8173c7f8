package dev.wsctl.server.broker;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Publishes in order, pipelined, with a bounded queue.
 *
 * <p>What waits when the event loop turns leaves in one write. A PUBLISH that is not answered in time (see {@link
 * #hasAwaited}) means that its connection is of no use, since replies come in order: the connection is replaced, and
 * everything unanswered is sent again in its old order before anything new. PUBLISH is not idempotent; what had arrived after all arrives twice, and
 * receivers drop the copy, because they remember ids for 5 s. So nothing is sent again that is older than {@link
 * #RETRY_WINDOW_NANOS}, and nothing more often than configured. What is published in the first moments after a connection
 * was lost waits behind that for the next one, and no longer either. From then on it is refused at once: it stays local.
 * What a cluster node refuses because another one serves the channel goes there; where it was published and refused to
 * be recorded only, to be recorded there. What is said on that channel meanwhile waits behind it.
 */
final class Publisher {

    /** The receivers' deduplication window, less a second for the way. */
    private static final long RETRY_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final int MAX_REDIRECTIONS = 5;

    /** What goes on beside this publisher; asked on the loop. */
    interface Elsewhere {

        /**
         * Tries to have the rest done by another publisher: everything, or, if the message {@link Outgoing#isPublished},
         * its recording; false if there is none.
         */
        boolean take(Outgoing message, Throwable refusal);

        /** Whether another publisher has not settled all that was said before this message on its channel. */
        boolean isAheadOf(Outgoing message);
    }

    private final EventLoop loop;
    private final ChannelKind kind;
    private final int retryAttempts;
    private final Consumer<String> onFailure;
    private final Consumer<String> stuck;
    private final Elsewhere elsewhere;
    private final PublishQueue accepted = new PublishQueue();
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private final Deque<Outgoing> inFlight = new ArrayDeque<>();
    private final Deque<Outgoing> again = new ArrayDeque<>();
    private final Behind behind;
    private final PublishCounts counts;
    private final long waitNanos;
    private final LongSupplier lived;
    private volatile boolean connected;
    /** Whether the connection that was lost last is being replaced. */
    private volatile boolean replaced;

    private volatile long lostNanos;
    private @Nullable StatefulRedisConnection<String, byte[]> connection;
    private final Sealing sealing;
    private final @Nullable Recorder recorder;

    /**
     * @param wait how long messages may wait for a connection that was lost to be replaced, at most the retry window
     * @param lived the loop's {@link LoopTime}
     * @param sealing encrypts, if so configured
     * @param recorder records, if so configured
     * @param onFailure told why a message could not be published
     * @param stuck asked to replace the connection
     * @param elsewhere asked when another node serves a channel
     */
    Publisher(
            EventLoop loop,
            ChannelKind kind,
            int retryAttempts,
            Duration wait,
            LongSupplier lived,
            Sealing sealing,
            @Nullable Recorder recorder,
            PublishCounts counts,
            Consumer<String> onFailure,
            Consumer<String> stuck,
            Elsewhere elsewhere) {
        this.loop = loop;
        this.kind = kind;
        this.lived = lived;
        this.sealing = sealing;
        this.recorder = recorder;
        this.counts = counts;
        this.elsewhere = elsewhere;
        this.behind = new Behind(elsewhere::isAheadOf);
        this.retryAttempts = retryAttempts;
        this.waitNanos = Math.min(RETRY_WINDOW_NANOS, wait.toNanos());
        this.onFailure = onFailure;
        this.stuck = stuck;
    }

    /** @param stream where to record it; null for what is not recorded */
    void publish(String channel, @Nullable String stream, byte[] message) {
        if (!(connected || isAwaited()) || accepted.isFull()) {
            counts.failures.increment();
            unrecorded(stream);
            return;
        }
        accepted.add(new Outgoing(channel, stream, message));
        scheduleDrain();
    }

    /**
     * Asks Redis behind everything accepted before, on the same connection.
     *
     * @param command may be carried out though its answer is lost
     * @return fails with a {@link RedisDataException}, at once while Redis is away; is not asked again
     */
    <T> CompletableFuture<T> ask(Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
        Question<T> question = new Question<>(command, new CompletableFuture<>());
        if (connected) {
            accepted.add(question);
            scheduleDrain();
        } else {
            question.refuse();
        }
        return question.answer();
    }

    private boolean isAwaited() {
        return replaced && System.nanoTime() - lostNanos < waitNanos;
    }

    private void scheduleDrain() {
        if (drainScheduled.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    private void drain() {
        drainScheduled.set(false);
        behind.release(this::forward);
        for (PublishQueue.Item next = accepted.poll(); next != null; next = accepted.poll()) {
            if (next instanceof Question<?> question) {
                if (connection == null) {
                    question.refuse();
                } else {
                    question.ask(connection.async());
                }
            } else if (next instanceof Outgoing message) {
                if (!behind.keeps(message)) {
                    forward(message);
                }
            }
        }
        if (connection != null) {
            connection.flushCommands();
        }
    }

    private void forward(Outgoing message) {
        if (connection != null) {
            send(connection, message);
        } else if (isAwaited()) {
            again.add(message);
        } else {
            settle(message, "not connected");
        }
    }

    private void send(StatefulRedisConnection<String, byte[]> to, Outgoing message) {
        message.sent = true;
        message.sentLived = lived.getAsLong();
        inFlight.add(message);
        byte[] sealed = sealing.seal(message.channel, message.message);
        CompletionStage<?> last = null;
        if (message.stream != null && recorder != null) {
            last = record(recorder, to, message, message.stream, sealed);
        }
        if (!message.published || last == null) {
            last = kind.publish(to, message.channel, sealed);
        }
        var unused = last.whenComplete((answer, error) -> {
            if (loop.inEventLoop()) {
                answered(to, message, error);
            } else {
                loop.execute(() -> answered(to, message, error));
            }
        });
    }

    private static CompletionStage<?> record(
            Recorder by, StatefulRedisConnection<String, byte[]> to, Outgoing message, String stream, byte[] sealed) {
        if (message.asking) {
            message.asking = false;
            var unused = to.async().asking();
        }
        message.notRecorded = null;
        return by.record(to.async(), stream, sealed, redirected -> message.notRecorded = redirected);
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
        if (error == null && !message.published) {
            message.published = true;
            counts.published.increment();
        }
        // Where both are refused, the PUBLISH takes the recording along.
        Throwable refusal = error == null ? message.notRecorded : error;
        if (refusal != null && message.redirections < MAX_REDIRECTIONS && elsewhere.take(message, refusal)) {
            accepted.forget(message);
        } else {
            settle(message, refusal == null ? null : RedisErrors.describe(refusal));
        }
    }

    /** On the loop: a message that was surrendered has nowhere to go. */
    void giveUp(Outgoing message, String reason) {
        counts.failures.increment();
        unrecorded(message.stream);
        onFailure.accept(reason);
    }

    /**
     * On the loop: takes over a message that another publisher had accepted.
     *
     * @param asking while its slot is on the way here: the node would refuse to record it otherwise
     */
    void resume(Outgoing message, boolean asking) {
        message.redirections++;
        message.asking = asking;
        accepted.count(message);
        if (connection != null) {
            send(connection, message);
            behind.release(this::forward);
            connection.flushCommands();
        } else {
            again.add(message);
        }
    }

    /** On the loop: gives away what waits for a connection that will not come. */
    List<Outgoing> surrender() {
        List<Outgoing> waiting = new ArrayList<>(again);
        waiting.addAll(behind.surrender());
        again.clear();
        waiting.forEach(accepted::forget);
        return waiting;
    }

    private void settle(Outgoing message, @Nullable String failure) {
        accepted.forget(message);
        if (failure == null) {
            return;
        }
        unrecorded(message.stream);
        onFailure.accept(failure);
        if (!message.published) {
            counts.failures.increment();
        }
    }

    private void unrecorded(@Nullable String stream) {
        if (stream != null && recorder != null) {
            recorder.missing(stream);
        }
    }

    void up(StatefulRedisConnection<String, byte[]> fresh) {
        connection = fresh;
        fresh.setAutoFlushCommands(false);
        expire();
        for (Outgoing message = again.poll(); message != null; message = again.poll()) {
            if (message.sent) {
                message.retries++;
                counts.retries.increment();
            }
            send(fresh, message);
        }
        connected = true;
        drain();
    }

    void down(String reason) {
        lostNanos = System.nanoTime();
        replaced = true;
        connected = false;
        connection = null;
        List<Outgoing> unanswered = new ArrayList<>(inFlight);
        inFlight.clear();
        for (Outgoing message : unanswered) {
            if (message.retries < retryAttempts) {
                again.add(message);
            } else {
                settle(message, reason);
            }
        }
        // Behind what had left before it.
        drain();
    }

    /** Like {@link #down}, for good: what waits is to be surrendered, and nothing more is accepted. */
    void close(String reason) {
        down(reason);
        replaced = false;
    }

    /** Now and then: gives up what has waited too long for a connection, sends what need not wait for others any more. */
    void tick() {
        expire();
        if (!behind.isEmpty()) {
            drain();
        }
    }

    private void expire() {
        long now = System.nanoTime();
        while (!again.isEmpty() && now - again.peekFirst().acceptedNanos > RETRY_WINDOW_NANOS) {
            settle(again.removeFirst(), "Redis did not come back in time");
        }
    }

    /** On the loop: whether a message on this channel has not been settled yet. */
    boolean isUnderway(String channel) {
        return hasUnsettled(message -> message.channel.equals(channel));
    }

    /** On the loop: whether a message that was said before this one on its channel has not been settled yet. */
    boolean isAheadOf(Outgoing later) {
        return hasUnsettled(message -> message.isBefore(later));
    }

    private boolean hasUnsettled(Predicate<Outgoing> wanted) {
        return inFlight.stream().anyMatch(wanted)
                || again.stream().anyMatch(wanted)
                || accepted.holds(wanted)
                || behind.holds(wanted);
    }

    boolean isConnected() {
        return connected;
    }

    /** On the loop: for how long the oldest message that was sent has had no answer, by {@link LoopTime}. */
    long hasAwaited(long now) {
        Outgoing oldest = inFlight.peekFirst();
        return oldest == null ? 0 : now - oldest.sentLived;
    }

    /** Accepted and not yet acknowledged. */
    int queuedMessages() {
        return accepted.messages();
    }

    long queuedBytes() {
        return accepted.bytes();
    }

    boolean isIdle() {
        return accepted.messages() == 0;
    }
}
