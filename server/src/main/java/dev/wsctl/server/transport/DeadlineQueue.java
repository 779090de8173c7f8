package dev.wsctl.server.transport;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Connections that must get on within one and the same time, so that the first to come is the first to be late: adding,
 * removing and finding the late ones take constant time and no timer. For one event loop.
 */
final class DeadlineQueue {

    /** A connection's link while it waits; in one queue at a time. */
    static final class Entry {
        private final Runnable onDeadline;
        private @Nullable Entry before;
        private @Nullable Entry after;
        private @Nullable DeadlineQueue queue;
        private long dueNanos;

        /** @param onDeadline called when the time is over; the entry is out of the queue by then */
        Entry(Runnable onDeadline) {
            this.onDeadline = onDeadline;
        }
    }

    private final long timeoutNanos;
    private final int capacity;
    private @Nullable Entry first;
    private @Nullable Entry last;
    private int size;
    private final LongAdder evicted = new LongAdder();
    private final LongAdder expired = new LongAdder();

    /** @param capacity beyond, the oldest entry's deadline comes at once */
    DeadlineQueue(long timeoutNanos, int capacity) {
        this.timeoutNanos = timeoutNanos;
        this.capacity = capacity;
    }

    void add(Entry entry, long nowNanos) {
        if (entry.queue != null) {
            entry.queue.remove(entry);
        }
        entry.queue = this;
        entry.dueNanos = nowNanos + timeoutNanos;
        entry.before = last;
        if (last == null) {
            first = entry;
        } else {
            last.after = entry;
        }
        last = entry;
        size++;
        if (size > capacity && first != null) {
            evicted.increment();
            expire(first);
        }
    }

    /** Takes the entry out of whichever queue it waits in. */
    static void leave(Entry entry) {
        if (entry.queue != null) {
            entry.queue.remove(entry);
        }
    }

    private void remove(Entry entry) {
        if (entry.before == null) {
            first = entry.after;
        } else {
            entry.before.after = entry.after;
        }
        if (entry.after == null) {
            last = entry.before;
        } else {
            entry.after.before = entry.before;
        }
        entry.before = null;
        entry.after = null;
        entry.queue = null;
        size--;
    }

    void tick(long nowNanos) {
        Entry oldest = first;
        while (oldest != null && nowNanos - oldest.dueNanos >= 0) {
            expired.increment();
            expire(oldest);
            oldest = first;
        }
    }

    private void expire(Entry entry) {
        remove(entry);
        entry.onDeadline.run();
    }

    int size() {
        return size;
    }

    /** How many had to make room before their time; from any thread. */
    long evicted() {
        return evicted.sum();
    }

    /** How many were late; from any thread. */
    long expired() {
        return expired.sum();
    }
}
