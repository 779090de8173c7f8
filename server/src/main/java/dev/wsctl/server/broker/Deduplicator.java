package dev.wsctl.server.broker;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Remembers message ids for a sliding window (E7), in two generations of open-addressed tables of 64-bit hashes: no
 * allocation a message, bounded memory, exact ages.
 *
 * <p>When the younger generation has been in use for a window, or is full, the older one is forgotten and the two swap.
 * Full before its time means that the window shrinks; {@code capacity} ids a window fit.
 *
 * <p>Two different ids with one hash would lose a message. With n ids in the window that happens to one message in
 * 2^64 / n: at 10,000 messages a second, to one in some ten thousand years.
 *
 * <p>For one thread.
 */
final class Deduplicator {

    private final long windowNanos;
    private final LongSupplier nanoClock;
    private final int capacity;
    private final int mask;
    private long[] young;
    private long[] youngTimes;
    private long[] old;
    private long[] oldTimes;
    private int size;
    private long youngSince;

    /** @param capacity ids a generation holds; memory is 64 bytes times the next power of two */
    Deduplicator(Duration window, int capacity, LongSupplier nanoClock) {
        this.windowNanos = window.toNanos();
        this.capacity = capacity;
        this.nanoClock = nanoClock;
        int slots = Integer.highestOneBit(Math.max(8, capacity * 2 - 1)) * 2;
        this.mask = slots - 1;
        this.young = new long[slots];
        this.youngTimes = new long[slots];
        this.old = new long[slots];
        this.oldTimes = new long[slots];
        this.youngSince = nanoClock.getAsLong();
    }

    /** Whether this id is new within the window; it is remembered from now on. */
    boolean isFirst(String id) {
        long now = nanoClock.getAsLong();
        if (now - youngSince > windowNanos || size == capacity) {
            rotate(now);
        }
        long hash = hash(id);
        int inYoung = slot(young, hash);
        int inOld = slot(old, hash);
        boolean seen = (young[inYoung] == hash && now - youngTimes[inYoung] <= windowNanos)
                || (old[inOld] == hash && now - oldTimes[inOld] <= windowNanos);
        if (seen) {
            return false;
        }
        if (young[inYoung] != hash) {
            young[inYoung] = hash;
            size++;
        }
        youngTimes[inYoung] = now;
        return true;
    }

    private void rotate(long now) {
        long[] keys = old;
        long[] times = oldTimes;
        old = young;
        oldTimes = youngTimes;
        java.util.Arrays.fill(keys, 0);
        young = keys;
        youngTimes = times;
        size = 0;
        youngSince = now;
    }

    private int slot(long[] table, long hash) {
        int slot = (int) hash & mask;
        while (table[slot] != 0 && table[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** FNV-1a over the characters, mixed once more so that the low bits are good; never 0, which marks a free slot. */
    private static long hash(String id) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            h = (h ^ id.charAt(i)) * 0x100000001b3L;
        }
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        h ^= h >>> 33;
        return h == 0 ? 1 : h;
    }
}
