package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What shows only to somebody who listens or asks, and who is a ghost. */
@DisplayName("N3 doctor, allowed to listen and to ask,")
class DoctorAskedIT {
    private static EmbeddedRedis redis;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options().config("client-output-buffer-limit pubsub 64mb 8mb 60"));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void clean() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        redis.command("FLUSHALL");
    }

    private Listener listen(String name, String command) {
        Listener listener = Listener.on(redis, name).send(command);
        open.add(listener);
        return listener;
    }

    /** A visit that listens, and hears these commands. */
    private static Sickbed listening(String... commands) {
        try (TalkativeRelay relay = new TalkativeRelay(redis, List.of(commands))) {
            return Sickbed.doctor(relay.redisUrl(), "--sample", "50ms");
        }
    }

    @Test
    @DisplayName("DEL26 sees that instances encode their messages differently, and keeps nothing of what they say")
    void mixedEncodings() {
        Sickbed mixed =
                listening("PUBLISH socketio '{\"method\":\"emit-secret\"}'", "PUBLISH socketio \"\\x80\\x04K\"");
        JsonNode finding = mixed.finding("DEL26");
        assertThat(finding.get("title").asText()).isEqualTo("messages on socketio are encoded in 2 ways");
        assertThat(finding.get("evidence").asText()).matches("\\d+ JSON, \\d+ pickle in .*");
        assertThat(mixed.run().all()).doesNotContain("emit-secret");
        Sickbed alike = listening("PUBLISH socketio '{\"a\":1}'", "PUBLISH chat:x hello", "PUBLISH chat:x '{typed'");
        assertThat(alike.codes()).doesNotContain("DEL26", "SLO06");
        assertThat(alike.json().get("skipped").findValuesAsText("code")).doesNotContain("DEL26", "SLO06");
    }

    @Test
    @DisplayName("SLO06 sees a message that nearly fills what Redis keeps for a subscriber")
    void oversizedMessages() {
        redis.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 80kb 0 0");
        Sickbed bed = listening("PUBLISH chat:files " + "x".repeat(40_000));
        redis.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 64mb 8mb 60");
        assertThat(bed.finding("SLO06").get("title").asText())
                .isEqualTo("a message of 39.06 KiB on chat:files; at 80 KiB subscribers are disconnected");
    }

    @Test
    @DisplayName("DEL28 finds out whether somebody listens to everything, if it may ask")
    void listensToEverything() {
        listen("narrow", "PSUBSCRIBE chat:*");
        try (StallingRelay way = StallingRelay.open(redis.port())) {
            assertThat(Sickbed.doctor(way.redisUrl(), "--probe", "--sample", "50ms")
                            .codes())
                    .as("its own listening counts for nobody's, however late Redis learns that it has ended")
                    .doesNotContain("DEL28");
        }
        listen("wide", "PSUBSCRIBE *");
        assertThat(Sickbed.doctor(redis.url(), "--probe")
                        .finding("DEL28")
                        .get("title")
                        .asText())
                .startsWith("1 subscriber listens to every channel");
        Sickbed silent = Sickbed.doctor(redis.url());
        assertThat(silent.json().get("skipped").findValuesAsText("code")).contains("DEL28", "DEL26", "SLO06");
    }

    @Test
    @DisplayName("DEL31 finds an instance that is subscribed and does not answer")
    void subscribedAndSilent() {
        Listener hung = listen("hung", "PSUBSCRIBE socket.io#/#*");
        hung.send("SUBSCRIBE socket.io-request#/# socket.io-response#/#");
        Sickbed unasked = Sickbed.doctor(redis.url());
        assertThat(unasked.codes()).doesNotContain("DEL31");
        assertThat(unasked.json().get("skipped").findValuesAsText("reason"))
                .as("nobody knows whether it lives")
                .contains("whether instances of Socket.IO (redis-adapter) answer: --probe was not given");
        assertThat(Sickbed.doctor(redis.url(), "--probe")
                        .finding("DEL31")
                        .get("evidence")
                        .asText())
                .startsWith("recognised by socket.io");
    }

    @Test
    @DisplayName("C9, C11 CON07 sees subscribers behind which nobody is")
    void ghosts() {
        Heartbeats.write(redis, "chat", "a", false, 40_000);
        listen("chat:a:sub", "SUBSCRIBE chat:pubsub:global:broadcast");
        assertThat(Sickbed.doctor(redis.url(), "--set", "CON07.age=0s").codes()).doesNotContain("CON07");
        listen("chat:gone:sub", "SUBSCRIBE chat:lobby");
        JsonNode orphan = Sickbed.doctor(redis.url(), "--set", "CON07.age=0s").finding("CON07");
        assertThat(orphan.get("title").asText())
                .startsWith("chat:gone:sub (127.0.0.1:")
                .endsWith("subscribes for an instance that has no heartbeat");
        open.add(StuckListener.on(redis, "chat:stuck:sub", "chat:stuck"));
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    redis.command("PUBLISH", "chat:stuck", "x".repeat(200_000));
                    return redis.command("CLIENT", "LIST", "TYPE", "pubsub")
                            .lines()
                            .anyMatch(line -> line.contains("chat:stuck:sub") && !line.contains(" omem=0 "));
                });
        await().atMost(Duration.ofSeconds(20))
                .until(() -> redis.command("CLIENT", "LIST", "TYPE", "pubsub")
                        .lines()
                        .anyMatch(line -> line.contains("chat:stuck:sub") && !line.contains(" idle=0 ")));
        assertThat(Sickbed.doctor(redis.url(), "--set", "CON07.idle=1s", "--set", "CON07.age=1h")
                        .finding("CON07")
                        .get("title")
                        .asText())
                .matches("chat:stuck:sub \\(.*\\) has taken nothing for \\d+ s");
    }
}
