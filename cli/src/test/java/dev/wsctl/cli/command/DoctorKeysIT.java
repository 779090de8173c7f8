package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What keys and heartbeats tell. */
@DisplayName("N3 doctor, by what is kept in a real Redis,")
class DoctorKeysIT {
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
    void clean() {
        redis.command("FLUSHALL");
    }

    private static Sickbed doctor(String... options) {
        return Sickbed.doctor(redis.url(), options);
    }

    @Test
    @DisplayName("C11 MEM02 sees sessions that nobody uses any more")
    void staleSessions() {
        redis.command("SET", "socketio:session:1", "x", "EX", "1000");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Integer.parseInt(redis.command("OBJECT", "IDLETIME", "socketio:session:1")) >= 2);
        JsonNode finding = doctor("--set", "MEM02.idle=2s").finding("MEM02");
        assertThat(finding.get("title").asText()).isEqualTo("1 of 1 sampled session socketio:session:* is stale");
        assertThat(doctor().codes()).as("a day is the limit").doesNotContain("MEM02");
    }

    @Test
    @DisplayName("C11 MEM01 tells that the policy may evict sessions, before it does")
    void sessionsMayBeEvicted() {
        redis.command("SET", "socketio:session:1", "x", "EX", "1000");
        redis.command("CONFIG", "SET", "maxmemory", "1gb");
        redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        try {
            assertThat(doctor().finding("MEM01").get("severity").asText()).isEqualTo("INFO");
            redis.command("CONFIG", "SET", "maxmemory-policy", "volatile-ttl");
            assertThat(doctor().codes()).doesNotContain("MEM01", "MEM03", "MEM04", "MEM05", "MEM06");
        } finally {
            redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
            redis.command("CONFIG", "SET", "maxmemory", "0");
        }
    }

    @Test
    @DisplayName("B7 MEM10 tells that a restart loses the sessions, where nothing is saved")
    void nothingSaved() {
        assertThat(doctor().codes()).as("no session, nothing to lose").doesNotContain("MEM10");
        redis.command("SET", "socketio:session:1", "x", "EX", "1000");
        assertThat(doctor().finding("MEM10").get("severity").asText()).isEqualTo("INFO");
        redis.command("CONFIG", "SET", "save", "3600 1");
        assertThat(doctor().codes()).doesNotContain("MEM10");
        redis.command("CONFIG", "SET", "save", "");
    }

    @Test
    @DisplayName("MEM09 sees a stream's consumer that took entries and does not come back")
    void staleConsumers() {
        redis.command("XADD", "chat:jobs", "*", "field", "value");
        redis.command("XGROUP", "CREATE", "chat:jobs", "workers", "0");
        redis.command("XREADGROUP", "GROUP", "workers", "w1", "STREAMS", "chat:jobs", ">");
        JsonNode finding = doctor("--set", "MEM09.idle=0s").finding("MEM09");
        assertThat(finding.get("title").asText())
                .isEqualTo("the consumer w1 of chat:jobs holds 1 message and does not come back");
        assertThat(finding.get("remedy").get(0).asText()).isEqualTo("redis-cli xpending 'chat:jobs' 'workers'");
        assertThat(doctor().codes()).as("an hour is the limit").doesNotContain("MEM09");
        String id = redis.command("XRANGE", "chat:jobs", "-", "+")
                .lines()
                .findFirst()
                .orElseThrow();
        redis.command("XACK", "chat:jobs", "workers", id);
        assertThat(doctor("--set", "MEM09.idle=0s").codes()).doesNotContain("MEM09");
    }

    @Test
    @DisplayName("E12 TOP06 sees users of dead instances who are counted, and entries that nobody removes")
    void presenceIsWrong() {
        long now = Long.parseLong(redis.command("TIME").lines().findFirst().orElseThrow()) * 1000;
        Heartbeats.write(redis, "chat", "a", false, 40_000);
        redis.command("ZADD", "chat:presence:global:members", "" + now, "a:ada");
        assertThat(doctor().codes()).doesNotContain("TOP06");
        redis.command("ZADD", "chat:presence:global:members", "" + now, "dead:bob", "" + (now - 3_600_000), "a:eve");
        String out = doctor().run().out();
        assertThat(out)
                .contains("1 user of dead is counted, which has no heartbeat")
                .contains("1 entry of a was not confirmed, and nobody removed them")
                .contains("grep '^dead:'");
    }

    @Test
    @DisplayName("E11, C6 TOP07, TOP08, CON03 believes a heartbeat that tells of trouble")
    void illInstances() {
        Heartbeats.writeIll(redis, "chat", "a");
        Sickbed bed = doctor();
        assertThat(bed.finding("TOP07").get("title").asText())
                .isEqualTo("a receives messages 150 ms after they were published, on average");
        assertThat(bed.finding("TOP08").get("evidence").asText()).endsWith("20 a minute");
        assertThat(bed.finding("TOP08").get("severity").asText()).isEqualTo("WARNING");
        assertThat(bed.finding("CON03").get("evidence").asText()).isEqualTo("48 of 50 in use, 3 wait");
        Heartbeats.write(redis, "chat", "a", false, 40_000);
        assertThat(doctor().codes()).doesNotContain("TOP07", "TOP08", "CON03");
    }

    @Test
    @DisplayName("C11 DEL31 sees groups of Django Channels whose processes are gone")
    void ghostsInGroups() {
        String here = "specific.0123456789abcdef0123456789abcdef";
        redis.command(
                "ZADD", "asgi:group:lobby", "1", here + "!aa", "2", "specific.fedcba9876543210fedcba9876543210!bb");
        try (Listener process = Listener.on(redis, "django")) {
            process.write("BZPOPMIN asgi" + here + "! 0");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> redis.command("CLIENT", "LIST").contains("cmd=bzpopmin"));
            assertThat(doctor().finding("DEL31").get("title").asText())
                    .startsWith("groups name 2 processes, and 1 wait for messages");
            redis.command("ZREM", "asgi:group:lobby", "specific.fedcba9876543210fedcba9876543210!bb");
            assertThat(doctor().codes()).doesNotContain("DEL31");
        }
    }
}
