package dev.wsctl.load.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
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
