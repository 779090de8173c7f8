package dev.wsctl.server.broker;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher was given and its loop has not looked at, and the bound on all that it has not settled. Filled from any
 * thread, emptied on the loop.
 */
final class PublishQueue {

    private static final int MAX_MESSAGES = 10_000;
    private static final long MAX_BYTES = 32L << 20;

    /** What takes its turn. */
    sealed interface Item permits Outgoing, Question {}

    private final Queue<Item> items = new ConcurrentLinkedQueue<>();
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    boolean isFull() {
        return messages.get() >= MAX_MESSAGES || bytes.get() > MAX_BYTES;
    }

    void add(Outgoing message) {
        count(message);
        items.add(message);
    }

    void add(Question<?> question) {
        items.add(question);
    }

    /** Null when there is nothing. */
    @Nullable Item poll() {
        return items.poll();
    }

    /** Holds a place for a message that came another way. */
    void count(Outgoing message) {
        messages.incrementAndGet();
        bytes.addAndGet(message.message.length);
    }

    /** A message is settled, or somebody else's now. */
    void forget(Outgoing message) {
        messages.decrementAndGet();
        bytes.addAndGet(-message.message.length);
    }

    boolean holds(Predicate<Outgoing> wanted) {
        return items.stream().anyMatch(item -> item instanceof Outgoing message && wanted.test(message));
    }

    /** Messages accepted and not yet settled. */
    int messages() {
        return messages.get();
    }

    long bytes() {
        return bytes.get();
    }
}
