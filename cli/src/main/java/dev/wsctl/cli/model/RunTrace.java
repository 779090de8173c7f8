package dev.wsctl.cli.model;

import java.util.List;

/**
 * How a load test went, for charts.
 *
 * @param seconds of the run, from the first message
 * @param percentiles of the corrected latency
 */
public record RunTrace(List<Moment> seconds, List<Point> percentiles) {
    public static final RunTrace NONE = new RunTrace(List.of(), List.of());

    /**
     * @param atSeconds since the first message
     * @param p99Micros NaN if nothing arrived
     */
    public record Moment(double atSeconds, double p99Micros, double deliveredPerSecond) {}

    public record Point(double percentile, double micros) {}

    public RunTrace {
        seconds = List.copyOf(seconds);
        percentiles = List.copyOf(percentiles);
    }
}
