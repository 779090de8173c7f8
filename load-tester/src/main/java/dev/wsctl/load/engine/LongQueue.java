package dev.wsctl.load.engine;

/** A first-in-first-out queue of numbers without objects, that grows as needed. */
final class LongQueue {

    private long[] ring = new long[16];
    private int head;
    private int size;

    void add(long value) {
        if (size == ring.length) {
            long[] larger = new long[2 * size];
            for (int i = 0; i < size; i++) {
                larger[i] = ring[(head + i) & (size - 1)];
            }
            ring = larger;
            head = 0;
        }
        ring[(head + size++) & (ring.length - 1)] = value;
    }

    /** The oldest number, removed. There must be one. */
    long remove() {
        long value = ring[head];
        head = (head + 1) & (ring.length - 1);
        size--;
        return value;
    }

    boolean isEmpty() {
        return size == 0;
    }
}
