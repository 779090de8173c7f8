package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("wsctl health on a real Redis")
@SuppressWarnings("try") // A listener is there to be counted, not to be called.
class HealthIT {
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void empty() {
        redis.command("FLUSHALL");
    }

    private static Run health(String... options) {
        List<String> args = new ArrayList<>(List.of("health", "--redis", redis.url(), "--warn-latency", "10s"));
        args.addAll(List.of("--crit-latency", "20s"));
        args.addAll(List.of(options));
        return Run.patiently(args.toArray(new String[0]));
    }

    @Test
    @DisplayName("B2 goes through reach, auth, role, write, session and pub/sub, one line each, exit 0")
    void goesThroughAllStages() {
        Run run = health();
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("OK  redis://127.0.0.1:" + redis.port() + "/0  Redis 7.0.15 master");
        for (String stage : new String[] {"reach", "auth", "role", "write", "session", "pubsub"}) {
            assertThat(run.out()).containsPattern("(?m)^  " + stage + " +ok ");
        }
        assertThat(run.out()).contains("a message came back after");
    }

    @Test
    @DisplayName("B4 A6 C7 reports version, uptime, clients, connections, memory, load, pub/sub, sessions and latency")
    void reportsWhatRedisIsDoing() {
        redis.command("MSET", "socketio:session:a", "1", "sess:b", "2", "other", "3");
        try (Listener room = Listener.on(redis, "chat-1").send("SUBSCRIBE chat:lobby chat:kitchen");
                Listener pattern = Listener.on(redis, "chat-2").send("PSUBSCRIBE chat:*")) {
            Run run = health("-o", "json");
            assertThat(run.code()).as(run.all()).isZero();
            JsonNode json = run.json();
            assertThat(json.at("/schema").asText()).isEqualTo("wsctl/health/v1");
            assertThat(json.at("/status").asText()).isEqualTo("OK");
            assertThat(json.at("/stages"))
                    .hasSize(6)
                    .allSatisfy(
                            stage -> assertThat(stage.at("/status").asText()).isEqualTo("OK"));
            JsonNode facts = json.at("/redis");
            assertThat(facts.at("/version").asText()).isEqualTo("7.0.15");
            assertThat(facts.at("/role").asText()).isEqualTo("master");
            assertThat(facts.at("/uptime_s").asLong()).isNotNegative();
            assertThat(facts.at("/connected_clients").asLong()).isEqualTo(2);
            assertThat(facts.at("/total_connections_received").asLong()).isGreaterThanOrEqualTo(3);
            assertThat(facts.at("/rejected_connections").asLong()).isZero();
            assertThat(facts.at("/used_memory_bytes").asLong()).isPositive();
            assertThat(facts.at("/used_memory_peak_bytes").asLong()).isPositive();
            assertThat(facts.at("/used_memory_human").asText()).endsWith("MiB");
            assertThat(facts.at("/ops_per_sec").asLong()).isNotNegative();
            assertThat(facts.at("/total_commands_processed").asLong()).isPositive();
            assertThat(facts.at("/pubsub_channels").asLong()).isEqualTo(2);
            assertThat(facts.at("/pubsub_patterns").asLong()).isEqualTo(1);
            assertThat(json.at("/sessions/count").asLong()).isEqualTo(2);
            assertThat(json.at("/sessions/partial").asBoolean()).isFalse();
            for (String probe : new String[] {"ping", "get", "set"}) {
                assertThat(json.at("/latency/" + probe + "/p50_us").asLong()).isPositive();
                assertThat(json.at("/latency/" + probe + "/max_us").asLong())
                        .isGreaterThanOrEqualTo(
                                json.at("/latency/" + probe + "/p99_us").asLong());
            }
        }
    }

    @Test
    @DisplayName("leaves no key behind but one that expires, and with --read-only none at all")
    void leavesNothingBehind() {
        assertThat(health().code()).isZero();
        for (String key : redis.command("KEYS", "*").lines().toList()) {
            assertThat(key).startsWith("wsctl:probe:");
            // −2 is of one that has expired since.
            assertThat(Long.parseLong(redis.command("TTL", key)))
                    .isNotEqualTo(-1)
                    .isLessThanOrEqualTo(10);
        }
        redis.command("FLUSHALL");
        redis.command("CONFIG", "RESETSTAT");
        Run run = health("--read-only");
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(redis.command("INFO", "commandstats"))
                .doesNotContain("cmdstat_set")
                .doesNotContain("cmdstat_del");
        assertThat(redis.command("DBSIZE")).isEqualTo("0");
    }

    @Test
    @DisplayName("sends neither KEYS nor MONITOR nor any command that changes something but its own probe keys")
    void sendsNoDangerousCommand() {
        redis.command("CONFIG", "RESETSTAT");
        health();
        assertThat(redis.command("INFO", "commandstats")
                        .lines()
                        .filter(line -> line.startsWith("cmdstat_"))
                        .map(line -> line.substring(8, line.indexOf(':'))))
                .isSubsetOf(
                        "ping",
                        "client|setname",
                        "info",
                        "set",
                        "get",
                        "del",
                        "pttl",
                        "subscribe",
                        "publish",
                        "scan",
                        "config|resetstat",
                        "cluster|keyslot");
    }

    @Test
    @DisplayName("B4 --watch repeats, one document a line for programs, and tells what changed between rounds")
    void watchRepeats() {
        Run run = health("--watch", "10ms", "--count", "3", "-o", "json");
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.out().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("{\"schema\":\"wsctl/health/v1\""));
    }

    @Test
    @DisplayName("a threshold crossed is a finding with its limit and what to try, exit 1 or 2")
    void aThresholdCrossedIsAFinding() {
        Run warning = Run.patiently("health", "--redis", redis.url(), "--warn-latency", "1us", "--crit-latency", "1h");
        assertThat(warning.code()).isEqualTo(1);
        assertThat(warning.out())
                .startsWith("WARNING")
                .contains("PING takes")
                .contains("limit: ")
                .contains("try: ");
        Run critical =
                Run.patiently("health", "--redis", redis.url(), "--warn-latency", "1us", "--crit-latency", "1us");
        assertThat(critical.code()).isEqualTo(2);
    }

    @Test
    @DisplayName("a replica says whose it is and is not written to; one that lost its master is CRITICAL")
    void aReplicaIsNotWrittenTo() {
        try (EmbeddedRedis replica = EmbeddedRedis.start(EmbeddedRedis.options()
                .config("replicaof 127.0.0.1 " + redis.port())
                .config("repl-diskless-sync-delay 0"))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> replica.command("INFO", "replication").contains("master_link_status:up"));
            Run run =
                    Run.patiently("health", "--redis", replica.url(), "--warn-latency", "10s", "--crit-latency", "20s");
            assertThat(run.code()).as(run.all()).isZero();
            assertThat(run.out())
                    .contains("replica of 127.0.0.1:" + redis.port())
                    .contains("a replica takes no writes");
            replica.command("REPLICAOF", "127.0.0.1", "1");
            Run lost = Run.patiently("health", "--redis", replica.url());
            assertThat(lost.code()).isEqualTo(2);
            assertThat(lost.out()).contains("this replica has lost its master 127.0.0.1:1");
        }
    }

    @Test
    @DisplayName("-o nagios is one line with performance data, -q one line with the verdict")
    void oneLineFormats() {
        assertThat(health("-o", "nagios").out())
                .hasLineCount(1)
                .startsWith("REDIS OK - ")
                .contains("| ping_p99=");
        assertThat(health("-q").out()).hasLineCount(1).startsWith("OK  redis://");
    }
}
