package dev.wsctl.server.transport;

import dev.wsctl.server.metrics.MetricRegistry;
import dev.wsctl.server.metrics.MetricsReport;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What operators get to see through the listener.
 *
 * @param registry where the listener registers its own figures
 * @param report the content of {@code /metrics}
 * @param cluster what {@code /api/status} says in addition; must be quick
 */
public record Operations(MetricRegistry registry, MetricsReport report, Supplier<Map<String, Object>> cluster) {}
