package dev.wsctl.load.report;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run found; the content of {@code wsctl/loadtest/v1}. Latencies are in microseconds; NaN where nothing was measured. */
public record LoadReport(
        Verdict verdict,
        List<String> reasons,
        Duration elapsed,
        Connections connections,
        Messages messages,
        Throughput throughput,
        Latencies latency,
        List<Pair> matrix,
        List<ThresholdResult> thresholds,
        List<Second> series,
        Generator generator) {

    /** INVALID: the generator itself was the bottleneck, or nothing could be measured; no figure can be trusted. */
    public enum Verdict {
        PASSED,
        FAILED,
        INVALID
    }

    /** @param failed reasons, most frequent first */
    public record Connections(int asked, int opened, List<Failure> failed, Latency connect) {}

    /** @param target the URL that could not be joined, or that closed the connection during the run */
    public record Failure(String target, String reason, int count) {}

    /** @param expected message × member pairs; the other figures but {@code sent} count such pairs, too */
    public record Messages(
            long sent, long expected, long delivered, long lost, long duplicated, long reordered, long misrouted) {}

    /** Per second of the measured time. */
    public record Throughput(double offeredPerSecond, double sentPerSecond, double deliveredPerSecond) {}

    /**
     * @param corrected receive − intended send time
     * @param service receive − actual send time
     * @param sendLag actual − intended send time
     */
    public record Latencies(
            Latency corrected,
            Latency service,
            Latency sendLag,
            Distribution correctedDistribution,
            Distribution serviceDistribution) {}

    /** Microseconds. */
    public record Latency(
            long count, double average, double p50, double p90, double p95, double p99, double p999, double max) {}

    /** Deliveries from senders on one target to members on another; {@code from} and {@code to} may be the same. */
    public record Pair(
            String from,
            String to,
            long expected,
            long delivered,
            long lost,
            long duplicated,
            long reordered,
            long misrouted,
            Latency service) {}

    /** @param actual the measured value in the threshold's unit; null if it was not measured, and then it is not met */
    public record ThresholdResult(
            String expression, @Nullable Double actual, boolean met) {}

    /** @param cpuPercent of all processors of this machine, by this process, while measuring */
    public record Generator(
            double cpuPercent, double loopLagP99Micros, double gcPauseMaxMicros, List<String> invalidReasons) {}
}
