package dev.wsctl.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    /** One letter a second: a before, s the disturbance, b afterwards; then the 99th percentile in ms, '-' for none. */
    private static Recovery of(String... seconds) {
        List<Second> series = new ArrayList<>();
        for (String second : seconds) {
            String value = second.substring(1);
            double p99 = value.equals("-") ? Double.NaN : Double.parseDouble(value) * 1e3;
            String stage = second.substring(0, 1);
            series.add(new Second(
                    1_000L * series.size(), 1_000, stage, 10, 0, 100, 100, 1_000, p99 / 2, p99, p99, 5, 7, 30));
        }
        return Recovery.of(series, "s", Set.of("a", "b"));
    }

    @Test
    @DisplayName("N5 back is the first of three seconds in a row within twice what there was before")
    void backIsTheFirstOfThreeSecondsWithinTheBand() {
        Recovery recovery = of("a4", "a5", "a90", "s5", "s-", "s80", "s9", "b70", "b9", "b8", "b10", "b5");

        assertThat(recovery.bandMicros()).isEqualTo(10_000);
        assertThat(recovery.back()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatNeverLeftItsBandWasBackAtOnce() {
        assertThat(of("a4", "s5", "s6", "b4").back()).isEqualTo(Duration.ZERO);
    }

    @Test
    void whatIsNotBackByTheEndIsSoToo() {
        assertThat(of("a4", "s50", "b4", "b4", "b60").back()).isNull();
        assertThat(of("a4", "s50", "s4", "c4", "b4").back()).isNull();
    }

    @Test
    void withoutAnythingBeforeThereIsNoBand() {
        assertThat(of("s50", "b4", "b4", "b4").bandMicros()).isNaN();
        assertThat(of("s50", "b4", "b4", "b4").back()).isNull();
        assertThat(of("a4").back()).isNull();
    }
}
