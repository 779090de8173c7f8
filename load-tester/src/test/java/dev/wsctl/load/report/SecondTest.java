package dev.wsctl.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecondTest {

    private static Second second(long at, long sent, double p99, double cpu) {
        return new Second(at, 1_000, "measuring", 10, 0, 100, sent, 10 * sent, p99 / 2, p99, p99, 5, 7, cpu);
    }

    @Test
    void neighboursAreJoinedToTheirSumTheirMeanAndTheWorseOfTheirPercentiles() {
        Second joined = second(0, 100, 900, 20).joined(second(1_000, 50, 2_000, 40));

        assertThat(joined)
                .isEqualTo(new Second(0, 2_000, "measuring", 10, 0, 100, 150, 1_500, 1_000, 2_000, 2_000, 5, 7, 30));
        assertThat(joined.sentPerSecond()).isEqualTo(75);
    }

    @Test
    void aSecondInWhichNothingArrivedDoesNotHideTheOthersLatency() {
        Second quiet = second(1_000, 0, Double.NaN, 1);

        assertThat(second(0, 100, 900, 20).joined(quiet).p99Micros()).isEqualTo(900);
        assertThat(quiet.joined(second(2_000, 100, 900, 20)).p99Micros()).isEqualTo(900);
        assertThat(quiet.joined(quiet).p99Micros()).isNaN();
    }
}
