package dev.wsctl.load.plan;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition such as {@code p99<25ms} or {@code lost==0}.
 *
 * @param expression as the user wrote it
 * @param metric one of avg, p50, p90, p95, p99, p999, max (corrected latency, µs), lost, unexplained
 *     (lost, but not in the gap of a disturbance), duplicated, reordered,
 *     misrouted, failed (connections), delivered, sent (messages), delivered_per_s, sent_per_s
 * @param comparison how the measured value must compare
 * @param value in µs for latencies, else a number
 */
public record Threshold(String expression, String metric, Comparison comparison, double value) {

    private static final Pattern FORM =
            Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_]*)\\s*(<=|>=|==|=|<|>)\\s*([0-9]+(?:\\.[0-9]+)?)\\s*(\\S*)\\s*");
    private static final Set<String> LATENCIES = Set.of("avg", "p50", "p90", "p95", "p99", "p999", "max");
    private static final Set<String> COUNTS = Set.of(
            "lost",
            "unexplained",
            "duplicated",
            "reordered",
            "misrouted",
            "failed",
            "delivered",
            "sent",
            "delivered_per_s",
            "sent_per_s");
    private static final Map<String, Double> MICROS_PER_UNIT = Map.of("us", 1.0, "µs", 1.0, "ms", 1e3, "s", 1e6);
    private static final String METRICS =
            "Metrics: avg p50 p90 p95 p99 p999 max lost unexplained duplicated reordered misrouted failed delivered sent"
                    + " delivered_per_s sent_per_s.";

    /** The comparison operators. */
    public enum Comparison {
        LESS("<"),
        LESS_OR_EQUAL("<="),
        EQUAL("=="),
        GREATER_OR_EQUAL(">="),
        GREATER(">");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        static Comparison of(String sign) {
            for (Comparison comparison : values()) {
                if (comparison.sign.equals(sign)) {
                    return comparison;
                }
            }
            return EQUAL;
        }
    }

    /**
     * Reads {@code metric operator value[unit]}: a latency needs a unit (us, ms or s), a count must not have one.
     *
     * @throws PlanException with what is wrong and how it is written right
     */
    public static Threshold parse(String expression) {
        Matcher form = FORM.matcher(expression);
        if (!form.matches()) {
            throw new PlanException(
                    "threshold '" + expression + "' is not of the form METRIC OPERATOR VALUE",
                    "Write for example 'p99<25ms', 'lost==0' or 'delivered_per_s>=1000'.");
        }
        String metric = form.group(1);
        String unit = form.group(4);
        double value = Double.parseDouble(form.group(3));
        if (LATENCIES.contains(metric)) {
            Double micros = MICROS_PER_UNIT.get(unit);
            if (micros == null) {
                throw new PlanException(
                        "threshold '" + expression + "': "
                                + (unit.isEmpty() ? "a latency needs a unit" : "unknown unit '" + unit + "'"),
                        "Units are us, ms and s: '" + metric + form.group(2) + form.group(3) + "ms'.");
            }
            value *= micros;
        } else if (COUNTS.contains(metric)) {
            if (!unit.isEmpty()) {
                throw new PlanException(
                        "threshold '" + expression + "': " + metric + " is a number without unit, not in '" + unit
                                + "'",
                        "Write '" + metric + form.group(2) + form.group(3) + "'.");
            }
        } else {
            throw new PlanException("threshold '" + expression + "': unknown metric '" + metric + "'", METRICS);
        }
        return new Threshold(expression.strip(), metric, Comparison.of(form.group(2)), value);
    }

    /** Whether the metric is a latency, that is, its value in µs. */
    public boolean isLatency() {
        return LATENCIES.contains(metric);
    }

    /** Whether {@code actual}, in the unit of {@link #value}, meets this condition; NaN never does. */
    public boolean isMetBy(double actual) {
        return switch (comparison) {
            case LESS -> actual < value;
            case LESS_OR_EQUAL -> actual <= value;
            case EQUAL -> actual == value;
            case GREATER_OR_EQUAL -> actual >= value;
            case GREATER -> actual > value;
        };
    }
}
