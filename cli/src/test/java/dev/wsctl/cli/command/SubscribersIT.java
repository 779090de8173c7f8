package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("wsctl subscribers on a real Redis")
@SuppressWarnings("try") // A listener is there to be counted, not to be called.
class SubscribersIT {
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static Run subscribers(String... options) {
        List<String> args = new ArrayList<>(List.of("subscribers", "--redis", redis.url()));
        args.addAll(List.of(options));
        return Run.patiently(args.toArray(new String[0]));
    }

    @Test
    @DisplayName("A6 lists every subscribing connection by name, address and number of subscriptions")
    void listsSubscribingConnections() {
        try (Listener one = Listener.on(redis, "chat-1").send("SUBSCRIBE chat:lobby chat:kitchen");
                Listener two = Listener.on(redis, "chat-2")
                        .send("SUBSCRIBE chat:lobby")
                        .send("PSUBSCRIBE chat:*");
                Listener idle = Listener.on(redis, "worker")) {
            JsonNode json =
                    subscribers("chat:lobby", "chat:nobody", "-o", "json").json();
            assertThat(json.at("/schema").asText()).isEqualTo("wsctl/subscribers/v1");
            assertThat(json.at("/status").asText()).isEqualTo("OK");
            assertThat(json.at("/expected").isNull()).isTrue();
            assertThat(json.at("/channels/0/subscribers").asInt()).isEqualTo(2);
            assertThat(json.at("/channels/1/subscribers").asInt()).isZero();
            assertThat(json.at("/clients")).hasSize(2);
            assertThat(json.at("/clients/0/name").asText()).isEqualTo("chat-1");
            assertThat(json.at("/clients/0/address").asText()).startsWith("127.0.0.1:");
            assertThat(json.at("/clients/0/sub").asInt()).isEqualTo(2);
            assertThat(json.at("/clients/1/psub").asInt()).isEqualTo(1);
            assertThat(json.at("/clients/1/output_buffer_bytes").asInt()).isZero();

            Run human = subscribers();
            assertThat(human.code()).isZero();
            assertThat(human.out()).contains("chat-1").contains("chat-2").doesNotContain("worker");
            assertThat(human.out()).contains("at 8.0 MiB it is disconnected");
        }
    }

    @Test
    @DisplayName("--expect: as many is OK, fewer is CRITICAL, more is a WARNING")
    void expectJudges() {
        try (Listener one = Listener.on(redis, "chat-1").send("SUBSCRIBE chat:lobby");
                Listener two = Listener.on(redis, "chat-2").send("SUBSCRIBE chat:lobby")) {
            assertThat(subscribers("chat:lobby", "--expect", "2").code()).isZero();
            Run fewer = subscribers("chat:lobby", "--expect", "3");
            assertThat(fewer.code()).isEqualTo(2);
            assertThat(fewer.out())
                    .contains("has 2 subscribers, fewer than the expected 3")
                    .contains("try: ");
            assertThat(subscribers("chat:lobby", "--expect", "1").code()).isEqualTo(1);
            assertThat(subscribers("chat:lobby", "--expect", "3", "-q").out()).startsWith("CRITICAL");
        }
    }

    @Test
    @DisplayName("a subscriber that does not read is seen by what Redis holds for it")
    void aSlowSubscriberIsSeen() {
        redis.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 64mb 4mb 600");
        try (Listener deaf = Listener.on(redis, "deaf").send("SUBSCRIBE chat:lobby")) {
            String message = "x".repeat(1024 * 1024);
            for (int i = 0; i < 16; i++) {
                redis.command("PUBLISH", "chat:lobby", message);
            }
            Run run = subscribers();
            assertThat(run.code()).as(run.out()).isEqualTo(2);
            assertThat(run.out().replaceAll("\\s+", " ")).contains("deaf").contains("Redis is about to disconnect it");
        } finally {
            redis.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 32mb 8mb 60");
        }
    }

    @Test
    @DisplayName("nobody subscribes: exit 0, and 0 in JSON as in words")
    void nobodySubscribes() {
        Run run = subscribers();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("0 subscribing connections");
        assertThat(subscribers("-o", "json").json().at("/clients")).isEmpty();
    }
}
