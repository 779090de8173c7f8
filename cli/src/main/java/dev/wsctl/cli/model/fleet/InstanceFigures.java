package dev.wsctl.cli.model.fleet;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * Numbers that an instance told over HTTP, by where they stand in its answer: {@code metrics.wsctl_server_connections} of
 * {@code /metrics}, {@code connections.open} of {@code /api/status}.
 *
 * @param source the path that was asked
 * @param draining it shuts down
 */
public record InstanceFigures(String source, Map<String, Double> values, boolean draining) {
    public InstanceFigures {
        values = Map.copyOf(values);
    }

    /** The first of these that is there. */
    public OptionalDouble first(String... names) {
        for (String name : names) {
            Double value = values.get(name);
            if (value != null) {
                return OptionalDouble.of(value);
            }
        }
        return OptionalDouble.empty();
    }
}
