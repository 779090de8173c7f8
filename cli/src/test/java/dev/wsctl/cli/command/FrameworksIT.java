package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("wsctl frameworks on a real Redis")
@SuppressWarnings("try") // A listener is there to be counted, not to be called.
class FrameworksIT {
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void forget() {
        redis.command("FLUSHALL");
    }

    private static Run frameworks(String... options) {
        List<String> args = new ArrayList<>(List.of("frameworks", "--redis", redis.url()));
        args.addAll(List.of(options));
        return Run.patiently(args.toArray(new String[0]));
    }

    @Test
    @DisplayName("N2 reads Django Channels' groups and queues: processes, memberships, and who is stuck")
    void readsDjangoChannels() {
        String process = "specific." + "a".repeat(32);
        redis.command("ZADD", "asgi:group:lobby", "1", process + "!1", "2", process + "!2");
        redis.command("ZADD", "asgi:group:kitchen", "1", "specific." + "b".repeat(32) + "!3");
        redis.command("ZADD", "asgi" + process + "!", "1", "message", "2", "another");

        Run run = frameworks("-o", "json");

        assertThat(run.code()).as(run.all()).isEqualTo(1);
        JsonNode django = run.json().at("/frameworks/0");
        assertThat(django.path("name").asText()).isEqualTo("Django Channels (channels_redis)");
        assertThat(django.path("instances").asInt()).isEqualTo(2);
        assertThat(django.path("rooms").asInt()).isEqualTo(2);
        assertThat(django.path("sessions").asInt()).isEqualTo(3);
        assertThat(django.path("backlog").asInt()).isEqualTo(2);
        assertThat(django.path("responding").isNull()).isTrue();
        assertThat(django.at("/reasons/responding").asText()).isEqualTo("no harmless probe is known");
        assertThat(django.at("/findings/0/title").asText()).contains("dead or stuck");
    }

    @Test
    @DisplayName("N2 reads streams: what waits in them, who wrote lately, and what is left over")
    void readsStreams() {
        redis.command("XADD", "socket.io", "*", "uid", "u1", "nsp", "/", "type", "1");
        redis.command("XADD", "socket.io", "*", "uid", "u2", "nsp", "/", "type", "2");
        // The first instance's uid in another namespace.
        redis.command("XADD", "socket.io", "*", "uid", "u3", "nsp", "/admin", "type", "1");
        redis.command("XADD", "y:worker", "*", "compact", "x");

        JsonNode json = frameworks("-o", "json").json();

        assertThat(json.at("/frameworks/0/name").asText()).isEqualTo("Socket.IO (redis-streams-adapter, before 0.3)");
        assertThat(json.at("/frameworks/0/instances").asInt()).isEqualTo(2);
        assertThat(json.at("/frameworks/0/backlog").asInt()).isEqualTo(3);
        assertThat(json.at("/frameworks/1/name").asText()).isEqualTo("y-redis");
        assertThat(json.at("/frameworks/1/backlog").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("N2 a key of a framework's name and another type is no error")
    void aKeyOfAnotherTypeIsNoError() {
        redis.command("SET", "socket.io", "mine");
        redis.command("SET", "asgi:group:x", "mine");

        Run run = frameworks("-o", "json");

        assertThat(run.code()).as(run.all()).isZero();
    }

    @Test
    @DisplayName("N2 without --probe it publishes and subscribes to nothing; with it, only to frameworks that answer")
    void publishesNothingUnasked() {
        try (Listener one = Listener.on(redis, "a").send("SUBSCRIBE _action_cable_internal")) {
            redis.command("CONFIG", "RESETSTAT");
            assertThat(frameworks().out()).contains("Action Cable").startsWith("OK  1 framework recognised");
            assertThat(frameworks("--probe").code()).isZero();
            assertThat(redis.command("INFO", "commandstats"))
                    .doesNotContain("publish")
                    .doesNotContain("subscribe");
        }
    }

    @Test
    @DisplayName("N2 a subscriber that does not answer the probe is told, within the probe's two seconds")
    void aSubscriberThatDoesNotAnswerIsTold() {
        try (Listener one = Listener.on(redis, "a").send("SUBSCRIBE socket.io-request#/# socket.io-response#/#")) {
            Run run = frameworks("--probe", "-o", "json");

            assertThat(run.code()).as(run.all()).isEqualTo(2);
            assertThat(run.json().at("/frameworks/0/instances").asInt()).isEqualTo(1);
            assertThat(run.json().at("/frameworks/0/responding").asInt()).isZero();
            assertThat(run.json().at("/frameworks/0/findings/0/title").asText()).contains("gave no answer");
        }
    }

    @Test
    @DisplayName("N2 N3 doctor lists what runs there, and with --probe finds who does not answer")
    void doctorListsWhatRunsThere() {
        try (Listener one = Listener.on(redis, "a").send("SUBSCRIBE socket.io-request#/# socket.io-response#/#")) {
            JsonNode quiet = Run.patiently("doctor", "--redis", redis.url(), "--window", "200ms", "-o", "json")
                    .json();
            assertThat(quiet.at("/frameworks/0/name").asText()).isEqualTo("Socket.IO (redis-adapter)");
            assertThat(quiet.at("/frameworks/0/instances").asInt()).isEqualTo(1);
            assertThat(quiet.at("/frameworks/0/responding").isNull()).isTrue();

            Run probed = Run.patiently("doctor", "--redis", redis.url(), "--window", "200ms", "--probe", "-o", "json");
            assertThat(probed.json().at("/frameworks/0/responding").asInt()).isZero();
            assertThat(probed.json().path("findings").findValuesAsText("code"))
                    .as(probed.out())
                    .contains("DEL31");
        }
    }

    @Test
    @DisplayName("N2 an empty Redis is one line and exit 0")
    void anEmptyRedisIsOneLine() {
        Run run = frameworks();
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("OK  no WebSocket framework recognised on ")
                .hasLineCount(1);
    }
}
