package dev.wsctl.cli.model;

import java.util.Arrays;

/** How long something took, over many times. All values in nanoseconds; all zero when {@code count} is. */
public record Percentiles(
        long count,
        long minNanos,
        long meanNanos,
        long p50Nanos,
        long p90Nanos,
        long p99Nanos,
        long p999Nanos,
        long maxNanos) {
    public static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0, 0, 0, 0);

    /** Exact percentiles of the first {@code count} samples. */
    public static Percentiles of(long[] samples, int count) {
        if (count == 0) {
            return NONE;
        }
        long[] sorted = Arrays.copyOf(samples, count);
        Arrays.sort(sorted);
        long sum = 0;
        for (long sample : sorted) {
            sum += sample;
        }
        return new Percentiles(
                count,
                sorted[0],
                sum / count,
                at(sorted, 0.5),
                at(sorted, 0.9),
                at(sorted, 0.99),
                at(sorted, 0.999),
                sorted[count - 1]);
    }

    /** Nearest rank: the smallest sample that at least that share of all samples does not exceed. */
    private static long at(long[] sorted, double quantile) {
        int rank = (int) Math.ceil(quantile * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
