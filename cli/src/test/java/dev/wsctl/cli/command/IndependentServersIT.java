package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.ServerProcess;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("D10 on several independent servers")
@Timeout(180)
@SuppressWarnings("try") // A listener is there to be counted, not to be called.
class IndependentServersIT {
    /** For what does arrive on a busy machine; what does not costs this time. */
    private static final String SOON = "4s";

    private static EmbeddedRedis first;
    private static EmbeddedRedis second;

    @BeforeAll
    static void start() {
        first = EmbeddedRedis.start();
        second = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    private static String address(EmbeddedRedis redis) {
        return "127.0.0.1:" + redis.port();
    }

    private static String[] both(String... args) {
        String[] all = new String[args.length + 4];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--redis";
        all[args.length + 1] = first.url();
        all[args.length + 2] = "--redis";
        all[args.length + 3] = second.url();
        return all;
    }

    @Test
    @DisplayName("channels adds up, and tells where each room is and belongs, as docs/protocol.md has it")
    void channels() {
        // Of two servers, lobby is on number 1 and general on number 0.
        try (Listener right = Listener.on(second, "a").send("SUBSCRIBE chat:lobby chat:pubsub:global:broadcast");
                Listener everyone =
                        Listener.on(first, "a").send("SUBSCRIBE chat:pubsub:global:broadcast chat:general");
                Listener wrong = Listener.on(second, "b").send("SUBSCRIBE chat:general")) {
            List<Run> alike = List.of(
                    Run.patiently(both("channels", "-o", "json")),
                    Run.patiently("channels", "-o", "json", "--redis", first.url() + "|" + second.url()),
                    Run.patiently(
                            Map.of("REDIS_URL", first.url(), "REDIS_SHARD_URLS", second.url()),
                            "channels",
                            "-o",
                            "json"));
            for (Run run : alike) {
                assertThat(run.code()).as(run.all()).isZero();
                JsonNode json = run.json();
                assertThat(json.at("/nodes").asInt()).isEqualTo(2);
                JsonNode general = json.at("/channels/0");
                assertThat(general.at("/name").asText()).isEqualTo("chat:general");
                assertThat(general.at("/subscribers").asInt()).isEqualTo(2);
                assertThat(general.at("/home").asText()).isEqualTo(address(first));
                assertThat(general.at("/astray").asBoolean()).isTrue();
                JsonNode global = json.at("/channels/1");
                assertThat(global.at("/on")).hasSize(2);
                assertThat(global.has("home"))
                        .as("what is for everyone is on each")
                        .isFalse();
                JsonNode lobby = json.at("/channels/2");
                assertThat(lobby.at("/home").asText()).isEqualTo(address(second));
                assertThat(lobby.at("/astray").asBoolean()).isFalse();
            }
            Run human = Run.patiently(both("channels"));
            assertThat(human.out()).contains("! chat:general belongs on #0").contains("#0  " + address(first));

            Run who = Run.patiently(both("subscribers", "chat:lobby", "--expect", "1"));
            assertThat(who.code()).as(who.all()).isZero();
            who = Run.patiently(both("subscribers", "chat:general"));
            assertThat(who.code()).isEqualTo(2);
            assertThat(who.out().replaceAll("\\s+", " "))
                    .contains("chat:general belongs on " + address(first))
                    .contains("1 on " + address(second));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sessions", "sessions list", "pool --window 1ms", "latency --duration 200ms", "subscribers"})
    @DisplayName("commands that add up read all of them")
    void allAreRead(String command) {
        second.command("SET", "sess:1", "x", "EX", "600");
        Run run = Run.patiently(both(command.split(" ")));
        assertThat(run.code()).as(run.all()).isIn(0, 1, 2);
        assertThat(run.all()).doesNotContain("independent ones");
    }

    @Test
    @DisplayName("one that is away is named, exit 3, and the other is counted")
    void oneIsAway() {
        Run run = Run.patiently("channels", "-o", "json", "--redis", first.url(), "--redis", "redis://127.0.0.1:1");
        assertThat(run.code()).as(run.all()).isEqualTo(3);
        assertThat(run.json().at("/gaps/0").asText()).contains("127.0.0.1:1");
        assertThat(run.json().at("/by_node/1/state").asText()).isEqualTo("missing");
    }

    @Test
    @DisplayName("B4 health looks at each, and the worst decides")
    void health() {
        Run run = Run.patiently(both("health", "-o", "json", "--warn-latency", "10s", "--crit-latency", "20s"));
        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.json().path("servers").findValuesAsText("target"))
                .containsExactly("redis://" + address(first) + "/0", "redis://" + address(second) + "/0");
        String[] away = {"health", "--redis", first.url(), "--redis", "redis://127.0.0.1:1"};
        String[] patient = {"--warn-latency", "10s", "--crit-latency", "20s", "--timeout", "30s"};
        Run half = Run.patiently(
                Stream.concat(Arrays.stream(away), Arrays.stream(patient)).toArray(String[]::new));
        assertThat(half.code()).as(half.all()).isEqualTo(2);
        assertThat(half.out())
                .startsWith("CRITICAL  2 independent servers, because of redis://127.0.0.1:1/0")
                .contains("a message came back");
    }

    @Test
    @DisplayName("B2 smoke tests each, and fails for any of them")
    void smoke() {
        String[] patient = {"--timeout", "20s", "--warn-latency", "10s", "--crit-latency", "20s", "-o", "json"};
        Run well = Run.patiently(
                Stream.concat(Stream.of(both("smoke")), Stream.of(patient)).toArray(String[]::new));
        assertThat(well.code()).as(well.all()).isZero();
        assertThat(well.json().path("tests").findValuesAsText("name"))
                .contains("PING on " + address(first), "publish and receive on " + address(second), "doctor");
        String[] away = {"smoke", "--redis", first.url(), "--redis", "redis://127.0.0.1:1"};
        Run half =
                Run.patiently(Stream.concat(Stream.of(away), Stream.of(patient)).toArray(String[]::new));
        assertThat(half.code()).as(half.all()).isEqualTo(2);
        assertThat(half.json().path("tests"))
                .filteredOn(test -> test.path("status").asText().equals("CRITICAL"))
                .anySatisfy(
                        test -> assertThat(test.path("name").asText()).isEqualTo("server reachable on 127.0.0.1:1"));
    }

    @Test
    @DisplayName("E4 presence is read where it is kept, on the first")
    void presence() {
        long now = Long.parseLong(first.command("TIME").lines().findFirst().orElseThrow()) * 1000;
        Heartbeats.write(first, "chat", "a", false, 40_000);
        first.command("ZADD", "chat:presence:global:guests", "" + now, "a:1");
        try {
            Run run = Run.patiently(both("presence", "-o", "json"));
            assertThat(run.json().at("/clients/guests").asInt()).as(run.all()).isEqualTo(1);
        } finally {
            first.command("FLUSHALL");
        }
    }

    @Test
    @DisplayName("N3 doctor judges each: who does not subscribe on one of them is deaf for its rooms")
    void doctor() {
        Heartbeats.write(first, "chat", "a", false, 40_000);
        second.command("CONFIG", "SET", "tcp-keepalive", "0");
        try (Listener one = Listener.on(first, "chat:a:sub").send("SUBSCRIBE chat:pubsub:global:broadcast")) {
            Run deaf = Run.patiently(both("doctor", "--window", "50ms", "--timeout", "20s", "-o", "json"));
            assertThat(deaf.code()).as(deaf.all()).isEqualTo(2);
            assertThat(deaf.json().path("about").asText()).endsWith("2 independent servers");
            assertThat(deaf.json().path("findings")).anySatisfy(finding -> {
                assertThat(finding.path("code").asText()).isEqualTo("DEL21");
                assertThat(finding.path("subject").asText()).isEqualTo("a on " + address(second));
            });
            assertThat(deaf.json().path("findings")).anySatisfy(finding -> {
                assertThat(finding.path("code").asText()).isEqualTo("CON06");
                assertThat(finding.path("severity").asText()).isEqualTo("CRITICAL");
                assertThat(finding.path("subject").asText()).isEqualTo(address(second));
            });
            try (Listener other = Listener.on(second, "chat:a:sub").send("SUBSCRIBE chat:pubsub:global:broadcast")) {
                Run well = Run.patiently(both("doctor", "--window", "50ms", "--timeout", "20s", "-o", "json"));
                assertThat(well.json().path("findings").findValuesAsText("code"))
                        .contains("CON06")
                        .doesNotContain("DEL21", "RED01");
            }
        } finally {
            second.command("CONFIG", "SET", "tcp-keepalive", "300");
            first.command("FLUSHALL");
        }
        Run away = Run.patiently("doctor", "--redis", first.url(), "--redis", "redis://127.0.0.1:1", "-o", "json");
        assertThat(away.code()).as(away.all()).isEqualTo(2);
        assertThat(away.json().path("findings").get(0).path("code").asText()).isEqualTo("RED01");
        assertThat(away.json().path("findings").get(0).path("subject").asText()).isEqualTo("127.0.0.1:1");
    }

    private static ServerProcess instance(EmbeddedRedis number0, EmbeddedRedis number1) throws IOException {
        return ServerProcess.start("--port", "0", "--redis", number0.url(), "--redis-shards", number1.url());
    }

    private static String room(JsonNode verify) {
        return verify.at("/redis/homes/0/server").asText();
    }

    @Test
    @DisplayName("N1 DEL15 verify and doctor watch every server, and see who spreads the rooms over them otherwise")
    void deliveryOverSeveral() throws IOException {
        try (ServerProcess a = instance(first, second);
                ServerProcess b = instance(first, second);
                ServerProcess swapped = instance(second, first)) {
            for (ServerProcess one : List.of(a, b, swapped)) {
                Links.await(one.webSocketUri(), RedisLink.State.HEALTHY);
            }
            String[] urls = {a.webSocketUri().toString(), b.webSocketUri().toString()};
            Run well =
                    Run.patiently(both("verify", urls[0], urls[1], "--rounds", "5", "--deadline", "30s", "-o", "json"));
            assertThat(well.code()).as(well.all()).isZero();
            assertThat(room(well.json())).isIn(address(first), address(second));
            assertThat(well.json().at("/redis/gaps")).isEmpty();
            assertThat(well.json().at("/redis/channels/0/subscribers").asInt()).isEqualTo(2);

            String other = swapped.webSocketUri().toString();
            Run ill = Run.patiently(both("verify", urls[0], other, "--rounds", "5", "--deadline", SOON, "-o", "json"));
            assertThat(ill.code()).as(ill.all()).isEqualTo(2);
            assertThat(ill.json().path("findings")).as(ill.out()).hasSize(1);
            assertThat(ill.json().at("/findings/0/code").asText()).isEqualTo("DEL15");
            assertThat(ill.json().at("/findings/0/evidence").asText())
                    .startsWith("room 1 is on 127.0.0.1:")
                    .contains(address(first), address(second));

            Run doctor = Run.patiently(
                    both("doctor", urls[0], urls[1], other, "--window", "50ms", "--deadline", SOON, "-o", "json"));
            assertThat(doctor.json().path("findings").findValuesAsText("code"))
                    .as(doctor.all())
                    .contains("DEL15")
                    .doesNotContain("DEL02", "DEL03", "DEL06", "DEL12", "DEL14");
        } finally {
            first.command("FLUSHALL");
            second.command("FLUSHALL");
        }
    }

    @Test
    @DisplayName("a command that reads one refuses several: leaving the others out unsaid would look like an answer")
    void oneIsNotSeveral() {
        Run run = Run.patiently(both("sessions", "show", "sess:1"));
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("reads one Redis, and 2 independent ones are named");
    }
}
