package dev.wsctl.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** python-socketio and Django Channels as they are published, two processes each with a user of its own. */
@Tag("peers")
@DisplayName("N2 on two real servers in Python")
class PythonPeersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    @DisplayName("of python-socketio both are counted and undisturbed; DEL26 finds an older version that encodes otherwise")
    void pythonSocketIo() {
        Path current = PeerPackages.python("socketio");
        Path older = PeerPackages.python("socketio-pickle");
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                PeerProcess a = onSocketIo(current, redis);
                PeerProcess b = onSocketIo(current, redis)) {
            a.said("ready");
            b.said("ready");
            JsonNode census = census(redis);
            assertThat(census.path("name").asText()).isEqualTo("python-socketio");
            assertThat(census.path("confidence").asText()).isEqualTo("low");
            assertThat(census.path("instances").asInt()).isEqualTo(2);
            assertThat(census.path("at_least").toString()).contains("instances");
            assertThat(census.path("responding").isNull()).isTrue();
            assertRefused(redis, "socketio");

            assertThat(found(redis, a)).doesNotContain("DEL26");
            assertHearsOnce(a, b);
            try (PeerProcess c = onSocketIo(older, redis)) {
                c.said("ready");
                assertThat(found(redis, a, c)).contains("DEL26");
            }
        }
    }

    /** What has been said last is heard, once. */
    private static void assertHearsOnce(PeerProcess speaker, PeerProcess listener) {
        speaker.say("the last");
        String heard = "event [\"said\", \"the last\"]";
        await().atMost(PATIENCE).until(() -> listener.lines().contains(heard));
        assertThat(listener.lines()).filteredOn(heard::equals).hasSize(1);
        assertThat(speaker.alive() && listener.alive()).isTrue();
    }

    /** Codes of doctor's findings, while some speak and it listens and asks. */
    private static List<String> found(EmbeddedRedis redis, PeerProcess... speakers) {
        CompletableFuture<Run> visit = CompletableFuture.supplyAsync(() -> Run.wsctl(
                "doctor",
                "--redis",
                redis.url(),
                "--window",
                "100ms",
                "--sample",
                "1s",
                "--probe",
                "--timeout",
                "30s",
                "-o",
                "json"));
        await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> {
            for (PeerProcess speaker : speakers) {
                speaker.say("hello");
            }
            return visit.isDone();
        });
        JsonNode json = visit.join().json();
        assertThat(json.path("skipped").findValuesAsText("code")).doesNotContain("DEL26");
        return json.path("findings").findValuesAsText("code");
    }

    @Test
    @DisplayName("of Django Channels both are counted, a stopped one's queue is found, and a killed one's ghosts")
    void djangoChannels() {
        Path installed = PeerPackages.python("channels");
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                PeerProcess a = onChannels(installed, "core", redis);
                PeerProcess b = onChannels(installed, "core", redis)) {
            a.said("ready");
            b.said("ready");
            // A process that takes a message at this very moment waits for none.
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode census = census(redis);
                assertThat(census.path("name").asText()).isEqualTo("Django Channels (channels_redis)");
                assertThat(census.path("instances").asInt()).isEqualTo(2);
                assertThat(census.path("rooms").asInt()).isEqualTo(1);
                assertThat(census.path("sessions").asInt()).isEqualTo(2);
                assertThat(census.path("backlog").asInt()).isZero();
                assertThat(census.path("findings")).isEmpty();
            });
            a.say("hello");
            assertThat(b.said("event")).isEqualTo("hello");

            b.signal("STOP");
            try {
                await().atMost(PATIENCE).untilAsserted(() -> {
                    a.say("are you there?");
                    assertThat(troubles(redis)).contains("nobody takes the ").contains("dead or stuck");
                });
            } finally {
                b.signal("CONT");
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(troubles(redis)).isEqualTo("[]"));
            assertThat(b.lines()).contains("event are you there?");

            b.signal("KILL");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(troubles(redis)).contains("groups name 2 processes, and 1 wait for messages"));
            assertThat(a.alive()).isTrue();
        }
    }

    private static String troubles(EmbeddedRedis redis) {
        return census(redis).path("findings").toString();
    }

    @Test
    @DisplayName("of Django Channels' pub/sub layer both are counted with their users, and nobody is disturbed")
    void djangoPubSub() {
        Path installed = PeerPackages.python("channels");
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                PeerProcess a = onChannels(installed, "pubsub", redis);
                PeerProcess b = onChannels(installed, "pubsub", redis)) {
            a.said("ready");
            b.said("ready");
            JsonNode census = census(redis);
            assertThat(census.path("name").asText()).isEqualTo("Django Channels (pub/sub layer)");
            assertThat(census.path("instances").asInt()).isEqualTo(2);
            assertThat(census.path("rooms").asInt()).isEqualTo(1);
            assertThat(census.path("sessions").asInt()).isEqualTo(2);
            assertRefused(redis, "asgi__group__lobby");
            assertThat(found(redis, a)).doesNotContain("DEL26", "DEL31");
            a.say("the last");
            await().atMost(PATIENCE).until(() -> b.lines().contains("event the last"));
            assertThat(a.alive() && b.alive()).isTrue();
        }
    }

    /** Whatever is not the framework's own disconnects its clients, or worse. */
    private static void assertRefused(EmbeddedRedis redis, String channel) {
        Run publish = Run.wsctl("publish", "--raw", channel, "junk", "--redis", redis.url());
        assertThat(publish.code()).as(publish.all()).isEqualTo(64);
    }

    private static PeerProcess onSocketIo(Path installed, EmbeddedRedis redis) {
        return PeerProcess.python(installed, "chat_on_socketio.py", redis.url());
    }

    private static PeerProcess onChannels(Path installed, String layer, EmbeddedRedis redis) {
        return PeerProcess.python(installed, "chat_on_channels.py", layer, redis.url());
    }

    private static JsonNode census(EmbeddedRedis redis) {
        Run run = Run.wsctl("frameworks", "--probe", "--redis", redis.url(), "--timeout", "20s", "-o", "json");
        assertThat(run.json().path("frameworks")).as(run.all()).hasSize(1);
        return run.json().at("/frameworks/0");
    }
}
