package dev.wsctl.cli.model.evidence;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * An instance's own figures (docs/metrics.md), at both ends of the window.
 *
 * @param target its URL, without secrets
 * @param first by dotted path: {@code pubsub.publishFailures}; empty when it could not be had
 * @param seconds between the two
 * @param trouble why nothing is known; empty when it answered
 */
public record InstanceMetrics(
        String target, Map<String, Double> first, Map<String, Double> last, double seconds, String trouble) {
    public InstanceMetrics {
        first = Map.copyOf(first);
        last = Map.copyOf(last);
    }

    /** The later value. */
    public OptionalDouble value(String name) {
        Double value = last.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** How much a counter grew; from zero after a restart, empty when it is not told. */
    public OptionalDouble growth(String name) {
        Double after = last.get(name);
        Double before = first.get(name);
        if (after == null || before == null) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(after < before ? after : after - before);
    }
}
