package dev.wsctl.server.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** How many durations were how long: the content of a {@link Histogram} at one moment. */
public final class Distribution {

    /** Upper ends of the buckets in nanoseconds, but for the last bucket, which has none. */
    private static final long[] BOUNDS = {
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        25_000_000,
        50_000_000,
        100_000_000,
        250_000_000,
        500_000_000,
        1_000_000_000,
        2_500_000_000L,
        10_000_000_000L
    };

    /** Of nothing. */
    public static final Distribution EMPTY = new Distribution(new long[buckets()], 0);

    private final long[] counts;
    private final long sumNanos;

    /** @param counts by bucket; not copied */
    Distribution(long[] counts, long sumNanos) {
        this.counts = counts;
        this.sumNanos = sumNanos;
    }

    static int buckets() {
        return BOUNDS.length + 1;
    }

    static int bucketOf(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** The upper ends of the buckets in seconds; one more bucket takes what is longer. */
    public static List<Double> boundsSeconds() {
        return Arrays.stream(BOUNDS).mapToObj(nanos -> nanos / 1e9).toList();
    }

    /** Durations up to each of {@link #boundsSeconds()}, each count with those before it. */
    public List<Long> cumulativeCounts() {
        long[] sums = Arrays.copyOf(counts, BOUNDS.length);
        Arrays.parallelPrefix(sums, Long::sum);
        return LongStream.of(sums).boxed().toList();
    }

    /** Durations in all. */
    public long count() {
        return LongStream.of(counts).sum();
    }

    public double sumSeconds() {
        return sumNanos / 1e9;
    }

    public Distribution plus(Distribution other) {
        long[] sums = new long[counts.length];
        Arrays.setAll(sums, i -> counts[i] + other.counts[i]);
        return new Distribution(sums, sumNanos + other.sumNanos);
    }
}
