package dev.wsctl.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.RedisLoad;
import dev.wsctl.cli.model.RunSummary;
import dev.wsctl.cli.model.RunTrace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a load test saturated")
class SaturationTest {
    private static final long EXPECTED = 30_000;

    private static RunSummary run(
            List<String> invalid, long delivered, double sentPerSecond, double cpu, @Nullable RedisLoad redis) {
        return run(invalid, delivered, 600, sentPerSecond, cpu, redis);
    }

    private static RunSummary run(
            List<String> invalid,
            long delivered,
            double offered,
            double sentPerSecond,
            double cpu,
            @Nullable RedisLoad redis) {
        return run(invalid, delivered, 0, offered, sentPerSecond, cpu, redis);
    }

    /** A hundred deliveries are explained by a disturbance. */
    private static RunSummary run(
            List<String> invalid,
            long delivered,
            long unheard,
            double offered,
            double sentPerSecond,
            double cpu,
            @Nullable RedisLoad redis) {
        return new RunSummary(
                "run",
                new RunSummary.Job(3, 5000, 100, 600, 0, 150),
                "FAILED",
                invalid,
                invalid,
                5000,
                EXPECTED,
                delivered,
                EXPECTED - delivered,
                100,
                unheard,
                offered,
                sentPerSecond,
                30_000,
                1_000,
                900,
                3_000,
                4_000,
                20_000,
                cpu,
                redis,
                RunTrace.NONE);
    }

    private static RedisLoad redis(double cpu) {
        return new RedisLoad("redis://h:1/0", cpu, 50, 1 << 20, "");
    }

    @Test
    @DisplayName("C13 was nothing, while all of it was sent and arrived")
    void nothing() {
        Saturation saturation = Saturation.of(run(List.of(), EXPECTED, 600, 40, redis(35)));

        assertThat(saturation.isNone()).isTrue();
        assertThat(saturation.what()).isEqualTo("nothing");
    }

    @Test
    @DisplayName("C13 was the servers, when less than 95 % arrived or could be sent")
    void theServers() {
        assertThat(Saturation.of(run(List.of(), 24_000, 600, 40, null)))
                .isEqualTo(new Saturation("the servers", "80.3 % of the deliveries arrived"));
        assertThat(Saturation.of(run(List.of(), EXPECTED, 300, 40, null)))
                .isEqualTo(new Saturation("the servers", "they took 50.0 % of the messages"));
    }

    @Test
    @DisplayName(
            "C13 is not the servers' fault when a ramp offered less than the full rate, or a disturbance kept senders away")
    void notWhatWasNotOffered() {
        assertThat(Saturation.of(run(List.of(), EXPECTED, 540, 540, 40, null)).isNone())
                .isTrue();
        assertThat(Saturation.of(run(List.of(), EXPECTED, Double.NaN, 300, 40, null))
                        .isNone())
                .isTrue();
    }

    @Test
    @DisplayName("C13 is not the servers' load when instances do not hear each other at all")
    void notWhoIsApart() {
        assertThat(Saturation.of(run(List.of(), EXPECTED / 2, EXPECTED / 2, 600, 600, 40, null))
                        .isNone())
                .isTrue();
    }

    @Test
    @DisplayName("C13 was Redis, when its processor had nothing left, whatever arrived")
    void redisItself() {
        assertThat(Saturation.of(run(List.of(), 24_000, 600, 40, redis(97.4))))
                .isEqualTo(new Saturation("Redis", "its processor was 97 % busy"));
        assertThat(Saturation.of(run(List.of(), EXPECTED, 600, 40, redis(Double.NaN)))
                        .isNone())
                .isTrue();
    }

    @Test
    @DisplayName("C13 was the generator before anybody else, and this machine where nobody else was")
    void theGeneratorAndItsMachine() {
        assertThat(Saturation.of(run(List.of("sent late"), 24_000, 600, 99, redis(99))))
                .isEqualTo(new Saturation("the generator", "sent late"));
        assertThat(Saturation.of(run(List.of(), EXPECTED, 600, 96, redis(20))))
                .isEqualTo(new Saturation("this machine", "the generator alone kept it 96 % busy"));
    }
}
