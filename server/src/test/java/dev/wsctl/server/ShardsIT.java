package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.protocol.RoomShards;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Over several independent Redis servers")
class ShardsIT {

    private static final String ON_FIRST = roomOn(0, 0);
    private static final String ON_SECOND = roomOn(1, 0);
    private static final String ON_SECOND_TOO = roomOn(1, 1);

    private EmbeddedRedis first;
    private EmbeddedRedis second;
    private Server a;
    private Server b;

    private static String roomOn(int shard, int number) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "room" + i)
                .filter(room -> RoomShards.shardOf(room, 2) == shard)
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    @BeforeEach
    void start() throws Exception {
        first = EmbeddedRedis.start();
        second = EmbeddedRedis.start();
        a = server("a");
        b = server("b");
        for (Server server : List.of(a, b)) {
            eventually(() ->
                    assertThat(HttpProbe.get(server, "/health/redis").status()).isEqualTo(200));
        }
    }

    private Server server(String id) throws Exception {
        return TestServers.start(
                "--instance-id=" + id,
                "--redis=" + first.url(),
                "--redis-shards=" + second.url(),
                "--redis-degraded-after=1s",
                "--heartbeat-interval=200ms");
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        first.close();
        second.close();
    }

    @Test
    @DisplayName("D10 each room lives on its server; when one is away its rooms alone stay local, and it is told which")
    void oneServersOutageIsItsRoomsAlone() throws Exception {
        try (TestClient ada1 = TestClient.join(a, ON_FIRST, "ada");
                TestClient bob1 = TestClient.join(b, ON_FIRST, "bob");
                TestClient ada2 = TestClient.join(a, ON_SECOND, "ada");
                TestClient cid2 = TestClient.join(a, ON_SECOND, "cid");
                TestClient bob2 = TestClient.join(b, ON_SECOND, "bob")) {
            assertThat(first.command("PUBSUB", "CHANNELS"))
                    .contains("chat:" + ON_FIRST)
                    .doesNotContain(ON_SECOND);
            assertThat(second.command("PUBSUB", "CHANNELS"))
                    .contains("chat:" + ON_SECOND)
                    .doesNotContain(ON_FIRST);
            assertThat(second.command("CLIENT", "LIST")).contains("name=chat:a:pub ", "name=chat:a:sub ");
            ada1.say("one");
            assertThat(bob1.nextTexts(1)).containsExactly("one");
            ada2.say("two");
            assertThat(bob2.nextTexts(1)).containsExactly("two");
            a.announce("to all");
            assertThat(bob1.await("announcement").get("text").asText()).isEqualTo("to all");
            ada1.say("no second copy");
            assertThat(bob1.next("chat_message").get("text").asText()).isEqualTo("no second copy");

            second.kill();
            eventually(() -> {
                var health = HttpProbe.get(a, "/health/redis");
                assertThat(health.status()).isEqualTo(503);
                assertThat(health.body())
                        .contains("\"place\":\"" + first.url() + "\",\"state\":\"connected\"")
                        .contains("\"place\":\"" + second.url() + "\",\"state\":\"degraded\"");
            });
            assertThat(HttpProbe.get(a, "/api/ready").status()).isEqualTo(200);
            eventually(
                    () -> assertThat(first.command("GET", "chat:instances:a")).contains("\"degraded\":true"));
            ada1.say("still");
            assertThat(bob1.nextTexts(1)).containsExactly("still");
            ada2.say("local");
            assertThat(cid2.nextTexts(2)).containsExactly("two", "local");
            a.announce("half");
            assertThat(bob1.await("announcement").get("text").asText()).isEqualTo("half");

            second.restart();
            for (Server server : List.of(a, b)) {
                eventually(
                        () -> assertThat(HttpProbe.get(server, "/health/redis").status())
                                .isEqualTo(200));
            }
            eventually(() -> assertThat(second.command("PUBSUB", "NUMSUB", "chat:" + ON_SECOND))
                    .endsWith("2"));
            ada2.say("back");
            // Not "local": that stayed on its instance.
            assertThat(bob2.nextTexts(1)).containsExactly("back");
        }
    }

    @Test
    @DisplayName(
            "D10 while the first server is away, with registry and presence, rooms on the others go on, new ones too")
    void withoutTheFirstServerRoomsOnTheOthersGoOn() throws Exception {
        try (TestClient ada = TestClient.join(a, ON_SECOND, "ada");
                TestClient bob = TestClient.join(b, ON_SECOND, "bob")) {
            String session = ada.next("joined").get("session").asText();
            first.kill();
            eventually(() -> {
                for (Server server : List.of(a, b)) {
                    assertThat(HttpProbe.get(server, "/health/redis").body())
                            .contains("\"place\":\"" + first.url() + "\",\"state\":\"degraded\"");
                }
            });
            assertThat(HttpProbe.get(a, "/api/ready").status()).isEqualTo(200);
            eventually(() -> assertThat(HttpProbe.get(a, "/api/status")
                            .json()
                            .at("/cluster/sessions_shared")
                            .asBoolean(true))
                    .isFalse());
            ada.say("goes on");
            assertThat(bob.nextTexts(1)).containsExactly("goes on");
            a.announce("also to all");
            assertThat(bob.await("announcement").get("text").asText()).isEqualTo("also to all");
            try (TestClient cid = TestClient.join(a, ON_SECOND_TOO, "cid");
                    TestClient dan = TestClient.join(b, ON_SECOND_TOO, "dan")) {
                cid.say("a room nobody was in");
                assertThat(dan.nextTexts(1)).containsExactly("a room nobody was in");
            }
            ada.leave();
            try (TestClient back = TestClient.join(a, ON_SECOND, "ada", "&session=" + session)) {
                assertThat(back.next("joined").get("resumed").asBoolean()).isTrue();
            }

            first.restart();
            eventually(() -> assertThat(first.command("ZRANGE", "chat:registry", "0", "-1"))
                    .contains("a", "b"));
            eventually(() -> assertThat(first.command("ZRANGE", "chat:presence:global:members", "0", "-1"))
                    .contains("b:bob"));
            eventually(
                    () -> assertThat(HttpProbe.get(a, "/health/redis").status()).isEqualTo(200));
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(30, TimeUnit.SECONDS).ignoreExceptions().untilAsserted(assertion);
    }
}
