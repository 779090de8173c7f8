package dev.wsctl.cli.exporter;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Samples by family, written in Prometheus' text format 0.0.4. Base units and names by its conventions: seconds, bytes,
 * {@code _total} for counters.
 */
public final class MetricsText {
    private record Family(String type, String help, Map<String, Double> samples) {}

    private final Map<String, Family> families = new TreeMap<>();

    /** @param labels names and values by turns */
    public MetricsText gauge(String name, String help, double value, String... labels) {
        return add(name, "gauge", help, value, labels);
    }

    /** Exact up to 2^53, as everything in Prometheus. */
    public MetricsText gauge(String name, String help, long value, String... labels) {
        return gauge(name, help, (double) value, labels);
    }

    /** What is not known is left out. */
    public MetricsText gauge(String name, String help, OptionalLong value, String... labels) {
        return value.isPresent() ? gauge(name, help, (double) value.getAsLong(), labels) : this;
    }

    /** @param name ends in {@code _total} */
    public MetricsText counter(String name, String help, OptionalLong value, String... labels) {
        return value.isPresent() ? add(name, "counter", help, (double) value.getAsLong(), labels) : this;
    }

    /** Everything of another one, too. */
    public MetricsText add(MetricsText other) {
        other.families.forEach((name, family) -> families.computeIfAbsent(
                        name, n -> new Family(family.type, family.help, new LinkedHashMap<>()))
                .samples
                .putAll(family.samples));
        return this;
    }

    private MetricsText add(String name, String type, String help, double value, String... labels) {
        if (!Double.isNaN(value)) {
            families.computeIfAbsent(name, n -> new Family(type, help, new LinkedHashMap<>()))
                    .samples
                    .put(braces(Arrays.asList(labels)), value);
        }
        return this;
    }

    private static String braces(List<String> labels) {
        if (labels.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < labels.size(); i += 2) {
            text.append(i == 0 ? "" : ",").append(labels.get(i)).append("=\"");
            text.append(labels.get(i + 1)
                            .replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n"))
                    .append('"');
        }
        return text.append('}').toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        families.forEach((name, family) -> {
            text.append("# HELP ").append(name).append(' ').append(family.help).append('\n');
            text.append("# TYPE ").append(name).append(' ').append(family.type).append('\n');
            family.samples.forEach((labels, value) -> text.append(name)
                    .append(labels)
                    .append(' ')
                    .append(number(value))
                    .append('\n'));
        });
        return text.toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
