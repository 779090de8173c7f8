package dev.wsctl.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.server.testing.PrometheusParser;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MetricRegistryTest {

    private final MetricRegistry registry = new MetricRegistry();

    @Test
    @DisplayName("E2 every kind of figure shows in Prometheus' text, with HELP, TYPE and escaped labels")
    void prometheusShowsEveryKind() {
        Histogram histogram = new Histogram();
        histogram.record(90_000);
        histogram.record(700_000);
        histogram.record(60_000_000_000L);
        registry.counter("a_total", "Counts\nlines and \\", () -> 3);
        registry.gauge("b_ratio", "A part", () -> 0.25);
        registry.gauges("c_seconds", "By source", "source", () -> new TreeMap<>(Map.of("x", 1.5, "y\"\\\n", 1e-7)));
        registry.histogram("d_seconds", "Durations", histogram::snapshot);

        String text = registry.toPrometheus();

        assertThat(text).startsWith("""
                # HELP a_total Counts\\nlines and \\\\
                # TYPE a_total counter
                a_total 3
                # HELP b_ratio A part
                # TYPE b_ratio gauge
                b_ratio 0.25
                # HELP c_seconds By source
                # TYPE c_seconds gauge
                c_seconds{source="x"} 1.5
                c_seconds{source="y\\"\\\\\\n"} 1.0E-7
                # HELP d_seconds Durations
                # TYPE d_seconds histogram
                d_seconds_bucket{le="1.0E-4"} 1
                d_seconds_bucket{le="2.5E-4"} 1
                d_seconds_bucket{le="5.0E-4"} 1
                d_seconds_bucket{le="0.001"} 2
                """).endsWith("""
                d_seconds_bucket{le="10"} 2
                d_seconds_bucket{le="+Inf"} 3
                d_seconds_sum 60.00079
                d_seconds_count 3
                """);
        assertThat(PrometheusParser.parse(text)).containsEntry("a_total", 3.0).containsEntry("d_seconds_count", 3.0);
    }

    @Test
    @DisplayName("a figure without a value at the moment is left out of the text and null in the map")
    void whatHasNoValueIsLeftOut() {
        registry.gauge("age_seconds", "Since never", () -> Double.NaN);

        assertThat(PrometheusParser.parse(registry.toPrometheus())).isEmpty();
        assertThat(registry.toMap()).containsEntry("age_seconds", null);
    }

    @Test
    @DisplayName("the map has numbers, and objects by label")
    void theMapHasNumbersAndObjects() {
        registry.gauge("a", "Whole", () -> 2);
        registry.counters("b_total", "By kind", "kind", () -> Map.of("x", 7L));

        assertThat(registry.toMap()).containsEntry("a", 2L).containsEntry("b_total", Map.of("x", 7L));
    }

    @Test
    @DisplayName("a name that Prometheus would not take, or that is there already, is refused")
    void badNamesAreRefused() {
        registry.gauge("there", "Once", () -> 1);

        assertThatThrownBy(() -> registry.gauge("there", "Twice", () -> 1)).hasMessageContaining("twice");
        assertThatThrownBy(() -> registry.gauge("Not-a-name", "x", () -> 1)).hasMessageContaining("Not-a-name");
        assertThatThrownBy(() -> registry.counter("count", "x", () -> 1)).hasMessageContaining("_total");
    }
}
