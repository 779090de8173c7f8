package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.TcpRelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shows without waiting for an event: what is there, or is missing. */
@DisplayName("N3 doctor, on a real Redis,")
class DoctorIT {
    private static EmbeddedRedis redis;
    private static EmbeddedRedis other;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options().config(Sickbed.NOTHING_IS_SLOW));
        other = EmbeddedRedis.start(EmbeddedRedis.options().config(Sickbed.NOTHING_IS_SLOW));
    }

    @AfterAll
    static void stop() {
        redis.close();
        other.close();
    }

    private final List<Listener> open = new ArrayList<>();

    @AfterEach
    void clean() {
        open.forEach(Listener::close);
        redis.command("FLUSHALL");
    }

    private Listener listen(EmbeddedRedis where, String name, String... commands) {
        Listener listener = Listener.on(where, name);
        open.add(listener);
        for (String command : commands) {
            listener.send(command);
        }
        return listener;
    }

    private static Sickbed doctor(String... options) {
        return Sickbed.doctor(redis.url(), options);
    }

    @Test
    @DisplayName("finds nothing above info on one that is idle")
    void nothingOnAnIdleOne() {
        Sickbed bed = doctor();
        assertThat(bed.run().code()).as(bed.run().all()).isZero();
        assertThat(bed.json().get("schema").asText()).isEqualTo("wsctl/doctor/v1");
        assertThat(bed.json().get("status").asText()).isEqualTo("OK");
        assertThat(bed.severities()).doesNotContain("WARNING", "CRITICAL");
    }

    @Test
    @DisplayName("E12 DEL21 names the instance that keeps a heartbeat and does not subscribe")
    void anInstanceThatDoesNotSubscribe() {
        Heartbeats.write(redis, "chat", "a", false, 40_000);
        Heartbeats.write(redis, "chat", "b", false, 40_000);
        listen(redis, "chat:a:sub", "SUBSCRIBE chat:pubsub:global:broadcast");
        Sickbed one = doctor();
        assertThat(one.run().code()).isEqualTo(2);
        JsonNode finding = one.finding("DEL21");
        assertThat(finding.get("title").asText()).isEqualTo("b keeps a heartbeat but does not subscribe");
        assertThat(finding.get("evidence").asText())
                .isEqualTo("1 subscribers of chat:pubsub:global:broadcast, 2 heartbeats");
        listen(redis, "chat:b:sub", "SUBSCRIBE chat:pubsub:global:broadcast");
        assertThat(doctor().codes()).doesNotContain("DEL21");
    }

    @Test
    @DisplayName("E12 DEL24 sees the same rooms, and instances, under different prefixes")
    void differentPrefixes() {
        listen(redis, "a", "SUBSCRIBE chat:lobby chat:pubsub:global:broadcast");
        assertThat(doctor().codes()).doesNotContain("DEL24");
        Listener b = listen(redis, "b", "SUBSCRIBE chta:lobby chta:pubsub:global:broadcast");
        assertThat(doctor().finding("DEL24").get("title").asText()).isEqualTo("instances use 2 prefixes: chat, chta");
        b.send("UNSUBSCRIBE").send("SUBSCRIBE staging:lobby");
        assertThat(doctor().finding("DEL24").get("evidence").asText()).isEqualTo("channels chat:lobby, staging:lobby");
    }

    @Test
    @DisplayName("DEL25, DEL27 tells what database numbers and NUMSUB do not")
    void databasesAndPatterns() {
        listen(redis, "a", "SUBSCRIBE chat:lobby");
        assertThat(doctor().codes()).doesNotContain("DEL25", "DEL27");
        listen(redis, "b", "SELECT 5", "PSUBSCRIBE chat:* x:*");
        Sickbed bed = doctor();
        assertThat(bed.run().code()).as(bed.run().all()).isZero();
        assertThat(bed.finding("DEL25").get("title").asText()).contains("databases 0, 5");
        assertThat(bed.finding("DEL27").get("evidence").asText())
                .startsWith("b (127.0.0.1:")
                .endsWith("NUMPAT 2");
    }

    @Test
    @DisplayName("DEL29 sees who publishes on a replica, and where the master is")
    void publishingOnAReplica() {
        other.command("REPLICAOF", redis.host(), "" + redis.port());
        try {
            Listener publisher = listen(other, "chat:a:pub");
            Sickbed quiet = Sickbed.doctor(other.url());
            assertThat(quiet.finding("DEL29").get("severity").asText()).isEqualTo("WARNING");
            publisher.only("PUBLISH chat:lobby hello");
            Sickbed loud = Sickbed.doctor(other.url());
            assertThat(loud.finding("DEL29").get("severity").asText()).isEqualTo("CRITICAL");
            assertThat(loud.finding("DEL29").get("evidence").asText()).contains("chat:a:pub");
            assertThat(loud.finding("DEL29").get("remedy").get(0).asText()).endsWith(redis.host() + ":" + redis.port());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> redis.command("INFO", "replication").contains("state=online"));
            // Replicas have less than a second to answer.
            eventually(() -> assertThat(doctor().finding("DEL29").get("subject").asText())
                    .as("a replica that the master names")
                    .isEqualTo(other.host() + ":" + other.port()));
        } finally {
            other.command("REPLICAOF", "NO", "ONE");
        }
        assertThat(Sickbed.doctor(other.url()).codes()).doesNotContain("DEL29");
    }

    @Test
    @DisplayName("SLO04 warns where a subscriber may fill the memory")
    void noOutputLimit() {
        other.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 0 0 0");
        assertThat(Sickbed.doctor(other.url()).finding("SLO04").get("evidence").asText())
                .isEqualTo("client-output-buffer-limit pubsub 0 0 0");
        other.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 32mb 8mb 60");
        assertThat(Sickbed.doctor(other.url()).codes()).doesNotContain("SLO04");
    }

    @Test
    @DisplayName("C7, C11 CON02 counts connections against maxclients")
    void nearlyOutOfConnections() {
        other.command("CONFIG", "SET", "maxclients", "5");
        try {
            for (String name : List.of("a", "b", "c")) {
                listen(other, name);
            }
            assertThat(Sickbed.doctor(other.url())
                            .finding("CON02")
                            .get("severity")
                            .asText())
                    .isEqualTo("WARNING");
            listen(other, "d");
            JsonNode finding = Sickbed.doctor(other.url()).finding("CON02");
            assertThat(finding.get("title").asText()).isEqualTo("5 of 5 possible connections are in use");
            assertThat(finding.get("severity").asText()).isEqualTo("CRITICAL");
        } finally {
            clean();
            other.command("CONFIG", "SET", "maxclients", "1000");
            // A connection more than five, of the visits themselves, counts as refused.
            other.command("CONFIG", "RESETSTAT");
        }
        assertThat(Sickbed.doctor(other.url()).codes()).doesNotContain("CON02");
    }

    @Test
    @DisplayName("B7, C9 CON05, CON06, LAT07, MEM06 judges settings, and is content with better ones")
    void settings() {
        set("timeout 300", "tcp-keepalive 0");
        Sickbed bad = Sickbed.doctor(other.url());
        assertThat(bad.finding("CON05").get("severity").asText()).isEqualTo("INFO");
        assertThat(bad.finding("CON06").get("severity").asText()).isEqualTo("CRITICAL");
        assertThat(bad.codes()).contains("LAT07", "MEM06");
        set("tcp-keepalive 600");
        assertThat(Sickbed.doctor(other.url()).finding("CON06").get("title").asText())
                .isEqualTo("a dead subscriber is noticed after about 20 min");
        set("timeout 0", "tcp-keepalive 60", "latency-monitor-threshold 100", "maxmemory 1gb");
        assertThat(Sickbed.doctor(other.url()).codes()).doesNotContain("CON05", "CON06", "LAT07", "MEM06");
        set("tcp-keepalive 300", "latency-monitor-threshold 0", "maxmemory 0");
    }

    private static void set(String... settings) {
        for (String setting : settings) {
            other.command(("CONFIG SET " + setting).split(" "));
        }
    }

    @Test
    @DisplayName("E11, C6 TOP03, TOP04, TOP05 counts the instances and believes what their heartbeats say")
    void instances() {
        Heartbeats.write(redis, "chat", "a", false, 40_000);
        // Late, and as far from being dead as a late one is.
        Heartbeats.write(redis, "chat", "b", true, 14_500);
        Sickbed bed = doctor("--expect", "3");
        assertThat(bed.finding("TOP03").get("title").asText()).isEqualTo("2 of 3 expected instances keep a heartbeat");
        assertThat(bed.finding("TOP04").get("subject").asText()).isEqualTo("b");
        assertThat(bed.finding("TOP05").get("remedy").get(0).asText())
                .isEqualTo("curl -s http://127.0.0.1:8001/health/redis tells why");
        redis.command("DEL", "chat:instances:b");
        assertThat(doctor("--expect", "1").codes()).doesNotContain("TOP03", "TOP04", "TOP05", "TOP07", "CON03");
    }

    @Test
    @DisplayName("TOP01 sees a replica that has lost its master")
    void aLostMaster() {
        other.command("REPLICAOF", "127.0.0.1", "1");
        try {
            assertThat(Sickbed.doctor(other.url())
                            .finding("TOP01")
                            .get("evidence")
                            .asText())
                    .isEqualTo("master_link_status down");
        } finally {
            other.command("REPLICAOF", "NO", "ONE");
        }
        assertThat(Sickbed.doctor(other.url()).codes()).doesNotContain("TOP01");
    }

    @Test
    @DisplayName("C11 MEM07, MEM08 sees queues that nobody empties and streams without an end")
    void queuesAndStreams() {
        redis.command("ZADD", "asgispecific.0123!", "1", "m1", "2", "m2", "3", "m3");
        redis.command("ZADD", "asgispecific.4567!$inflight", "1", "m1");
        redis.command("ZADD", "asgi:group:lobby", "1", "m1", "2", "m2", "3", "m3");
        redis.command("XADD", "socket.io", "*", "uid", "a");
        redis.command("XADD", "socket.io", "*", "uid", "a");
        assertThat(doctor().codes()).contains("MEM07").doesNotContain("MEM08");
        Sickbed bed = doctor("--set", "MEM07.capacity=3", "--set", "MEM08.entries=1");
        assertThat(bed.run().out())
                .contains("asgispecific.0123! holds 3 messages of 3")
                .contains("asgispecific.4567!$inflight holds messages in flight and never expires")
                .contains("the stream socket.io holds 2 entries and never expires")
                .doesNotContain("asgi:group:lobby holds");
    }

    @Test
    @DisplayName("B7, E16 SEC01, SEC02, SEC03 sees an open Redis, a weak password, and users who may do everything")
    void security() {
        try (EmbeddedRedis wide = EmbeddedRedis.start(
                        EmbeddedRedis.options().config("bind *").config("protected-mode no"));
                EmbeddedRedis weak = EmbeddedRedis.start(EmbeddedRedis.options()
                        .password("foobared")
                        .aclUser("chat on >0123456789abcdef0123 ~chat:* &chat:* -@all +publish +get +ping +client"))) {
            listen(wide, "a");
            Sickbed bed = Sickbed.doctor(wide.url());
            assertThat(bed.finding("SEC01").get("severity").asText()).isEqualTo("CRITICAL");
            assertThat(bed.finding("SEC03").get("severity").asText()).isEqualTo("WARNING");
            Listener.Login login = new Listener.Login("chat", "0123456789abcdef0123");
            open.add(Listener.on(weak.host(), weak.port(), "chat:a:pub", login));
            Sickbed second = Sickbed.doctor(weak.url());
            assertThat(second.finding("SEC02").get("title").asText()).isEqualTo("the password can be guessed");
            assertThat(second.codes()).doesNotContain("SEC01", "SEC03");
            assertThat(second.run().all()).doesNotContain("foobared");
        }
    }

    @Test
    @DisplayName("B8 HOS01, HOS03 compares the machine with what Redis wants, where it is here")
    void host() {
        // More than any machine allows.
        try (EmbeddedRedis eager = EmbeddedRedis.start(EmbeddedRedis.options().config("tcp-backlog 2147483647"))) {
            eager.command("CONFIG", "SET", "save", "3600 1");
            Sickbed bed = Sickbed.doctor(eager.url());
            assertThat(bed.finding("HOS01").get("evidence").asText()).endsWith("tcp-backlog 2147483647");
            assertThat(bed.json().get("skipped").findValuesAsText("code")).doesNotContain("HOS02", "HOS03", "HOS04");
        }
        assertThat(doctor().codes()).doesNotContain("HOS01");
    }

    @Test
    @DisplayName("C11 LAT01 measures PING, and allows a remote Redis more")
    void slowPing() {
        JsonNode finding = doctor("--set", "LAT01.warning=1us").finding("LAT01");
        assertThat(finding.get("evidence").asText()).contains("round trips: p50 ");
        assertThat(Run.patiently(
                                "doctor",
                                "--redis",
                                redis.url(),
                                "--window",
                                "1ms",
                                "--site",
                                "remote",
                                "--set",
                                "LAT01.warning=1us",
                                "-o",
                                "json")
                        .out())
                .contains("above 200 ms critical");
    }

    @Test
    @DisplayName("C11 LAT01 is critical where the way to Redis is slow, LAT08 tells of one that stutters")
    void slowWays() {
        try (TcpRelay far = TcpRelay.to(other.port())) {
            far.delay(Duration.ofMillis(26));
            assertThat(usual(far.redisUrl()).finding("LAT01").get("severity").asText())
                    .isEqualTo("CRITICAL");
        }
        try (StutteringRelay uneven = new StutteringRelay(other.port())) {
            eventually(() -> assertThat(usual(uneven.redisUrl())
                            .finding("LAT08")
                            .get("title")
                            .asText())
                    .startsWith("PING takes ")
                    .contains(" as a rule, and "));
        }
        eventually(() -> assertThat(usual(other.url()).codes()).doesNotContain("LAT01", "LAT08"));
    }

    /** A busy machine may be as slow or uneven as any network, for a while. */
    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }

    /** By the thresholds that people get. */
    private static Sickbed usual(String url) {
        Run run = Run.wsctl("doctor", "--redis", url, "--window", "100ms", "--timeout", "30s", "-o", "json");
        return new Sickbed(run, Json.json(run));
    }

    @Test
    @DisplayName("refuses thresholds, codes and severities that do not exist, exit 64")
    void nonsenseIsRefused() {
        assertThat(Run.wsctl("doctor", "--set", "SLO01.warning=x").code()).isEqualTo(64);
        assertThat(Run.wsctl("doctor", "--suppress", "XYZ01").code()).isEqualTo(64);
        assertThat(Run.wsctl("doctor", "--fail-on", "never").code()).isEqualTo(64);
        assertThat(Run.wsctl("doctor", "--window", "6s").code()).isEqualTo(64);
        assertThat(Run.wsctl("explain", "XYZ01").code()).isEqualTo(64);
    }

    @Test
    @DisplayName(
            "takes suppressions with their reasons, and thresholds, from the context, and forgets those that have ended")
    void followsTheContext(@TempDir Path project) throws IOException {
        String context = """
                current: a
                contexts:
                  a:
                    redis: { url: '%s' }
                    thresholds: { CON02.warning: 0%%, CON02.critical: 100%% }
                    suppressions:
                      - { code: SLO04, reason: the queue is next door, until: %s }
                """;
        other.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 0 0 0");
        try {
            Files.writeString(project.resolve(".wsctl.yaml"), context.formatted(other.url(), "2999-12-31"));
            Run run = Run.in(project, Map.of(), "doctor", "--window", "100ms", "--timeout", "30s", "-o", "json");
            assertThat(run.json().at("/suppressed/0/code").asText())
                    .as(run.all())
                    .isEqualTo("SLO04");
            assertThat(run.json().at("/suppressed/0/reason").asText()).isEqualTo("the queue is next door");
            assertThat(run.json().path("findings").findValuesAsText("code"))
                    .contains("CON02")
                    .doesNotContain("SLO04");
            Files.writeString(project.resolve(".wsctl.yaml"), context.formatted(other.url(), "2020-01-01"));
            run = Run.in(project, Map.of(), "doctor", "--window", "100ms", "--timeout", "30s", "-o", "json");
            assertThat(run.json().path("findings").findValuesAsText("code")).contains("SLO04");
        } finally {
            other.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 32mb 8mb 60");
        }
    }

    @Test
    @DisplayName("does as told: another threshold, a suppression, another severity to fail on")
    void doesAsTold() {
        other.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 0 0 0");
        assertThat(Sickbed.doctor(other.url()).run().code()).isEqualTo(1);
        assertThat(Sickbed.doctor(other.url(), "--fail-on", "critical").run().code())
                .isZero();
        Sickbed suppressed = Sickbed.doctor(other.url(), "--suppress", "slo4=on purpose");
        assertThat(suppressed.run().code()).isZero();
        assertThat(suppressed.json().get("suppressed").get(0).get("reason").asText())
                .isEqualTo("on purpose");
        other.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 32mb 8mb 60");
        assertThat(doctor("--set", "CON02.warning=0%", "--set", "CON02.critical=100%")
                        .finding("CON02")
                        .get("threshold")
                        .asText())
                .startsWith("warning from 0 % of maxclients, critical from 100 %");
    }
}
