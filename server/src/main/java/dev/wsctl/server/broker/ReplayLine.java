package dev.wsctl.server.broker;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Has so many replays read at once and no more, first come first served: thousands of clients that come back together
 * would otherwise fill the memory, and what is published would wait for its answer behind all that they read. For one event
 * loop.
 */
final class ReplayLine {

    /** Each holds 8 MiB at most. */
    private static final int AT_ONCE = 32;
    /** From the beginning of reading. */
    private static final Duration READING = Duration.ofSeconds(4);
    /** In the line and reading. */
    private static final Duration IN_ALL = Duration.ofSeconds(30);

    /** @param soon whether it is read in vain if that takes long */
    private record Waiting(String room, ReplayFrom from, boolean soon, CompletableFuture<Replay> answer) {}

    private final EventLoop loop;
    private final RoomHistory history;
    private final StreamSettings settings;
    private final Deque<Waiting> line = new ArrayDeque<>();
    private int reading;

    ReplayLine(EventLoop loop, RoomHistory history, StreamSettings settings) {
        this.loop = loop;
        this.history = history;
        this.settings = settings;
    }

    /** Never fails; however long it takes, while Redis answers. */
    CompletableFuture<Replay> read(String room, ReplayFrom from) {
        return join(new Waiting(room, from, false, new CompletableFuture<>()));
    }

    /** The same for somebody who cannot wait: unavailable if it takes too long. */
    CompletableFuture<Replay> readSoon(String room, ReplayFrom from) {
        return join(new Waiting(room, from, true, new CompletableFuture<>()))
                .completeOnTimeout(unavailable(), IN_ALL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Replay> join(Waiting last) {
        line.add(last);
        next();
        return last.answer;
    }

    private void next() {
        while (reading < AT_ONCE && !line.isEmpty()) {
            Waiting first = line.remove();
            if (!first.answer.isDone()) {
                reading++;
                read(first);
            }
        }
    }

    private void read(Waiting one) {
        CompletableFuture<Replay> read = ReplayReader.read(history, one.room, one.from, settings);
        // Its place is free when it has been read, not when nobody waits for it any more.
        var unused = read.whenComplete((replay, error) -> {
            if (loop.inEventLoop()) {
                freed();
            } else if (!loop.isShuttingDown()) {
                loop.execute(this::freed);
            }
        });
        var unusedAnswer = (one.soon
                        ? read.copy().completeOnTimeout(unavailable(), READING.toMillis(), TimeUnit.MILLISECONDS)
                        : read)
                .thenAccept(one.answer::complete);
    }

    private void freed() {
        reading--;
        next();
    }

    private static Replay unavailable() {
        return Replay.none(Replay.Shortfall.UNAVAILABLE);
    }
}
