package dev.wsctl.load.plan;

/**
 * A condition such as {@code p99<25ms} or {@code lost==0}.
 *
 * @param expression as the user wrote it
 * @param metric one of avg, p50, p95, p99, p999, max (corrected latency, µs), lost, duplicated, reordered, misrouted,
 *     failed (connections), delivered, sent (messages), delivered_per_s, sent_per_s
 * @param comparison how the measured value must compare
 * @param value in µs for latencies, else a number
 */
public record Threshold(String expression, String metric, Comparison comparison, double value) {

    /** The comparison operators. */
    public enum Comparison {
        LESS,
        LESS_OR_EQUAL,
        EQUAL,
        GREATER_OR_EQUAL,
        GREATER
    }
}
