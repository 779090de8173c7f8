package dev.wsctl.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.time.Duration;
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
    @DisplayName("of python-socketio both are counted and undisturbed, and tail reads what they tell each other")
    void pythonSocketIo() {
        String python = PeerPackages.python("socketio", "aiohttp", "redis");
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                PeerProcess a = onSocketIo(python, redis);
                PeerProcess b = onSocketIo(python, redis)) {
            a.said("ready");
            b.said("ready");
            JsonNode census = census(redis);
            assertThat(census.path("name").asText()).isEqualTo("python-socketio");
            assertThat(census.path("confidence").asText()).isEqualTo("low");
            assertThat(census.path("instances").asInt()).isEqualTo(2);
            assertThat(census.path("at_least").toString()).contains("instances");
            assertThat(census.path("responding").isNull()).isTrue();
            assertRefused(redis, "socketio");

            Run doctor = whileTheySpeak("doctor --window 100ms --sample 1s --probe --timeout 30s -o json", redis, a, b);
            assertThat(doctor.json().path("findings").findValuesAsText("code")).doesNotContain("DEL26", "DEL31");
            Run tail = whileTheySpeak("tail --limit 1 --duration 30s -o ndjson", redis, a);
            assertThat(tail.out()).as(tail.all()).contains("emit", "said", "hello");
            assertHearsOnce(a, b);
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

    /** Runs wsctl, while some say something again and again. */
    private static Run whileTheySpeak(String command, EmbeddedRedis redis, PeerProcess... speakers) {
        String[] words = (command + " --redis " + redis.url()).split(" ");
        CompletableFuture<Run> run = CompletableFuture.supplyAsync(() -> Run.wsctl(words));
        await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> {
            for (PeerProcess speaker : speakers) {
                speaker.say("hello");
            }
            return run.isDone();
        });
        return run.join();
    }

    @Test
    @DisplayName("of Django Channels both are counted, a stopped one's queue is found, and a killed one's ghosts")
    void djangoChannels() {
        String python = PeerPackages.python("channels_redis", "uvicorn", "websockets");
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                PeerProcess a = onChannels(python, "core", redis);
                PeerProcess b = onChannels(python, "core", redis)) {
            a.said("ready");
            b.said("ready");
            // A process that takes a message at this very moment waits for none.
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode census = census(redis);
                assertTwoInARoom(census, "Django Channels (channels_redis)");
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
            assertThat(b.said("event are you there?")).isEmpty();

            b.signal("KILL");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(troubles(redis)).contains("groups name 2 processes, and 1 wait for messages"));
            assertThat(a.alive()).isTrue();
        }
    }

    /** Both processes, the one room, and the user of each in it. */
    private static void assertTwoInARoom(JsonNode census, String name) {
        assertThat(census.path("name").asText()).isEqualTo(name);
        assertThat(census.path("instances").asInt()).isEqualTo(2);
        assertThat(census.path("rooms").asInt()).isEqualTo(1);
        assertThat(census.path("sessions").asInt()).isEqualTo(2);
    }

    private static String troubles(EmbeddedRedis redis) {
        return census(redis).path("findings").toString();
    }

    @Test
    @DisplayName("of Django Channels' pub/sub layer both are counted with their users, and nobody is disturbed")
    void djangoPubSub() {
        String python = PeerPackages.python("channels_redis", "uvicorn", "websockets");
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                PeerProcess a = onChannels(python, "pubsub", redis);
                PeerProcess b = onChannels(python, "pubsub", redis)) {
            a.said("ready");
            b.said("ready");
            assertTwoInARoom(census(redis), "Django Channels (pub/sub layer)");
            assertRefused(redis, "asgi__group__lobby");
            Run doctor = whileTheySpeak("doctor --window 100ms --sample 1s --probe --timeout 30s -o json", redis, a, b);
            assertThat(doctor.json().path("findings").findValuesAsText("code")).doesNotContain("DEL26", "DEL31");
            a.say("the last");
            await().atMost(PATIENCE).until(() -> b.lines().contains("event the last"));
            assertThat(a.alive() && b.alive()).isTrue();
        }
    }

    /** Whatever is not the framework's own disconnects its clients, or worse. */
    private static void assertRefused(EmbeddedRedis redis, String channel) {
        Run publish = Run.patiently("publish", "--raw", channel, "junk", "--redis", redis.url());
        assertThat(publish.code()).as(publish.all()).isEqualTo(64);
    }

    private static PeerProcess onSocketIo(String python, EmbeddedRedis redis) {
        return PeerProcess.python(python, "chat_on_socketio.py", redis.url());
    }

    private static PeerProcess onChannels(String python, String layer, EmbeddedRedis redis) {
        return PeerProcess.python(python, "chat_on_channels.py", layer, redis.url());
    }

    private static JsonNode census(EmbeddedRedis redis) {
        Run run = Run.wsctl("frameworks", "--probe", "--redis", redis.url(), "--timeout", "20s", "-o", "json");
        assertThat(run.json().path("frameworks")).as(run.all()).hasSize(1);
        return run.json().at("/frameworks/0");
    }
}
