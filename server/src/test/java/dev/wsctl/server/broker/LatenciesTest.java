package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.broker.PubSubDetail.Delay;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    private long now;
    private final Latencies latencies = new Latencies(() -> now);

    @Test
    @DisplayName("D9 delays are kept in all and by the instance that sent the ping")
    void delaysAreKeptBySource() {
        latencies.record("a", 1);
        latencies.record("b", 2);
        latencies.record("b", 6);

        assertThat(latencies.bySource()).containsEntry("a", new Delay(1, 1, 1)).containsEntry("b", new Delay(6, 4, 6));
        assertThat(latencies.summary()).isEqualTo(new Latencies.Summary(3, 6));
        assertThat(latencies.distribution().count()).isEqualTo(3);
    }

    @Test
    @DisplayName("an instance that has been silent for two minutes is forgotten")
    void theSilentAreForgotten() {
        latencies.record("a", 1);
        now += TimeUnit.SECONDS.toNanos(90);
        latencies.record("b", 1);
        now += TimeUnit.SECONDS.toNanos(31);

        assertThat(latencies.bySource()).containsOnlyKeys("b");
        latencies.record("a", 5);
        assertThat(latencies.bySource().get("a")).isEqualTo(new Delay(5, 5, 5));
    }

    @Test
    @DisplayName("pings under ever new names do not take ever more memory")
    void sourcesAreBounded() {
        for (int i = 0; i < 5_000; i++) {
            latencies.record("made-up-" + i, 1);
        }

        assertThat(latencies.bySource()).hasSize(1_000).containsKey("made-up-4999");
    }

    @Test
    @DisplayName("before the first ping there is no figure, and no zero either")
    void beforeTheFirstThereIsNone() {
        assertThat(latencies.summary().average()).isNaN();
        assertThat(latencies.summary().max()).isNaN();
    }
}
