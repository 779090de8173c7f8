package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One visit to a Redis that works hard; limits lowered to what a test may ask of the machine it runs on. */
@DisplayName("N3 doctor, on a Redis under load,")
class DoctorLoadIT {
    private static final String LINE = "x".repeat(2_000);

    private static EmbeddedRedis redis;
    private static Sickbed bed;
    private static final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void getIll() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options()
                .config("client-output-buffer-limit pubsub 60kb 30kb 60")
                .config("maxmemory-clients 2mb"));
        for (String name : List.of("chat:a:sub", "chat:b:sub", "chat:c:sub")) {
            open.add(Listener.on(redis, name).send("SUBSCRIBE chat:lobby"));
        }
        Listener patterns = Listener.on(redis, "patterns");
        open.add(patterns);
        for (int from = 0; from < 20_000; from += 500) {
            patterns.send(IntStream.range(from, from + 500)
                    .mapToObj(n -> "room" + n + ":?*")
                    .collect(Collectors.joining(" ", "PSUBSCRIBE ", "")));
        }
        Listener publisher = Listener.on(redis, "chat:a:pub");
        open.add(publisher);
        bed = Sickbed.during(
                redis,
                () -> {
                    for (int i = 0; i < 300; i++) {
                        publisher.only("PUBLISH chat:lobby " + LINE);
                    }
                    redis.command("EVAL", "local n = 0; for i = 1, 3e6 do n = n + i end; return n", "0");
                    evictClients();
                },
                "--set",
                "CAP01.cost=10us",
                "--set",
                "CAP02.share=15%",
                "--set",
                "CAP02.rate=1",
                "--set",
                "CAP05.deliveries=10",
                "--set",
                "CAP06.warning=0.1%",
                "--set",
                "SLO03.stall=1h",
                "--set",
                "LAT08.ratio=0",
                "--set",
                "LAT08.ignored=0s",
                "--set",
                "LAT09.tail=1ms",
                "--set",
                "LAT09.calls=1");
    }

    /** Queries that are never finished take memory, which maxmemory-clients bounds for all of them together. */
    private static void evictClients() {
        for (int i = 0; i < 40 && !evicted(); i++) {
            open.add(HalfQuery.on(redis, 200_000));
        }
        await().atMost(Duration.ofSeconds(20)).until(DoctorLoadIT::evicted);
    }

    private static boolean evicted() {
        return !redis.command("INFO", "stats").contains("evicted_clients:0");
    }

    @AfterAll
    static void recover() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        redis.close();
    }

    private static void warning(String code, String title) {
        JsonNode finding = bed.finding(code);
        assertThat(finding.get("severity").asText()).isEqualTo("WARNING");
        assertThat(finding.get("title").asText()).contains(title);
    }

    @Test
    @DisplayName("CAP01 measures what a PUBLISH costs where many patterns are compared")
    void publishingIsExpensive() {
        warning("CAP01", "a PUBLISH takes ");
        assertThat(bed.finding("CAP01").get("evidence").asText()).endsWith("; 20000 patterns");
    }

    @Test
    @DisplayName("CAP02 sees that every message goes to every subscriber")
    void everythingGoesToEverybody() {
        assertThat(bed.finding("CAP02").get("title").asText()).startsWith("about every message goes to all ");
    }

    @Test
    @DisplayName("CAP05, CAP06 counts deliveries, and the time the main thread is busy")
    void nearTheLimit() {
        warning("CAP05", "Redis delivers about ");
        warning("CAP06", "Redis' main thread was busy ");
    }

    @Test
    @DisplayName("SLO03 tells how long a subscriber may stall at the present rate")
    void howLongAStallMayBe() {
        warning("SLO03", "a subscriber that stalls for ");
    }

    @Test
    @DisplayName("SLO05 sees clients that were evicted to save memory")
    void clientsEvicted() {
        assertThat(bed.finding("SLO05").get("title").asText()).endsWith("clients evicted while we watched");
    }

    @Test
    @DisplayName("LAT08, LAT09 sees answers that are uneven, and the command that is slow at p99")
    void uneven() {
        assertThat(bed.finding("LAT08").get("title").asText()).contains(" as a rule, and ");
        // On a busy machine other commands may be slow, too.
        assertThat(bed.json().get("findings")).anySatisfy(finding -> {
            assertThat(finding.get("code").asText()).isEqualTo("LAT09");
            assertThat(finding.get("severity").asText()).isEqualTo("WARNING");
            assertThat(finding.get("title").asText()).startsWith("one in a hundred calls of eval takes ");
            assertThat(finding.get("remedy").get(0).asText()).endsWith(" latency histogram eval");
        });
    }

    @Test
    @DisplayName("finds none of it on one that is idle")
    void silentWhenIdle() {
        try (EmbeddedRedis idle = EmbeddedRedis.start()) {
            assertThat(Sickbed.doctor(idle.url()).codes())
                    .doesNotContain(
                            "CAP01", "CAP02", "CAP03", "CAP04", "CAP05", "CAP06", "SLO03", "SLO05", "LAT08", "LAT09");
        }
    }
}
