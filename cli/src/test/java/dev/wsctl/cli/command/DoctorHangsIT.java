package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("N3 doctor, on a Redis that stops answering")
@Execution(ExecutionMode.CONCURRENT)
class DoctorHangsIT {
    /** Far above the deadline, for a busy machine; far below for ever. */
    private static final Duration AT_LAST = Duration.ofSeconds(20);

    private static Run doctor(String url, String timeout, String... more) {
        List<String> words = new ArrayList<>(List.of("doctor", "--redis", url, "--window", "50ms"));
        words.addAll(List.of("--timeout", timeout, "-o", "json"));
        words.addAll(Sickbed.UNHURRIED);
        words.addAll(List.of(more));
        long start = System.nanoTime();
        Run run = Run.wsctl(words.toArray(String[]::new));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(run.all()).isLessThan(AT_LAST);
        return run;
    }

    @Test
    @DisplayName("RED01 at whatever point, ends by its deadline, says so, and is never content")
    void atWhateverPoint() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            long all;
            try (StallingRelay open = StallingRelay.open(redis.port())) {
                doctor(open.redisUrl(), "30s");
                all = open.passed();
            }
            assertThat(all).isGreaterThan(10_000);
            for (int part = 0; part < 8; part++) {
                try (StallingRelay relay = new StallingRelay(redis.port(), all * part / 8)) {
                    Run run = doctor(relay.redisUrl(), "700ms");
                    assertThat(run.code()).as(part + "/8: " + run.all()).isEqualTo(2);
                    assertThat(run.out()).contains("RED01", "gave no answer to");
                }
            }
        }
    }

    /** What comes after the evidence: keys of frameworks, listening, asking. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"EXISTS", "PSUBSCRIBE", "PUBLISH"})
    @DisplayName("once it has told all about itself, is not content either, and says what was not answered")
    void afterTheEvidence(String word) {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                StallingRelay relay = StallingRelay.at(redis.port(), word)) {
            Run run = doctor(relay.redisUrl(), "1500ms", "--sample", "50ms", "--probe");
            assertThat(run.code()).as(run.all()).isIn(2, 3);
            assertThat(run.json().path("status").asText()).isIn("CRITICAL", "UNKNOWN");
            assertThat(run.out()).contains("gave no answer to ");
        }
    }

    @Test
    @DisplayName("waits neither for a replica nor for an instance that does not answer; DEL01 names the latter")
    void neighboursThatHang() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                EmbeddedRedis replica = EmbeddedRedis.start();
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            replica.command("REPLICAOF", redis.host(), "" + redis.port());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> redis.command("INFO", "replication").contains("state=online"));
            replica.suspend();
            Run run = doctor(redis.url(), "5s", "ws://127.0.0.1:" + silent.getLocalPort() + "/ws");
            assertThat(run.code()).as(run.all()).isEqualTo(2);
            assertThat(run.json().path("findings").findValuesAsText("code"))
                    .contains("DEL01")
                    .doesNotContain("RED01");
            assertThat(run.json().path("skipped").findValuesAsText("reason"))
                    .anyMatch(reason -> reason.contains("127.0.0.1:" + replica.port()));
        }
    }
}
