package dev.wsctl.server.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prometheus' text exposition format, version 0.0.4. */
final class PrometheusText {

    private final StringBuilder text = new StringBuilder(8 * 1024);

    void add(MetricFamily family) {
        text.append("# HELP ")
                .append(family.name())
                .append(' ')
                .append(family.help().replace("\\", "\\\\").replace("\n", "\\n"))
                .append("\n# TYPE ")
                .append(family.name())
                .append(' ')
                .append(family.type().name().toLowerCase(Locale.ROOT))
                .append('\n');
        for (Map.Entry<String, ?> entry : family.values().get().entrySet()) {
            String labels = family.label() == null ? null : family.label() + "=\"" + escape(entry.getKey()) + '"';
            if (entry.getValue() instanceof Distribution distribution) {
                add(family.name(), labels, distribution);
            } else if (entry.getValue() instanceof Number number && !Double.isNaN(number.doubleValue())) {
                sample(family.name(), labels, null, number(number.doubleValue()));
            }
        }
    }

    private void add(String name, @Nullable String labels, Distribution distribution) {
        List<Double> bounds = Distribution.boundsSeconds();
        List<Long> counts = distribution.cumulativeCounts();
        for (int i = 0; i < bounds.size(); i++) {
            sample(name + "_bucket", labels, "le=\"" + number(bounds.get(i)) + '"', Long.toString(counts.get(i)));
        }
        String count = Long.toString(distribution.count());
        sample(name + "_bucket", labels, "le=\"+Inf\"", count);
        sample(name + "_sum", labels, null, number(distribution.sumSeconds()));
        sample(name + "_count", labels, null, count);
    }

    private void sample(String name, @Nullable String labels, @Nullable String more, String value) {
        text.append(name);
        if (labels != null || more != null) {
            text.append('{');
            if (labels != null) {
                text.append(labels).append(more == null ? "" : ",");
            }
            text.append(more == null ? "" : more).append('}');
        }
        text.append(' ').append(value).append('\n');
    }

    private static String escape(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        long whole = (long) value;
        return whole == value ? Long.toString(whole) : Double.toString(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
