package dev.wsctl.server.metrics;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is measured, with a value for each value of its label, or just one.
 *
 * @param name as Prometheus wants names: the unit in it, {@code _total} at the end of a counter
 * @param help one line that says what it is
 * @param label the name of its label; null if it has one value, whose key is then the empty string
 * @param values asked each time somebody looks; from any thread, must be quick; a {@link Number} or a
 *     {@link Distribution} each; a NaN is left out
 */
record MetricFamily(
        String name, String help, MetricType type, @Nullable String label, Supplier<? extends Map<String, ?>> values) {

    MetricFamily {
        if (!name.matches("[a-z][a-z0-9_]*") || (label != null && !label.matches("[a-z][a-z0-9_]*"))) {
            throw new IllegalArgumentException("not a name for Prometheus: " + name + " " + label);
        }
        if (type == MetricType.COUNTER != name.endsWith("_total")) {
            throw new IllegalArgumentException("counters, and only they, end in _total: " + name);
        }
    }
}
