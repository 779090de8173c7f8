package dev.wsctl.server.broker;

import dev.wsctl.server.broker.RedisDataException.Kind;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends idempotent commands of many callers over one connection: what waits when the loop turns leaves in one write.
 *
 * <p>Replies come in order, so a command without an answer in time means that its connection is of no use: it is
 * replaced, and every unanswered command is tried again as often as configured (A8). A command given while there is no
 * connection fails at once; one that is to be tried again waits for the connection as long as for an answer.
 */
final class DataCommands {

    private static final int MAX_PENDING = 20_000 - 1;

    private static final int MAX_REDIRECTIONS = 16;

    /** Tries to have a command carried out by another node; false if there is none. */
    interface Elsewhere {
        boolean take(Call<?> call, Throwable refusal);
    }

    /** One command on its way. */
    static final class Call<T> {
        private final String key;
        private final Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private int retries;
        private int redirections;

        Call(String key, Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
            this.key = key;
            this.command = command;
        }

        String key() {
            return key;
        }

        void fail(Kind kind, String reason) {
            result.completeExceptionally(new RedisDataException(kind, reason));
        }
    }

    private final EventLoop loop;
    private final int retryAttempts;
    private final Duration timeout;
    private final Consumer<String> stuck;
    private final Elsewhere elsewhere;
    private final Queue<Call<?>> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private final AtomicInteger pending = new AtomicInteger();
    private final Set<Call<?>> inFlight = new LinkedHashSet<>();
    private final Deque<Call<?>> again = new ArrayDeque<>();
    private final LongAdder retries = new LongAdder();
    private volatile boolean connected;
    private volatile String lastError = "not connected yet";
    private @Nullable StatefulRedisConnection<String, byte[]> connection;

    /**
     * @param stuck asked to replace the connection
     * @param elsewhere asked when another node serves a key
     */
    DataCommands(EventLoop loop, int retryAttempts, Duration timeout, Consumer<String> stuck, Elsewhere elsewhere) {
        this.elsewhere = elsewhere;
        this.loop = loop;
        this.retryAttempts = retryAttempts;
        this.timeout = timeout;
        this.stuck = stuck;
    }

    /**
     * @param key what the command is about; empty for none
     * @param command must be idempotent
     * @return Redis' answer, or a {@link RedisDataException}
     */
    <T> CompletableFuture<T> send(
            String key, Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
        Call<T> call = new Call<>(key, command);
        if (!connected) {
            call.fail(Kind.NOT_DONE, lastError);
        } else if (pending.incrementAndGet() > MAX_PENDING) {
            pending.decrementAndGet();
            call.fail(Kind.NOT_DONE, "too many commands wait for Redis");
        } else {
            var unused = call.result.whenComplete((value, error) -> pending.decrementAndGet());
            accepted.add(call);
            if (drainScheduled.compareAndSet(false, true)) {
                loop.execute(this::drain);
            }
        }
        return call.result;
    }

    boolean isConnected() {
        return connected;
    }

    /** Why there is no connection, or was none. */
    String lastError() {
        return lastError;
    }

    long retries() {
        return retries.sum();
    }

    void countRetry() {
        retries.increment();
    }

    private void drain() {
        drainScheduled.set(false);
        for (Call<?> call = accepted.poll(); call != null; call = accepted.poll()) {
            if (connection == null) {
                call.fail(Kind.NOT_DONE, lastError);
            } else {
                send(connection, call, false);
            }
        }
        flush();
    }

    private void flush() {
        if (connection != null) {
            connection.flushCommands();
        }
    }

    private <T> void send(StatefulRedisConnection<String, byte[]> to, Call<T> call, boolean asking) {
        inFlight.add(call);
        CompletionStage<T> sent;
        try {
            if (asking) {
                var unusedAsking = to.async().asking();
            }
            sent = call.command.apply(to.async());
        } catch (RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        var unused = sent.whenComplete((value, error) -> {
            if (loop.inEventLoop()) {
                answered(to, call, value, error);
            } else {
                loop.execute(() -> answered(to, call, value, error));
            }
        });
    }

    private <T> void answered(
            StatefulRedisConnection<String, byte[]> by, Call<T> call, T value, @Nullable Throwable error) {
        if (by != connection || !inFlight.contains(call)) {
            // Already taken back by down().
            return;
        }
        if (error != null && (!RedisErrors.isRefusal(error) || RedisErrors.isReplica(error))) {
            stuck.accept(RedisErrors.describe(error));
            return;
        }
        inFlight.remove(call);
        if (error == null) {
            call.result.complete(value);
        } else if (call.redirections >= MAX_REDIRECTIONS || !elsewhere.take(call, error)) {
            call.fail(Kind.REFUSED, RedisErrors.describe(error));
        }
    }

    /**
     * On the loop: takes over a command that another node was given.
     *
     * @param asking while its slot is on the way here: the node would refuse it otherwise
     */
    void adopt(Call<?> call, boolean asking) {
        call.redirections++;
        if (connection != null) {
            send(connection, call, asking);
            flush();
        } else {
            awaitConnection(call);
        }
    }

    /** On the loop: gives away what is unanswered, because its node is gone. */
    List<Call<?>> surrender() {
        List<Call<?>> unanswered = new ArrayList<>(inFlight);
        unanswered.addAll(again);
        inFlight.clear();
        again.clear();
        return unanswered;
    }

    void up(StatefulRedisConnection<String, byte[]> fresh) {
        connection = fresh;
        fresh.setAutoFlushCommands(false);
        for (Call<?> call = again.poll(); call != null; call = again.poll()) {
            send(fresh, call, false);
        }
        connected = true;
        flush();
    }

    void down(String reason) {
        connected = false;
        connection = null;
        lastError = reason;
        List<Call<?>> unanswered = List.copyOf(inFlight);
        inFlight.clear();
        unanswered.forEach(call -> retry(call, reason));
    }

    void unreachable(String reason) {
        lastError = reason;
    }

    private void retry(Call<?> call, String reason) {
        if (call.retries >= retryAttempts) {
            call.fail(Kind.UNANSWERED, reason);
            return;
        }
        call.retries++;
        countRetry();
        awaitConnection(call);
    }

    private void awaitConnection(Call<?> call) {
        again.add(call);
        var unused = loop.schedule(
                () -> {
                    if (again.remove(call)) {
                        retry(call, lastError);
                    }
                },
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** On the loop: whoever still waits is told. */
    void close() {
        connected = false;
        connection = null;
        lastError = "the instance is shutting down";
        List.copyOf(inFlight).forEach(call -> call.fail(Kind.UNANSWERED, lastError));
        inFlight.clear();
        for (Call<?> call = again.poll(); call != null; call = again.poll()) {
            call.fail(Kind.UNANSWERED, lastError);
        }
        drain();
    }
}
