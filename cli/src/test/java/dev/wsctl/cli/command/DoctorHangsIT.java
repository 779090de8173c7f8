package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("N3 doctor, on a Redis that stops answering")
class DoctorHangsIT {
    private static Run doctor(String url, String timeout) {
        return Run.wsctl("doctor", "--redis", url, "--window", "50ms", "--timeout", timeout, "-o", "json");
    }

    @Test
    @DisplayName("RED01 at whatever point, ends by its deadline, says so, and is never content")
    void atWhateverPoint() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            long all;
            try (StallingRelay open = new StallingRelay(redis.port(), Long.MAX_VALUE / 2)) {
                doctor(open.redisUrl(), "30s");
                all = open.passed();
            }
            assertThat(all).isGreaterThan(10_000);
            for (int part = 0; part < 8; part++) {
                try (StallingRelay relay = new StallingRelay(redis.port(), all * part / 8)) {
                    long start = System.nanoTime();
                    Run run = doctor(relay.redisUrl(), "700ms");
                    Duration took = Duration.ofNanos(System.nanoTime() - start);
                    assertThat(run.code()).as(part + "/8: " + run.all()).isEqualTo(2);
                    assertThat(run.out()).contains("RED01", "gave no answer to");
                    // Far above the deadline, for a busy machine; far below for ever.
                    assertThat(took).isLessThan(Duration.ofSeconds(20));
                }
            }
        }
    }
}
