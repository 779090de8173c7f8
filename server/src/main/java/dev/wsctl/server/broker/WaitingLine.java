package dev.wsctl.server.broker;

import dev.wsctl.server.broker.RedisDataException.Kind;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who waits for something of which there is not enough, first come first served, each with a deadline. For one event loop. */
final class WaitingLine<T> {

    private static final int LONGEST = 10_000;

    private final EventLoop loop;
    private final Duration patience;
    private final String tooLate;
    private final Runnable left;
    private final Deque<CompletableFuture<T>> waiters = new ArrayDeque<>();

    /**
     * @param patience how long each waits
     * @param tooLate what who has waited that long is told
     * @param left runs when somebody has
     */
    WaitingLine(EventLoop loop, Duration patience, String tooLate, Runnable left) {
        this.loop = loop;
        this.patience = patience;
        this.tooLate = tooLate;
        this.left = left;
    }

    int length() {
        return waiters.size();
    }

    /** @return fails with a {@link RedisDataException}, at once if too many wait */
    CompletableFuture<T> join() {
        CompletableFuture<T> waiter = new CompletableFuture<>();
        if (waiters.size() >= LONGEST) {
            refuse(waiter, "too many wait for a pooled connection");
            return waiter;
        }
        waiters.add(waiter);
        var deadline = loop.schedule(() -> giveUp(waiter), patience.toNanos(), TimeUnit.NANOSECONDS);
        var unused = waiter.whenComplete((done, error) -> deadline.cancel(false));
        return waiter;
    }

    private void giveUp(CompletableFuture<T> waiter) {
        if (waiters.removeIf(other -> other == waiter)) {
            left.run();
            refuse(waiter, tooLate);
        }
    }

    /** Who is to be served next, by completing it, and waits no longer; null if nobody waits. */
    @Nullable CompletableFuture<T> poll() {
        return waiters.poll();
    }

    /** Tells whoever is first that it waits in vain; false if nobody waits. */
    boolean refuseFirst(String reason) {
        CompletableFuture<T> first = waiters.poll();
        if (first == null) {
            return false;
        }
        refuse(first, reason);
        return true;
    }

    private static void refuse(CompletableFuture<?> waiter, String reason) {
        waiter.completeExceptionally(new RedisDataException(Kind.NOT_DONE, reason));
    }
}
