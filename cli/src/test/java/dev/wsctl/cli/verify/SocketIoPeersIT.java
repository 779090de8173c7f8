package dev.wsctl.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real thing: Socket.IO from the package registry, two processes, real clients. What nobody may ever break: no
 * client sees a probe, and no instance is disturbed by one.
 */
@DisplayName("On two Socket.IO servers with real clients")
class SocketIoPeersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Path programs;

    @BeforeAll
    static void install() {
        programs = PeerPackages.node("socketio");
    }

    @ParameterizedTest(name = "{0}")
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName(
            "N2 E16 they are recognised and answer, a stopped one is found, nobody notices; N1 verify speaks to them")
    @CsvSource({
        "classic, Socket.IO (redis-adapter)",
        "sharded, 'Socket.IO (redis-adapter, sharded)'",
        "streams, Socket.IO (redis-streams-adapter)"
    })
    void areRecognisedAndUndisturbed(String adapter, String name) {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                PeerProcess a = PeerProcess.node(programs, "server.js", adapter, redis.url());
                PeerProcess b = PeerProcess.node(programs, "server.js", adapter, redis.url());
                PeerProcess clients = PeerProcess.node(programs, "clients.js", http(a), http(b))) {
            clients.said("ready");

            JsonNode quiet = census(redis, name);
            assertThat(quiet.path("instances").asInt()).isEqualTo(2);
            assertThat(quiet.path("responding").isNull()).isTrue();
            assertThat(quiet.path("confidence").asText()).isEqualTo("high");

            eventually(() -> {
                JsonNode both = census(redis, name, "--probe");
                assertThat(both.path("responding").asInt()).as(both.toString()).isEqualTo(2);
                assertThat(both.path("findings")).isEmpty();
                if (adapter.equals("sharded")) {
                    assertThat(both.path("rooms").asInt()).isEqualTo(1);
                }
            });
            eventually(() -> assertThat(census(asUserOf(redis, "doctor,ask"), name, "--probe")
                            .path("responding")
                            .asInt())
                    .isEqualTo(2));
            eventually(() -> assertThat(diagnosed(asUserOf(redis, "doctor,ask"))
                            .path("responding")
                            .asInt())
                    .as("by doctor")
                    .isEqualTo(2));
            JsonNode refused = census(asUserOf(redis, "doctor"), name, "--probe");
            assertThat(refused.path("responding").isNull()).isTrue();
            assertThat(refused.at("/reasons/responding").asText()).startsWith("they could not be asked: ");

            b.signal("STOP");
            try {
                eventually(() -> {
                    JsonNode one = census(redis, name, "--probe");
                    assertThat(one.path("instances").asInt()).isEqualTo(2);
                    assertThat(one.path("responding").asInt()).isEqualTo(1);
                    assertThat(one.at("/findings/0/title").asText()).startsWith("1 of 2 instances subscribed");
                });
            } finally {
                b.signal("CONT");
            }

            assertUndisturbed(a, b, clients);
            Run verify = Run.wsctl(
                    "verify",
                    webSocket(a),
                    webSocket(b),
                    "--dialect",
                    "socketio",
                    "--rounds",
                    "5",
                    "--deadline",
                    "30s",
                    "-o",
                    "json");
            assertThat(verify.code()).as(verify.all()).isZero();
            assertThat(verify.json().path("pairs")).hasSize(4);
        }
    }

    /** They have two seconds to answer, which a busy machine may need for something else. */
    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }

    /** Both still count all sockets of both, and the clients have seen their own message and nothing else. */
    private static void assertUndisturbed(PeerProcess a, PeerProcess b, PeerProcess clients) {
        for (PeerProcess server : List.of(a, b)) {
            server.say("fetch");
            assertThat(server.said("fetch")).isEqualTo("ed 4");
        }
        clients.say("hello");
        await().atMost(PATIENCE).until(() -> clients.lines().size() == 5);
        assertThat(clients.lines())
                .filteredOn(line -> !line.equals("ready"))
                .hasSize(4)
                .allSatisfy(line -> assertThat(line)
                        .matches("event \\d \\[\"message\",\\{\"room\":\"lobby\",\"text\":\"hello\"}]"));
        assertThat(a.lines()).hasSize(2);
        assertThat(b.lines()).hasSize(2);
        assertThat(a.alive() && b.alive()).isTrue();
    }

    /** A user with the rights that wsctl prints for a purpose, and nothing else. */
    private static String asUserOf(EmbeddedRedis redis, String purpose) {
        Run rule = Run.wsctl("doctor", "--print-acl", "--user", "ada", "--for", purpose);
        redis.command("ACL", "DELUSER", "ada");
        redis.command(rule.out().strip().split(" "));
        redis.command("ACL", "SETUSER", "ada", ">pw");
        return redis.url().replace("redis://", "redis://ada:pw@");
    }

    private static JsonNode census(EmbeddedRedis redis, String name, String... options) {
        return census(redis.url(), name, options);
    }

    private static JsonNode census(String url, String name, String... options) {
        Run run = Run.patiently(words(List.of("frameworks", "--redis", url, "-o", "json"), options));
        assertThat(run.json().path("frameworks")).as(run.all()).hasSize(1);
        JsonNode framework = run.json().at("/frameworks/0");
        assertThat(framework.path("name").asText()).isEqualTo(name);
        return framework;
    }

    /** What doctor says of the framework, allowed to ask; nothing may have been refused to it. */
    private static JsonNode diagnosed(String url) {
        Run run = Run.wsctl("doctor", "--redis", url, "--probe", "--window", "50ms", "--timeout", "30s", "-o", "json");
        assertThat(run.json().path("unknown")).as(run.all()).isEmpty();
        assertThat(run.json().path("skipped").findValuesAsText("reason"))
                .noneMatch(reason -> reason.contains("may not use"));
        return run.json().at("/frameworks/0");
    }

    static String[] words(List<String> command, String... options) {
        return Stream.concat(command.stream(), Stream.of(options)).toArray(String[]::new);
    }

    private static String http(PeerProcess server) {
        return "http://127.0.0.1:" + server.said("listening");
    }

    private static String webSocket(PeerProcess server) {
        return "ws://127.0.0.1:" + server.said("listening");
    }
}
