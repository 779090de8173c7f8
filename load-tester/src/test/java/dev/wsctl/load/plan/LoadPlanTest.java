package dev.wsctl.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.load.dialect.ChatDialect;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadPlanTest {

    private static LoadPlanBuilder plan() {
        return LoadPlan.builder(new ChatDialect(), List.of(URI.create("ws://h:1")));
    }

    private static void refused(LoadPlanBuilder plan, String what) {
        assertThatThrownBy(plan::build).isInstanceOf(PlanException.class).hasMessageContaining(what);
    }

    @Test
    void whatCannotWorkIsRefusedInWords() {
        refused(plan().rooms(0), "rooms must be at least 1, not 0");
        refused(plan().connections(5).rooms(6), "rooms (6) must not exceed connections (5)");
        refused(plan().ratePerSecond(0), "rate must be more than 0");
        refused(plan().duration(Duration.ofSeconds(-1)), "duration must be more than 0, not -1000 ms");
        refused(plan().warmUp(Duration.ofSeconds(-1)), "warm-up must not be negative");
        refused(plan().senderShare(0), "senders must be over 0 % and at most 100 % of the members");
        refused(plan().inFlight(0), "in-flight must be from 1 to 1000");
    }

    @Test
    void aPasswordInATargetIsNotShown() {
        assertThatThrownBy(() -> LoadPlan.builder(
                                new ChatDialect(), List.of(URI.create("http://u:geheim@h:1/ws?token=geheim")))
                        .build())
                .isInstanceOf(PlanException.class)
                .hasMessageNotContaining("geheim")
                .hasMessageContaining("http://h:1/ws?token=***");
    }

    @Test
    void thresholdsHaveUnitsWhereTheyMust() {
        Threshold latency = Threshold.parse("p99<25ms");
        assertThat(latency.value()).isEqualTo(25_000);
        assertThat(latency.isMetBy(24_999)).isTrue();
        assertThat(latency.isMetBy(Double.NaN)).isFalse();
        assertThat(Threshold.parse("lost == 0").isMetBy(0)).isTrue();
        assertThat(Threshold.parse("delivered_per_s>=1000").isMetBy(1000)).isTrue();
        assertThatThrownBy(() -> Threshold.parse("p99<25")).hasMessageContaining("needs a unit");
        assertThatThrownBy(() -> Threshold.parse("p98<25ms")).hasMessageContaining("unknown metric 'p98'");
        assertThatThrownBy(() -> Threshold.parse("lost=<0")).hasMessageContaining("not of the form");
    }
}
