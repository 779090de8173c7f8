package dev.wsctl.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HistogramTest {

    @Test
    @DisplayName("a duration counts in the first bucket whose upper end it does not exceed")
    void theUpperEndBelongsToTheBucket() {
        Histogram histogram = new Histogram();
        histogram.record(100_000);
        histogram.record(100_001);
        histogram.record(-5);

        Distribution now = histogram.snapshot();

        assertThat(now.cumulativeCounts()).startsWith(2L, 3L, 3L).hasSameSizeAs(Distribution.boundsSeconds());
        assertThat(now.count()).isEqualTo(3);
        assertThat(now.sumSeconds()).isEqualTo(200_001 / 1e9);
    }

    @Test
    @DisplayName("distributions add up, also beyond the last bucket")
    void distributionsAddUp() {
        Histogram one = new Histogram();
        Histogram other = new Histogram();
        one.record(1_000_000);
        other.record(20_000_000_000L);

        Distribution both = one.snapshot().plus(other.snapshot()).plus(Distribution.EMPTY);

        assertThat(both.count()).isEqualTo(2);
        assertThat(both.sumSeconds()).isEqualTo(20.001);
        assertThat(both.cumulativeCounts()).endsWith(1L);
    }
}
