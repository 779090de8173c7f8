package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.LatencyReport.Bucket;
import dev.wsctl.cli.model.LatencyReport.Probe;
import dev.wsctl.cli.model.Percentiles;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Times one kind of operation until it has been done often enough, long enough, or the deadline comes. */
public final class LatencyProbe {
    /** One hour at 3 digits: nothing that still answers takes longer. */
    private static final long HIGHEST_NANOS = 3_600_000_000_000L;

    /** One operation; its failures are {@link RedisFailure}. */
    public interface Operation {
        /** @return how long it took, in nanoseconds */
        long run();
    }

    private LatencyProbe() {}

    /** @param warmups runs before the measurement: the first through new code say more about this JVM than about Redis */
    public static Probe measure(
            String name, String node, Operation operation, int count, int warmups, Deadline end, boolean spectrum) {
        Histogram histogram = new Histogram(HIGHEST_NANOS, 3);
        long failed = 0;
        for (int i = -warmups; i < count && (i <= 0 || !end.expired()); i++) {
            try {
                long nanos = operation.run();
                if (i >= 0) {
                    histogram.recordValue(Math.min(nanos, HIGHEST_NANOS));
                }
            } catch (RedisFailure e) {
                failed++;
                if (e.kind() == RedisFailure.Kind.NOPERM || histogram.getTotalCount() == 0) {
                    throw e;
                }
            }
        }
        return new Probe(name, node, failed, percentiles(histogram), spectrum ? buckets(histogram) : List.of());
    }

    /** Times a command. */
    public static Operation command(RedisNode node, String... command) {
        return () -> {
            long start = System.nanoTime();
            node.call(command);
            return System.nanoTime() - start;
        };
    }

    /** Times connecting, logging in and leaving. */
    public static Operation connect(RedisSource source, RedisNode node) {
        return () -> {
            long start = System.nanoTime();
            source.dropped(node).close();
            return System.nanoTime() - start;
        };
    }

    /** Times a command on a connection of its own: what an application without a pool pays. */
    public static Operation unpooled(RedisSource source, RedisNode node, String... command) {
        return () -> {
            long start = System.nanoTime();
            try (RedisNode fresh = source.dropped(node)) {
                fresh.call(command);
            }
            return System.nanoTime() - start;
        };
    }

    static Percentiles percentiles(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return Percentiles.NONE;
        }
        return new Percentiles(
                histogram.getTotalCount(),
                histogram.getMinValue(),
                (long) histogram.getMean(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue());
    }

    /** Bounds that double from 16 µs on; what lies below the first is counted in it. */
    private static List<Bucket> buckets(Histogram histogram) {
        List<Bucket> buckets = new ArrayList<>();
        long from = 0;
        for (long to = 16_000; from <= histogram.getMaxValue(); to *= 2) {
            long count = histogram.getCountBetweenValues(from, to - 1);
            if (count > 0 || !buckets.isEmpty()) {
                buckets.add(new Bucket(to, count));
            }
            from = to;
        }
        return buckets;
    }
}
