package dev.wsctl.load.report;

import java.util.List;

/**
 * How all values of one kind are distributed: what a percentile curve is drawn from.
 *
 * @param standardDeviationMicros NaN if nothing was measured
 * @param points by rising percentile, the last at 100; empty if nothing was measured
 */
public record Distribution(double standardDeviationMicros, List<Point> points) {

    public Distribution {
        points = List.copyOf(points);
    }

    /**
     * @param percentile of all values are {@code micros} or less, 0 to 100
     * @param count how many values that are
     */
    public record Point(double percentile, double micros, long count) {}
}
