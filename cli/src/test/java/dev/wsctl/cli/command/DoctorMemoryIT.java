package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One visit to a Redis that runs out of memory, cannot save, and is held up by slow commands, between the two samples. */
@DisplayName("N3 doctor, on a Redis without memory, disk and time,")
class DoctorMemoryIT {
    private static final String KILOBYTES = "x".repeat(50_000);

    private static EmbeddedRedis redis;
    private static Sickbed bed;

    @BeforeAll
    static void getIll() throws IOException {
        redis = EmbeddedRedis.start(EmbeddedRedis.options()
                .maxMemory("4mb")
                .config("maxmemory-policy allkeys-random")
                .config("latency-monitor-threshold 20")
                .config("enable-debug-command local"));
        Files.delete(redis.directory());
        redis.command("BGSAVE");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> redis.command("INFO", "persistence").contains("rdb_last_bgsave_status:err"));
        for (int i = 0; i < 5; i++) {
            redis.command("SET", "socketio:session:" + i, "x");
        }
        bed = Sickbed.during(
                redis,
                () -> {
                    while (!redis.command("INFO", "stats").contains("evicted_keys:3")) {
                        redis.command("SET", "bulk:" + System.nanoTime(), KILOBYTES);
                    }
                    redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
                    refusedWrites();
                    redis.command("DEBUG", "SLEEP", "0.15");
                    redis.command("KEYS", "none*");
                    for (int i = 0; i < 60; i++) {
                        redis.command("PING");
                    }
                },
                "--set",
                "LAT03.noticed=0.001ms",
                "--set",
                "LAT03.critical=0.001ms");
    }

    private static void refusedWrites() {
        for (int i = 0; i < 100; i++) {
            try {
                redis.command("SET", "more:" + i, KILOBYTES);
            } catch (UncheckedIOException refused) {
                assertThat(refused).hasMessageContaining("OOM");
                return;
            }
        }
        throw new AssertionError("never out of memory");
    }

    @AfterAll
    static void recover() {
        redis.close();
    }

    private static void critical(String code, String title) {
        JsonNode finding = bed.finding(code);
        assertThat(finding.get("severity").asText()).isEqualTo("CRITICAL");
        assertThat(finding.get("title").asText()).contains(title);
    }

    private static void warning(String code, String title) {
        JsonNode finding = bed.finding(code);
        assertThat(finding.get("severity").asText()).isEqualTo("WARNING");
        assertThat(finding.get("title").asText()).contains(title);
    }

    @Test
    @DisplayName("C11 MEM01 sees that keys are evicted where sessions live")
    void evictions() {
        assertThat(bed.finding("MEM01").get("title").asText()).endsWith("while we watched; sessions are kept here");
    }

    @Test
    @DisplayName("MEM04, MEM05 sees refused writes and full memory")
    void outOfMemory() {
        critical("MEM04", "refused for want of memory while we watched");
        critical("MEM05", "of 4 MiB");
    }

    @Test
    @DisplayName("B5 MEM03 sees sessions that never expire")
    void sessionsForEver() {
        warning("MEM03", "sampled sessions socketio:session:* never expire");
    }

    @Test
    @DisplayName("LAT05 sees that saving failed")
    void savingFailed() {
        critical("LAT05", "the last snapshot failed");
    }

    @Test
    @DisplayName("LAT03 measures how long Redis stood still to fork")
    void forkStall() {
        critical("LAT03", "to fork");
    }

    @Test
    @DisplayName("C11 LAT02, LAT06 sees slow commands, KEYS, and what Redis' latency monitor noted")
    void slowCommands() {
        warning("LAT06", "KEYS was called 1 time while we watched");
        // On a busy machine others may be slow, too, and something else may hold it up.
        assertThat(bed.run().out()).containsPattern("slow commands while we watched: [^\"]*DEBUG");
        assertThat(bed.json().get("findings")).anySatisfy(finding -> {
            assertThat(finding.get("code").asText()).isEqualTo("LAT02");
            assertThat(finding.get("severity").asText()).isEqualTo("WARNING");
            assertThat(finding.get("title").asText()).matches("command held Redis up for \\d{3,} ms, last at .*");
        });
        assertThat(bed.codes()).doesNotContain("LAT07");
    }

    @Test
    @DisplayName("C12 CON04 sees connections that are opened for each operation")
    void churn() {
        warning("CON04", "connections are opened a second");
    }
}
