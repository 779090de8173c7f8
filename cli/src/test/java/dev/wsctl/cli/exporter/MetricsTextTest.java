package dev.wsctl.cli.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.testing.PrometheusParser;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
    @Test
    @DisplayName("families in one piece, labels escaped, what is not known left out")
    void writesPrometheusText() {
        MetricsText text = new MetricsText()
                .gauge("b_seconds", "B.", 0.0005, "name", "quo\"te\\back\nline")
                .gauge("a_bytes", "A.", 1024)
                .gauge("b_seconds", "B.", 2, "name", "x")
                .gauge("c", "C.", OptionalLong.empty())
                .gauge("d", "D.", Double.NaN)
                .counter("e_total", "E.", OptionalLong.of(3));
        assertThat(text.toString()).isEqualTo("""
                        # HELP a_bytes A.
                        # TYPE a_bytes gauge
                        a_bytes 1024
                        # HELP b_seconds B.
                        # TYPE b_seconds gauge
                        b_seconds{name="quo\\"te\\\\back\\nline"} 5.0E-4
                        b_seconds{name="x"} 2
                        # HELP e_total E.
                        # TYPE e_total counter
                        e_total 3
                        """);
        assertThat(PrometheusParser.parse(text.toString())).containsEntry("b_seconds{name=\"x\"}", 2.0);
    }
}
