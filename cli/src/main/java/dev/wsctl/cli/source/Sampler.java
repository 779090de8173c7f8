package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.LatencyReport.Bucket;
import dev.wsctl.cli.model.LatencyReport.Operation;
import dev.wsctl.cli.model.LatencyReport.Probe;
import dev.wsctl.cli.model.Percentiles;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Times one kind of operation on one server, again and again, into a histogram of fixed size. */
final class Sampler {
    /** One hour: nothing that still answers takes longer. */
    private static final long HIGHEST_NANOS = 3_600_000_000_000L;
    /** After so many failures in a row the operation is given up: a dead server must not be hammered. */
    private static final int HOPELESS = 3;

    private final Operation operation;
    private final String node;
    private final Timed timed;
    private final Histogram histogram = new Histogram(HIGHEST_NANOS, 3);
    private long failed;
    private int failedInARow;
    private @Nullable RedisFailure failure;

    /** The operation itself; every failure is a {@link RedisFailure}. */
    interface Timed {
        /** @return nanoseconds it took */
        long run(Deadline deadline);
    }

    Sampler(Operation operation, RedisNode node, Timed timed) {
        this.operation = operation;
        this.node = node.endpoint().display();
        this.timed = timed;
    }

    /** @param record false to warm up; a failure counts nevertheless */
    void sample(Deadline deadline, boolean record) {
        if (failedInARow == HOPELESS || deadline.expired()) {
            return;
        }
        try {
            long nanos = timed.run(deadline);
            failedInARow = 0;
            if (record) {
                histogram.recordValue(Math.min(nanos, HIGHEST_NANOS));
            }
        } catch (RedisFailure e) {
            failed++;
            // What is forbidden stays forbidden.
            failedInARow = e.kind() == RedisFailure.Kind.NOPERM ? HOPELESS : failedInARow + 1;
            failure = e;
        }
    }

    boolean hopeless() {
        return failedInARow == HOPELESS;
    }

    Operation operation() {
        return operation;
    }

    String node() {
        return node;
    }

    /** Set when Redis' access rules are why nothing was measured. */
    @Nullable RedisFailure forbidden() {
        RedisFailure last = failure;
        return last != null && last.kind() == RedisFailure.Kind.NOPERM && histogram.getTotalCount() == 0 ? last : null;
    }

    Probe result() {
        RedisFailure last = failure;
        return new Probe(
                operation,
                node,
                percentiles(),
                failed,
                last == null ? "" : last.what(),
                last == null ? "" : last.hint(),
                distribution(histogram));
    }

    private Percentiles percentiles() {
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

    /** Bounds double, from 16 µs on, beginning with the first that anything stayed below. */
    static List<Bucket> distribution(Histogram histogram) {
        List<Bucket> buckets = new ArrayList<>();
        long from = 0;
        long counted = 0;
        for (long to = 16_000; counted < histogram.getTotalCount(); to *= 2) {
            long count = histogram.getCountBetweenValues(0, to - 1) - counted;
            if (count > 0 || from > 0) {
                buckets.add(new Bucket(to, count));
                from = to;
            }
            counted += count;
        }
        return buckets;
    }
}
