package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("With a Redis of their own for sessions")
class CacheRedisIT {

    @Test
    @DisplayName("C1 C5 sessions are there and nowhere else, and when it is down chat and joining go on")
    void chatGoesOnWithoutTheCache() throws Exception {
        try (EmbeddedRedis messages = EmbeddedRedis.start();
                EmbeddedRedis cache = EmbeddedRedis.start();
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
                eventually(() -> assertThat(HttpProbe.get(a, "/api/status")
                                .json()
                                .at("/cluster/sessions_shared")
                                .asBoolean())
                        .isFalse());
                ada.say("still");
                assertThat(bob.nextTexts(1)).containsExactly("still");
                try (TestClient cid = TestClient.join(b, "lobby", "cid")) {
                    cid.await("joined");
                    cid.say("I could join");
                    assertThat(ada.nextTexts(2)).containsExactly("still", "I could join");
                }
                assertThat(HttpProbe.get(a, "/api/ready").status()).isEqualTo(200);
                assertThat(HttpProbe.get(a, "/health/redis").status()).isEqualTo(200);
            }
        }
    }

    private static Server server(String id, EmbeddedRedis messages, EmbeddedRedis cache) throws Exception {
        return TestServers.start("--instance-id=" + id, "--redis=" + messages.url(), "--redis-cache=" + cache.url());
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(30, TimeUnit.SECONDS).ignoreExceptions().untilAsserted(assertion);
    }
}
