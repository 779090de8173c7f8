package dev.wsctl.server.metrics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts durations by size, from 100 µs to 10 s. Written by one thread without allocating, read by any. */
public final class Histogram {

    private final AtomicLongArray counts = new AtomicLongArray(Distribution.buckets());
    private final AtomicLong sumNanos = new AtomicLong();

    /** By the one thread that writes; negative counts as zero. */
    public void record(long nanos) {
        long duration = Math.max(0, nanos);
        int bucket = Distribution.bucketOf(duration);
        // One writer: an ordered store is enough, and cheaper than an atomic addition.
        counts.lazySet(bucket, counts.get(bucket) + 1);
        sumNanos.lazySet(sumNanos.get() + duration);
    }

    /** As it is now; a duration that is being recorded may be missing from one of its parts. */
    public Distribution snapshot() {
        long[] now = new long[counts.length()];
        for (int i = 0; i < now.length; i++) {
            now[i] = counts.get(i);
        }
        return new Distribution(now, sumNanos.get());
    }
}
