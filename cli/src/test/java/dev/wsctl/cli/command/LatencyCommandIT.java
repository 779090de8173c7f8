package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@SuppressWarnings("NullAway.Init")
class LatencyCommandIT {
    /** Far above what a busy machine adds: these tests are not about this machine's speed. */
    private static final String[] EASY = {"--warn", "20s", "--crit", "30s", "--timeout", "60s"};

    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static Run latency(String url, String... arguments) {
        List<String> all = new ArrayList<>(List.of("latency", "--redis", url));
        all.addAll(List.of(EASY));
        all.addAll(List.of(arguments));
        return Run.wsctl(all.toArray(String[]::new));
    }

    private static List<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        array.forEach(element -> names.add(element.get("name").asText()));
        return names;
    }

    @Test
    @DisplayName("B9 every probe is measured, with percentiles in order, and nothing stays behind")
    void everyProbeIsMeasured() {
        Run run = latency(redis.url(), "--count", "20", "-o", "json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode json = Json.json(run);
        assertThat(json.get("schema").asText()).isEqualTo("wsctl/latency/v1");
        assertThat(json.get("status").asText()).isEqualTo("OK");
        assertThat(names(json.get("probes"))).containsExactly("ping", "get", "set", "pubsub", "connect");
        for (JsonNode probe : json.get("probes")) {
            assertThat(probe.get("count").asLong())
                    .isEqualTo(probe.get("name").asText().equals("connect") ? 2 : 20);
            assertThat(probe.get("failed").asLong()).isZero();
            assertThat(probe.get("p50_us").asLong()).isPositive();
            assertThat(List.of(
                            probe.get("p50_us").asLong(),
                            probe.get("p90_us").asLong(),
                            probe.get("p99_us").asLong(),
                            probe.get("p999_us").asLong(),
                            probe.get("max_us").asLong()))
                    .isSorted();
        }
        for (String key : redis.command("KEYS", "wsctl:probe:*").lines().toList()) {
            // −2 is of one that has expired since.
            assertThat(Long.parseLong(redis.command("TTL", key)))
                    .isNotEqualTo(-1)
                    .isLessThanOrEqualTo(10);
        }
    }

    @Test
    @DisplayName("--read-only leaves out SET and writes no key")
    void readOnlyWritesNothing() {
        try (EmbeddedRedis empty = EmbeddedRedis.start()) {
            Run run = latency(empty.url(), "--count", "5", "--read-only", "-o", "json");
            assertThat(names(Json.json(run).get("probes"))).doesNotContain("set");
            assertThat(Json.json(run).get("skipped").get(0).get("reason").asText())
                    .isEqualTo("--read-only");
            assertThat(empty.command("INFO", "commandstats")).doesNotContain("cmdstat_set:");
        }
    }

    @Test
    @DisplayName("own limits judge: nothing is faster than a microsecond, exit 2")
    void ownLimitsJudge() {
        Run run = Run.patiently("latency", "-r", redis.url(), "-n", "5", "--warn", "1us", "--crit", "1us");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).startsWith("CRITICAL").contains("try:");
    }

    @Test
    @DisplayName("C12 pooled and unpooled are measured on the same command, and unpooled opens a connection each time")
    void pooledAgainstUnpooled() {
        long before = connections();
        Run run = latency(redis.url(), "--count", "20", "--pooled-vs-unpooled", "-o", "json");
        assertThat(names(Json.json(run).get("probes"))).containsExactly("pooled", "unpooled");
        assertThat(connections() - before).isGreaterThanOrEqualTo(20);
        assertThat(latency(redis.url(), "--count", "20", "--pooled-vs-unpooled").out())
                .contains("CONNECTION EACH")
                .contains("connections opened");
    }

    private static long connections() {
        for (String line : redis.command("INFO", "stats").lines().toList()) {
            if (line.startsWith("total_connections_received:")) {
                return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        throw new AssertionError("no total_connections_received");
    }

    @Test
    @DisplayName("B9 --history goes on beyond --timeout, a JSON document a line")
    void historyOutlivesTheTimeout() {
        Run run = Run.wsctl(
                "latency",
                "-r",
                redis.url(),
                "--timeout",
                "4s",
                "--history",
                "1100ms",
                "--rounds",
                "4",
                "-o",
                "ndjson",
                "--warn",
                "20s",
                "--crit",
                "30s");
        assertThat(run.out().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).startsWith("{\"schema\":\"wsctl/latency/v1\",\"status\":\"OK\""));
        assertThat(run.code()).isZero();
    }

    @Test
    @DisplayName("B9 --stat counts what others do between two lines, not its own connections")
    void statCountsGrowth() {
        redis.command("SET", "a-key", "1");
        Run run = Run.patiently("latency", "-r", redis.url(), "--stat=50ms", "--rounds", "3", "-o", "ndjson");
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("\"new_commands\":null");
        assertThat(lines.get(2)).contains("\"new_connections\":0").contains("\"schema\":\"wsctl/stat/v1\"");
        assertThat(run.code()).isZero();
    }

    @Test
    @DisplayName("a user who may not SET: the other probes are measured, exit 3 and the rule that would allow it")
    void aForbiddenProbeIsNamed() {
        try (EmbeddedRedis guarded =
                EmbeddedRedis.start(EmbeddedRedis.options().aclUser("probe on >pw ~* &* +@all -set"))) {
            Run run = latency("redis://probe:pw@127.0.0.1:" + guarded.port() + "/0", "--count", "5");
            assertThat(run.code()).isEqualTo(3);
            assertThat(run.out())
                    .contains("SET not measured")
                    .contains("ACL SETUSER probe +set")
                    .contains("PING")
                    .doesNotContain("pw@");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("a Redis that stops answering: the command ends, the failed probes are counted, exit 2")
    void aStoppedRedisIsCounted() throws InterruptedException {
        try (EmbeddedRedis stopped = EmbeddedRedis.start()) {
            AtomicBoolean ended = new AtomicBoolean();
            Thread freezer = new Thread(() -> {
                while (!ended.get()) {
                    if (stopped.command("INFO", "commandstats").contains("cmdstat_publish:")) {
                        stopped.suspend();
                        return;
                    }
                }
            });
            freezer.start();
            Run run = Run.wsctl("latency", "-r", stopped.url(), "--timeout", "2s", "--duration", "5s", "-o", "json");
            ended.set(true);
            freezer.join();
            stopped.resume();
            assertThat(run.code()).isBetween(1, 2);
            long failed = 0;
            for (JsonNode probe : Json.json(run).get("probes")) {
                failed += probe.get("failed").asLong();
            }
            assertThat(failed).isPositive();
        }
    }

    @Test
    @DisplayName("views that exclude each other are refused, exit 64")
    void contradictionsAreRefused() {
        assertThat(Run.wsctl("latency", "--history", "--stat").code()).isEqualTo(64);
        assertThat(Run.wsctl("latency", "--rounds", "2").code()).isEqualTo(64);
        assertThat(Run.wsctl("latency", "--warn", "9ms", "--crit", "2ms").err()).contains("--warn is above --crit");
        assertThat(Run.wsctl("latency", "--count", "0").code()).isEqualTo(64);
    }
}
