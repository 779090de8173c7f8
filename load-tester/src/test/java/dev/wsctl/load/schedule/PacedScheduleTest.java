package dev.wsctl.load.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PacedScheduleTest {

    @Test
    void anHourAtThirtyThousandASecondEndsOnTheNanosecond() {
        PacedSchedule schedule =
                new PacedSchedule(30_000, Duration.ofSeconds(2), Duration.ofHours(1), OptionalLong.empty());
        assertThat(schedule.firstMeasured()).isEqualTo(60_000);
        assertThat(schedule.messages()).isEqualTo(60_000 + 108_000_000);
        assertThat(schedule.dueNanos(30_000L * 3600)).isBetween(3_599_999_999_990L, 3_600_000_000_010L);
    }

    @Test
    void aLimitCountsMeasuredMessagesOnly() {
        PacedSchedule schedule =
                new PacedSchedule(10, Duration.ofSeconds(1), Duration.ofSeconds(10), OptionalLong.of(7));
        assertThat(schedule.messages()).isEqualTo(17);
    }

    @Test
    void aRampHasAsManyMessagesAsTheAreaBelowItAndTheyComeEverFaster() {
        PacedSchedule schedule = new PacedSchedule(
                List.of(
                        new PacedSchedule.Pace(Duration.ofSeconds(2), 10, 10),
                        new PacedSchedule.Pace(Duration.ofSeconds(10), 0, 100),
                        new PacedSchedule.Pace(Duration.ofSeconds(5), 0, 0),
                        new PacedSchedule.Pace(Duration.ofSeconds(1), 50, 0)),
                Duration.ofSeconds(2),
                OptionalLong.empty());

        assertThat(schedule.firstMeasured()).isEqualTo(20);
        assertThat(schedule.messages()).isEqualTo(20 + 500 + 25);
        assertThat(schedule.before(7_000_000_000L)).isBetween(20 + 124L, 20 + 126L);
        assertThat(schedule.before(15_000_000_000L)).isEqualTo(520);
        long before = -1;
        for (int i = 0; i < schedule.messages(); i++) {
            assertThat(schedule.dueNanos(i)).isGreaterThanOrEqualTo(before).isLessThan(18_000_000_000L);
            before = schedule.dueNanos(i);
        }
        assertThat(schedule.dueNanos(schedule.messages())).isEqualTo(PacedSchedule.NEVER);
    }

    @Test
    void everyRoundHasEverySenderOnceAndTheSeedRepeatsIt() {
        SenderOrder order = new SenderOrder(42, 50);
        SenderOrder same = new SenderOrder(42, 50);
        for (int round = 0; round < 3; round++) {
            Set<Integer> seen = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                int sender = order.sender(round * 50L + i);
                assertThat(same.sender(round * 50L + i)).isEqualTo(sender);
                seen.add(sender);
            }
            assertThat(seen).hasSize(50);
        }
    }
}
