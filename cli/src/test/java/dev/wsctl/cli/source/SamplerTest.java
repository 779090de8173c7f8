package dev.wsctl.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.LatencyReport.Bucket;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SamplerTest {
    @Test
    @DisplayName("every sample is in one bucket of the distribution, and empty buckets between are shown")
    void everySampleIsInOneBucket() {
        Histogram histogram = new Histogram(3_600_000_000_000L, 3);
        for (long micros : new long[] {20, 21, 31, 100, 100, 900}) {
            histogram.recordValue(micros * 1000);
        }
        assertThat(Sampler.distribution(histogram))
                .isEqualTo(List.of(
                        new Bucket(32_000, 3),
                        new Bucket(64_000, 0),
                        new Bucket(128_000, 2),
                        new Bucket(256_000, 0),
                        new Bucket(512_000, 0),
                        new Bucket(1_024_000, 1)));
    }

    @Test
    @DisplayName("no samples, no buckets")
    void noSamplesNoBuckets() {
        assertThat(Sampler.distribution(new Histogram(3_600_000_000_000L, 3))).isEmpty();
    }
}
