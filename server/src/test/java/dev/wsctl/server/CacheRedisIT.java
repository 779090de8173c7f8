package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.LogLines;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("When the Redis for sessions, or for heartbeats, is out of reach or refuses")
class CacheRedisIT {

    @Test
    @DisplayName("C1 C5 sessions are there and nowhere else, and when it is down chat and joining go on")
    void chatGoesOnWithoutTheCache() throws Exception {
        try (EmbeddedRedis messages = EmbeddedRedis.start();
                EmbeddedRedis cache = EmbeddedRedis.start();
                LogLines log = new LogLines();
                Server a = server("a", messages, cache);
                Server b = server("b", messages, cache)) {
            for (Server server : new Server[] {a, b}) {
                eventually(() ->
                        assertThat(HttpProbe.get(server, "/api/ready").status()).isEqualTo(200));
                eventually(() -> assertThat(HttpProbe.get(server, "/api/status")
                                .json()
                                .at("/cluster/sessions_shared")
                                .asBoolean())
                        .isTrue());
            }
            try (TestClient ada = TestClient.join(a, "lobby", "ada");
                    TestClient bob = TestClient.join(b, "lobby", "bob")) {
                String session = ada.await("joined").get("session").asText();
                assertThat(cache.command("EXISTS", "chat:session:" + session)).isEqualTo("1");
                assertThat(messages.command("EXISTS", "chat:session:" + session))
                        .isEqualTo("0");
                eventually(() -> assertThat(messages.command("EXISTS", "chat:instances:a"))
                        .isEqualTo("1"));
                assertThat(cache.command("CLIENT", "LIST"))
                        .contains("name=chat:a:data ")
                        .doesNotContain(":pub ", ":sub ");

                cache.kill();
                for (Server server : new Server[] {a, b}) {
                    eventually(() -> assertThat(HttpProbe.get(server, "/api/status")
                                    .json()
                                    .at("/cluster/sessions_shared")
                                    .asBoolean())
                            .isFalse());
                }
                ada.say("still");
                assertThat(bob.nextTexts(1)).containsExactly("still");
                try (TestClient cid = TestClient.join(b, "lobby", "cid")) {
                    cid.await("joined");
                    cid.say("I could join");
                    assertThat(ada.nextTexts(2)).containsExactly("still", "I could join");
                }
                assertThat(HttpProbe.get(a, "/api/ready").status()).isEqualTo(200);
                assertThat(HttpProbe.get(a, "/health/redis").status()).isEqualTo(200);
                for (String line : List.of("sessions are shared between instances", "Sessions stay on this instance")) {
                    assertThat(log.lines().stream().filter(logged -> logged.contains(line)))
                            .as("once on each instance")
                            .hasSize(2)
                            .allMatch(logged -> logged.contains("redis://127.0.0.1:" + cache.port()));
                }
            }
        }
    }

    @Test
    @DisplayName("E6 E12 an instance whose heartbeats Redis refuses says so once, and once when they are taken again")
    void refusedHeartbeatsAreTold() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.options().aclUser("chat on >pw ~* &* +@all"));
                LogLines log = new LogLines();
                Server server = TestServers.start(
                        "--instance-id=unheard",
                        "--redis=" + redis.url().replace("redis://", "redis://chat:pw@"),
                        "--heartbeat-interval=100ms",
                        // Told after two thirds of it, which are not to pass while a busy machine connects.
                        "--heartbeat-expiry=6s")) {
            eventually(() -> assertThat(redis.command("EXISTS", "chat:instances:unheard"))
                    .isEqualTo("1"));
            redis.command("ACL SETUSER chat resetkeys ~chat:session:*".split(" "));
            eventually(() -> assertThat(log.lines())
                    .anyMatch(line -> line.contains("No heartbeat has reached Redis for") && line.contains("NOPERM")));
            redis.command("ACL SETUSER chat ~*".split(" "));
            eventually(() -> assertThat(log.lines()).anyMatch(line -> line.contains("Heartbeats reach Redis again")));
            assertThat(log.lines().stream().filter(line -> line.contains("No heartbeat has reached Redis")))
                    .hasSize(1);
            assertThat(server.config().instanceId()).isEqualTo("unheard");
        }
    }

    private static Server server(String id, EmbeddedRedis messages, EmbeddedRedis cache) throws Exception {
        return TestServers.start("--instance-id=" + id, "--redis=" + messages.url(), "--redis-cache=" + cache.url());
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(30, TimeUnit.SECONDS).ignoreExceptions().untilAsserted(assertion);
    }
}
