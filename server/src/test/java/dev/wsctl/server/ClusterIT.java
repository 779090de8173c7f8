package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two instances and one real Redis. */
class ClusterIT {

    private EmbeddedRedis redis;
    private final List<Server> servers = new ArrayList<>();

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterEach
    void stop() {
        servers.forEach(Server::close);
        redis.close();
    }

    private Server instance(String id, String... more) throws Exception {
        List<String> flags = new ArrayList<>(List.of("--instance-id=" + id, "--redis=" + redis.url()));
        flags.addAll(List.of(more));
        Server server = TestServers.start(flags.toArray(String[]::new));
        servers.add(server);
        return server;
    }

    private Server readyInstance(String id, String... more) throws Exception {
        Server server = instance(id, more);
        eventually(
                () -> assertThat(HttpProbe.get(server, "/api/ready").status()).isEqualTo(200));
        return server;
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(45)).untilAsserted(check);
    }

    private static TestClient quiet(Server server, String room, String name) {
        TestClient client = TestClient.join(server, room, name, "&announce=false");
        client.next("joined");
        return client;
    }

    private String channels() {
        return redis.command("PUBSUB", "CHANNELS", "chat:r*") + redis.command("PUBSUB", "CHANNELS", "chat:lobby");
    }

    @Test
    @DisplayName("D1 D2 D4 A3 members on two instances receive each message once, in their sender's order")
    void membersOnTwoInstancesReceiveEachMessageOnce() throws Exception {
        Server a = readyInstance("a");
        Server b = readyInstance("b");
        try (TestClient ada = quiet(a, "lobby", "ada");
                TestClient bob = quiet(b, "lobby", "bob");
                TestClient eve = quiet(b, "attic", "eve")) {
            List<String> fromAda =
                    IntStream.range(0, 300).mapToObj(i -> "a" + i).toList();
            List<String> fromBob =
                    IntStream.range(0, 300).mapToObj(i -> "b" + i).toList();
            for (int i = 0; i < 300; i++) {
                ada.say(fromAda.get(i));
                bob.say(fromBob.get(i));
            }
            for (TestClient client : List.of(ada, bob)) {
                List<String> texts = client.nextTexts(600);
                assertThat(texts.stream().filter(t -> t.startsWith("a"))).containsExactlyElementsOf(fromAda);
                assertThat(texts.stream().filter(t -> t.startsWith("b"))).containsExactlyElementsOf(fromBob);
            }
            a.announce("to all");
            for (TestClient client : List.of(ada, bob, eve)) {
                assertThat(client.next("announcement").get("server_id").asText())
                        .isEqualTo("a");
            }
            assertThat(ada.rest()).isEmpty();
        }
    }

    @Test
    @DisplayName("D5 members on the same instance have a message while Redis takes none yet, the others afterwards")
    void localMembersComeFirst() throws Exception {
        Server a = readyInstance("a");
        Server b = readyInstance("b");
        try (TestClient ada = quiet(a, "lobby", "ada");
                TestClient art = quiet(a, "lobby", "art");
                TestClient bob = quiet(b, "lobby", "bob")) {
            redis.suspend();
            try {
                ada.say("first here");
                for (TestClient local : List.of(ada, art)) {
                    assertThat(local.nextTexts(1)).containsExactly("first here");
                }
                assertThat(bob.rest()).isEmpty();
            } finally {
                redis.resume();
            }
            assertThat(bob.nextTexts(1)).containsExactly("first here");
            assertThat(art.rest()).isEmpty();
        }
    }

    @Test
    @DisplayName("D2 joining and leaving is told on the other instance, once")
    void joiningAndLeavingIsToldOnTheOtherInstance() throws Exception {
        Server a = readyInstance("a");
        Server b = readyInstance("b");
        try (TestClient ada = quiet(a, "lobby", "ada")) {
            TestClient.join(b, "lobby", "bob").close();
            JsonNode joined = ada.next("user_joined");
            assertThat(joined.get("username").asText()).isEqualTo("bob");
            assertThat(joined.get("server_id").asText()).isEqualTo("b");
            ada.next("user_left");
            assertThat(ada.rest()).isEmpty();
        }
    }

    @Test
    @DisplayName("A4 D3 Redis knows exactly the rooms that have members, after the last has left none")
    void redisKnowsExactlyTheRoomsThatHaveMembers() throws Exception {
        Server a = readyInstance("a");
        try (TestClient one = quiet(a, "r1", "one");
                TestClient two = quiet(a, "r1", "two")) {
            assertThat(channels()).isEqualTo("chat:r1");
            one.leave();
            two.say("x").next("chat_message");
            assertThat(channels()).isEqualTo("chat:r1");
        }
        eventually(() -> assertThat(channels()).isEmpty());
    }

    @Test
    @DisplayName("A2 E14 without Redis at the start members of one instance are served; when it appears, all are")
    void redisMayComeLater() throws Exception {
        redis.stop();
        Server a = instance("a");
        Server b = instance("b");
        assertThat(HttpProbe.get(a, "/api/ready").status()).isEqualTo(503);
        assertThat(HttpProbe.get(a, "/health").status()).isEqualTo(200);
        try (TestClient ada = quiet(a, "lobby", "ada");
                TestClient art = quiet(a, "lobby", "art");
                TestClient bob = quiet(b, "lobby", "bob")) {
            ada.say("local");
            assertThat(art.nextTexts(1)).containsExactly("local");
            ada.nextTexts(1);

            redis.restart();
            for (Server server : servers) {
                eventually(() ->
                        assertThat(HttpProbe.get(server, "/api/ready").status()).isEqualTo(200));
            }
            eventually(() ->
                    assertThat(redis.command("PUBSUB", "NUMSUB", "chat:lobby")).contains("2"));
            ada.say("everywhere");
            assertThat(bob.nextTexts(1)).containsExactly("everywhere");
            assertThat(art.nextTexts(1)).containsExactly("everywhere");
        }
    }

    @Test
    @DisplayName("A7 B3 D7 A5 a lost Redis shows in /health/redis, /api/ready and /api/status, and so does its return")
    void aLostRedisShows() throws Exception {
        Server a = readyInstance("a", "--redis-degraded-after=300ms");
        assertThat(HttpProbe.get(a, "/health/redis").json().get("status").asText())
                .isEqualTo("healthy");
        try (TestClient ada = quiet(a, "lobby", "ada")) {
            redis.kill();
            eventually(() -> assertThat(HttpProbe.get(a, "/api/status")
                            .json()
                            .at("/broker/state")
                            .asText())
                    .isEqualTo("degraded"));
            HttpProbe.Answer health = HttpProbe.get(a, "/health/redis");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().get("status").asText()).isEqualTo("unhealthy");
            assertThat(health.json().get("fallback_mode").asBoolean()).isTrue();
            assertThat(health.json().get("error").asText()).isNotEmpty();
            HttpProbe.Answer ready = HttpProbe.get(a, "/api/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().at("/checks/redis").asBoolean()).isFalse();
            assertThat(ready.json().get("multi_worker_support").asBoolean()).isFalse();
            ada.say("served anyway").next("chat_message");

            redis.restart();
            eventually(
                    () -> assertThat(HttpProbe.get(a, "/health/redis").status()).isEqualTo(200));
            eventually(() -> assertThat(HttpProbe.get(a, "/api/ready").status()).isEqualTo(200));
        }
    }

    @Test
    @DisplayName("A5 no answer over HTTP tells the password")
    void noAnswerTellsThePassword() throws Exception {
        try (EmbeddedRedis guarded = EmbeddedRedis.start(EmbeddedRedis.options().password("s3cret-word"));
                Server server = TestServers.start(
                        "--redis=redis://:s3cret-word@" + guarded.host() + ":" + guarded.port() + "/0")) {
            eventually(() ->
                    assertThat(HttpProbe.get(server, "/api/ready").status()).isEqualTo(200));
            guarded.kill();
            eventually(() ->
                    assertThat(HttpProbe.get(server, "/health/redis").status()).isEqualTo(503));
            for (String path : List.of("/health", "/health/redis", "/api/ready", "/api/status")) {
                assertThat(HttpProbe.get(server, path).body())
                        .doesNotContain("s3cret-word")
                        .doesNotContain("redis://");
            }
            assertThat(server.config().toString()).doesNotContain("s3cret-word");
        }
    }
}
