package dev.wsctl.cli.command;

import static dev.wsctl.cli.command.Json.json;
import static dev.wsctl.cli.command.ThreeInstances.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("wsctl loadtest by several processes")
class LoadTeamIT {
    @TempDir
    Path temp;

    private static List<String> job(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "loadtest",
                CLUSTER.targets().get(0),
                "-c",
                "20",
                "--rooms",
                "2",
                "--rate",
                "50",
                "--duration",
                "1s",
                "--warmup",
                "0",
                "-o",
                "json"));
        words.addAll(List.of(more));
        return words;
    }

    private static Run run(List<String> words) {
        return Run.wsctl(words.toArray(String[]::new));
    }

    @Test
    @DisplayName("N4 workers that join through Redis count what one process counts, and say how exact their clocks are")
    void workersJoinThroughRedis() throws Exception {
        JsonNode alone = json(run(job())).path("messages");
        String place = CLUSTER.redis().url() + "#it-1";
        try (ProcessRun worker = new ProcessRun(temp, "loadtest", "--join", place)) {
            Thread other = new Thread(() -> Run.wsctl("loadtest", "--join", place), "second worker");
            other.start();

            Run leader = run(job("--workers", "2", "--coordinate", place));

            JsonNode report = json(leader);
            assertThat(report.path("messages")).isEqualTo(alone);
            assertThat(report.path("connections").path("opened").asInt()).isEqualTo(20);
            assertThat(report.path("generator").path("workers")).hasSize(2).allSatisfy(each -> {
                assertThat(each.path("connections").asInt()).isEqualTo(10);
                assertThat(each.path("clock_error_us").asDouble()).isPositive();
            });
            assertThat(leader.err()).contains("2 of 2 workers are here");
            assertThat(worker.await()).as(worker.output()).isZero();
            other.join(30_000);
            assertThat(other.isAlive()).isFalse();
        }
    }

    @Test
    @DisplayName("N4 Ctrl-C ends a run of several processes, and none of them stays behind")
    void ctrlCEndsAll() throws Exception {
        try (ProcessRun load = new ProcessRun(
                temp,
                "loadtest",
                CLUSTER.targets().get(0),
                "-c",
                "10",
                "--workers",
                "2",
                "--duration",
                "10m",
                "--warmup",
                "0")) {
            await().atMost(Duration.ofMinutes(2)).until(load::tellsOfDeliveries);
            List<ProcessHandle> workers =
                    ProcessHandle.of(load.pid()).orElseThrow().descendants().toList();
            assertThat(workers).hasSizeGreaterThanOrEqualTo(2);

            load.signal("INT");

            assertThat(load.await()).as(load.output()).isEqualTo(130);
            assertThat(load.output()).contains("interrupted: only what was measured until then", "worker 2 (process");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(workers).noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    @DisplayName("N4 too few workers end the waiting with what to start, and a place without a name is refused")
    void tooFewWorkers() {
        Run leader = run(job("--workers", "2", "--coordinate", CLUSTER.redis().url() + "#it-2", "--assemble", "1s"));

        assertThat(leader.code()).isEqualTo(3);
        assertThat(leader.err()).contains("0 of 2 workers came to run it-2", "--join");
        Run nameless = run(job("--coordinate", "redis://:secret@127.0.0.1:1"));
        assertThat(nameless.code()).isEqualTo(64);
        assertThat(nameless.err()).contains("the name of a run").doesNotContain("secret");
    }
}
