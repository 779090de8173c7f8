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

@DisplayName("wsctl channels on a real Redis")
@SuppressWarnings("try") // A listener is there to be counted, not to be called.
class ChannelsIT {
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static Run channels(String... options) {
        List<String> args = new ArrayList<>(List.of("channels", "--redis", redis.url()));
        args.addAll(List.of(options));
        return Run.patiently(args.toArray(new String[0]));
    }

    @Test
    @DisplayName(
            "A6 N2 counts classic and shard subscribers and patterns apart, most first, and says who names channels so")
    void countsSubscribers() {
        try (Listener one = Listener.on(redis, "a").send("SUBSCRIBE chat:lobby chat:kitchen _action_cable_internal");
                Listener two =
                        Listener.on(redis, "b").send("SUBSCRIBE chat:lobby").send("PSUBSCRIBE chat:* news:*");
                Listener shard = Listener.on(redis, "c").send("SSUBSCRIBE socket.io#/#")) {
            JsonNode json = channels("-o", "json").json();
            assertThat(json.at("/schema").asText()).isEqualTo("wsctl/channels/v1");
            assertThat(json.at("/channels")).hasSize(4);
            assertThat(json.at("/channels/0/name").asText()).isEqualTo("chat:lobby");
            assertThat(json.at("/channels/0/subscribers").asInt()).isEqualTo(2);
            assertThat(json.at("/channels/0/kind").asText()).isEqualTo("classic");
            assertThat(json.at("/channels/3/name").asText()).isEqualTo("socket.io#/#");
            assertThat(json.at("/channels/3/kind").asText()).isEqualTo("shard");
            assertThat(json.at("/channels/3/framework").asText()).isEqualTo("Socket.IO sharded");
            assertThat(json.at("/channels/1/framework").asText()).isEqualTo("Action Cable");
            assertThat(json.at("/patterns/distinct").asInt()).isEqualTo(2);
            assertThat(json.at("/patterns/clients").asInt()).isEqualTo(1);
            assertThat(json.at("/nodes").asInt()).isEqualTo(1);
            assertThat(json.at("/partial").asBoolean()).isFalse();

            Run human = channels("chat:*", "--sort", "name", "--limit", "1");
            assertThat(human.code()).isZero();
            assertThat(human.out()).contains("chat:kitchen").doesNotContain("chat:lobby");
            assertThat(human.out()).contains("2 channels like chat:*, 1 shown (--limit)");
        }
    }

    @Test
    @DisplayName("N2 states how sure it is of a framework: a name only one uses, or one that many could use")
    void statesConfidence() {
        try (Listener one = Listener.on(redis, "a").send("SUBSCRIBE chat:lobby _action_cable_internal nobody-knows")) {
            JsonNode json = channels("-o", "json", "--sort", "name").json();
            assertThat(json.at("/channels/0/confidence").asText()).isEqualTo("high");
            assertThat(json.at("/channels/1/confidence").asText()).isEqualTo("low");
            assertThat(json.at("/channels/2/framework").isNull()).isTrue();
            assertThat(json.at("/channels/2/confidence").isNull()).isTrue();
            assertThat(channels().out()).contains("chat rooms?").contains("Action Cable\n");
        }
    }

    @Test
    @DisplayName("an idle Redis is no error: exit 0 and a line on what that may mean")
    void anIdleRedisIsNoError() {
        Run run = channels();
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("0 channels").contains("are the instances connected to this Redis?");
        assertThat(channels("-o", "json").json().at("/channels")).isEmpty();
    }

    @Test
    @DisplayName("subscribes to nothing itself, and does not count itself")
    void subscribesToNothing() {
        redis.command("CONFIG", "RESETSTAT");
        channels();
        assertThat(redis.command("INFO", "commandstats")).doesNotContain("subscribe");
    }

    @Test
    @DisplayName("a channel name that holds control characters cannot steer the terminal")
    void controlCharactersAreHarmless() {
        try (Listener one = Listener.on(redis, "a").send("SUBSCRIBE \"evil\\x1b[2Jname\"")) {
            assertThat(channels().out()).contains("evil·[2Jname").doesNotContain("\u001b");
            assertThat(channels("evil*", "-o", "json")
                            .json()
                            .at("/channels/0/name")
                            .asText())
                    .isEqualTo("evil\u001b[2Jname");
        }
    }

    @Test
    @DisplayName("fits 80 columns whatever the names: long ones are cut with an ellipsis")
    void fitsEightyColumns() {
        try (Listener one = Listener.on(redis, "a").send("SUBSCRIBE " + "x".repeat(200))) {
            assertThat(channels().out().lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        }
    }
}
