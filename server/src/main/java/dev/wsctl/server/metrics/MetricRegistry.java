package dev.wsctl.server.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything an instance can be asked for, in the order in which it was registered. Each name once; what is registered
 * shows in both forms of {@code /metrics}. The suppliers are asked from any thread, each time somebody looks.
 */
public final class MetricRegistry {

    private static final String ONLY = "";

    private final List<MetricFamily> families = new CopyOnWriteArrayList<>();

    /** @param name ends in {@code _total} */
    public void counter(String name, String help, DoubleSupplier value) {
        add(name, help, MetricType.COUNTER, null, () -> Map.of(ONLY, value.getAsDouble()));
    }

    /**
     * @param name ends in {@code _total}
     * @param values by the label's value
     */
    public void counters(
            String name, String help, String label, Supplier<? extends Map<String, ? extends Number>> values) {
        add(name, help, MetricType.COUNTER, label, values);
    }

    /** @param value NaN where there is none at the moment */
    public void gauge(String name, String help, DoubleSupplier value) {
        add(name, help, MetricType.GAUGE, null, () -> Map.of(ONLY, value.getAsDouble()));
    }

    /** @param values by the label's value */
    public void gauges(
            String name, String help, String label, Supplier<? extends Map<String, ? extends Number>> values) {
        add(name, help, MetricType.GAUGE, label, values);
    }

    /** @param name ends in {@code _seconds} */
    public void histogram(String name, String help, Supplier<Distribution> value) {
        add(name, help, MetricType.HISTOGRAM, null, () -> Map.of(ONLY, value.get()));
    }

    private void add(
            String name,
            String help,
            MetricType type,
            @Nullable String label,
            Supplier<? extends Map<String, ?>> values) {
        MetricFamily family = new MetricFamily(name, help, type, label, values);
        if (families.stream().anyMatch(known -> known.name().equals(name))) {
            throw new IllegalArgumentException("registered twice: " + name);
        }
        families.add(family);
    }

    /** In the text format of Prometheus, version 0.0.4. */
    public String toPrometheus() {
        PrometheusText text = new PrometheusText();
        families.forEach(text::add);
        return text.toString();
    }

    /**
     * For JSON: name to number, or to an object by label value; a histogram is {@code {"count", "sum_seconds"}}. What has
     * no value at the moment is null.
     */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (MetricFamily family : families) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            family.values().get().forEach((label, value) -> values.put(label, plain(value)));
            all.put(family.name(), family.label() == null ? values.get(ONLY) : values);
        }
        return all;
    }

    private static @Nullable Object plain(Object value) {
        if (value instanceof Distribution distribution) {
            return Map.of("count", distribution.count(), "sum_seconds", distribution.sumSeconds());
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? tidy(number) : null;
        }
        return value;
    }

    /** Whole numbers without a fraction. */
    private static Number tidy(double number) {
        long whole = (long) number;
        return whole == number ? (Number) whole : (Number) number;
    }
}
