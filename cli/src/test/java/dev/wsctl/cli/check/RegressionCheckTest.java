package dev.wsctl.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.RunSummary;
import dev.wsctl.cli.model.RunTrace;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A run held against its baseline")
class RegressionCheckTest {
    private static RunSummary run(double p99Micros, double deliveredPerSecond, long lost) {
        return new RunSummary(
                "run",
                new RunSummary.Job(3, 5000, 100, 600, 0, 150),
                "PASSED",
                List.of(),
                List.of(),
                5000,
                30_000,
                30_000 - lost,
                lost,
                0,
                0,
                600,
                600,
                deliveredPerSecond,
                1_000,
                900,
                3_000,
                p99Micros,
                20_000,
                40,
                null,
                RunTrace.NONE);
    }

    private static final RunSummary BASELINE = run(10_000, 30_000, 0);

    @Test
    @DisplayName("is no regression within the noise band, nor when it is better")
    void isNoRegressionWithinTheBand() {
        assertThat(RegressionCheck.regressions(BASELINE, run(10_900, 27_100, 0), 0.1))
                .isEmpty();
        assertThat(RegressionCheck.regressions(BASELINE, run(2_000, 60_000, 0), 0.1))
                .isEmpty();
    }

    @Test
    @DisplayName("is a regression beyond it, with both figures and the change")
    void isARegressionBeyondTheBand() {
        assertThat(RegressionCheck.regressions(BASELINE, run(21_700, 20_000, 3), 0.1))
                .containsExactly(
                        "worse than the baseline: p99 21.70 ms after 10.00 ms (+117 %, the noise band is 10 %)",
                        "worse than the baseline: 20000 deliveries/s after 30000",
                        "worse than the baseline: 3 deliveries lost after 0");
    }

    @Test
    @DisplayName("is no regression by less than half a millisecond: that is the scheduler's")
    void aDifferenceOfMicrosecondsIsNoRegression() {
        assertThat(RegressionCheck.regressions(run(300, 30_000, 0), run(700, 30_000, 0), 0.1))
                .isEmpty();
    }

    @Test
    @DisplayName("is a regression where nothing was measured that was measured before")
    void nothingMeasuredIsARegression() {
        assertThat(RegressionCheck.regressions(BASELINE, run(Double.NaN, Double.NaN, 0), 0.1))
                .hasSize(2);
    }
}
