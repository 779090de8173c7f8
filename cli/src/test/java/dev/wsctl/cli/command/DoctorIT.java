package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What shows without waiting for an event: what is there, or is missing. */
@DisplayName("N3 doctor, on a real Redis,")
class DoctorIT {
    private static EmbeddedRedis redis;
    private static EmbeddedRedis other;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
        other = EmbeddedRedis.start();
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
        assertThat(bed.run().code()).isZero();
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
        }
        assertThat(Sickbed.doctor(other.url()).codes()).doesNotContain("CON02");
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
