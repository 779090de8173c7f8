package dev.wsctl.cli.command;

import static dev.wsctl.cli.command.Json.json;
import static dev.wsctl.cli.command.ThreeInstances.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("wsctl loadtest")
class LoadtestCommandIT {
    @TempDir
    Path temp;

    @Test
    @DisplayName("ended by Ctrl-C reports what was measured so far, with exit code 130")
    void reportsWhatWasMeasuredWhenInterrupted() throws Exception {
        try (ProcessRun load = new ProcessRun(
                temp, "loadtest", CLUSTER.targets().get(0), "-c", "10", "--duration", "10m", "--warmup", "0")) {
            await().atMost(Duration.ofSeconds(60)).until(load::tellsOfDeliveries);

            load.signal("INT");

            assertThat(load.await()).as(load.output()).isEqualTo(130);
            assertThat(load.output()).contains("interrupted: only what was measured until then", "messages", "latency");
        }
    }

    @Test
    @DisplayName("N6 --find-max shows every run it needed and never calls a load the highest that missed a threshold")
    void findsTheHighestLoad() {
        // No server answers within a microsecond: the search goes down to the lowest load and finds none.
        Run load = Run.wsctl(
                "loadtest",
                CLUSTER.targets().get(0),
                "-c",
                "2",
                "--rooms",
                "1",
                "--rate",
                "20",
                "--duration",
                "400ms",
                "--warmup",
                "0",
                "--find-max",
                "members",
                "--threshold",
                "p50<1us",
                "-o",
                "json");

        assertThat(load.code()).as(load.err()).isIn(2, 3);
        assertThat(json(load).path("schema").asText()).isEqualTo("wsctl/loadtest-max/v1");
        assertThat(json(load).path("best").asLong()).isZero();
        assertThat(json(load).path("steps").get(0).path("load").asLong()).isEqualTo(2);
        assertThat(json(load).path("steps")).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    @DisplayName("C13 carries one plan out on two configurations and shows them side by side, in a page, too")
    void comparesConfigurations() throws IOException {
        Path plan = temp.resolve("plan.yaml");
        Path page = temp.resolve("page.html");
        Files.writeString(
                plan,
                String.join(
                        "\n",
                        "connections: 4",
                        "rooms: 2",
                        "rate: 20",
                        "stages: [{for: 500ms}]",
                        "configurations:",
                        "  before: {targets: ['" + CLUSTER.targets().get(0) + "']}",
                        "  after: {targets: ['" + CLUSTER.targets().get(0) + "'], watch-redis: '"
                                + CLUSTER.redis().url() + "'}"));

        Run load = Run.wsctl("loadtest", plan.toString(), "--report", page.toString(), "-o", "json");

        assertThat(load.code()).as(load.err()).isIn(0, 3);
        assertThat(json(load).path("schema").asText()).isEqualTo("wsctl/loadtest-comparison/v1");
        assertThat(json(load).path("runs").findValuesAsText("name")).containsExactly("before", "after");
        assertThat(json(load).at("/runs/0").has("redis")).isFalse();
        assertThat(json(load).at("/runs/1/redis/connections").asLong()).isPositive();
        assertThat(Files.readString(page)).contains("<th>before</th><th>after</th>", "Redis connections");
    }

    @Test
    @DisplayName("C13 held against a baseline that delivered more, --baseline fails with exit code 2 and both figures")
    void failsWhatIsWorseThanItsBaseline() throws IOException {
        List<String> job = List.of(
                "loadtest",
                CLUSTER.targets().get(0),
                "-c",
                "4",
                "--rooms",
                "2",
                "--rate",
                "20",
                "--duration",
                "500ms",
                "--warmup",
                "0",
                "-o",
                "json");
        Run before = Run.wsctl(job.toArray(String[]::new));
        Path baseline = temp.resolve("baseline.json");
        // Whether this machine was too busy to measure then is no matter here.
        Files.writeString(
                baseline,
                before.out()
                        .replace("\"verdict\" : \"INVALID\"", "\"verdict\" : \"PASSED\"")
                        .replaceFirst("\"invalid_reasons\" : \\[[^\\]]*]", "\"invalid_reasons\" : [ ]")
                        .replaceFirst("\"delivered_per_s\" : [0-9.]+", "\"delivered_per_s\" : 1000.0"));

        Run after = Run.wsctl(Stream.concat(job.stream(), Stream.of("--baseline", baseline.toString()))
                .toArray(String[]::new));

        assertThat(after.code()).as(after.all()).isIn(2, 3);
        // On a machine too busy to measure at all it is INVALID, and nothing is held against anything.
        assertThat(json(after).path("reasons").toString())
                .contains(after.code() == 2 ? "deliveries/s after 1000" : "the generator");
    }

    @Test
    @DisplayName("prints progress to stderr only, and nothing but the document to stdout")
    void keepsProgressOffStdout() {
        Run load = Run.wsctl(
                "loadtest",
                CLUSTER.targets().get(0),
                "-c",
                "4",
                "--rooms",
                "2",
                "--duration",
                "1s",
                "--warmup",
                "0",
                "--watch-redis",
                CLUSTER.redis().url(),
                "-o",
                "json");

        assertThat(json(load).path("verdict").asText()).isIn("PASSED", "INVALID");
        assertThat(json(load).at("/redis/connections").asLong())
                .as("the instance's own")
                .isPositive();
        assertThat(json(load).at("/redis/memory_bytes").asLong()).isPositive();
        assertThat(load.err()).contains("measuring").doesNotContain("\u001b");
    }
}
