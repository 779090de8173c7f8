package dev.wsctl.cli.verify;

import static dev.wsctl.cli.verify.Fault.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.RedisForTests;
import dev.wsctl.server.testing.TcpRelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of an instance has a code of its own, and no other. */
@DisplayName("N1 verify on two instances of a home-made chat and a real Redis")
class FaultyInstancesIT {
    /** For what does arrive on a busy machine; what does not costs this time. */
    private static final String SOON = "4s";

    private static RedisForTests redis;

    @BeforeAll
    static void start() {
        redis = RedisForTests.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @ParameterizedTest(name = "{1}: {3}")
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("tells each fault from the others by its code")
    @CsvSource(delimiter = '|', textBlock = """
            LOCAL_ONLY | LOCAL_ONLY     | DEL05 | no instance hears another: each delivers to its own members only
            NONE       | LOCAL_ONLY     | DEL05 | it publishes nothing
            NONE       | UNSUBSCRIBED   | DEL14 | its subscription is missing
            NONE       | HUNG           | DEL04 | it is subscribed, but does not process what arrives
            NONE       | OTHER_PREFIX   | DEL13 | the channel prefix differs
            NONE       | SELF_DUPLICATE | DEL07 | delivers its own messages twice
            NONE       | MISROUTED      | DEL09 | reach members of another room
            """)
    void tellsEachFault(Fault first, Fault second, String code, String title) {
        try (HomeMadeChat a = new HomeMadeChat(first, redis.url());
                HomeMadeChat b = new HomeMadeChat(second, redis.url())) {
            Run verify = verify(a, b);

            assertThat(verify.code()).as(verify.all()).isEqualTo(2);
            assertThat(verify.json().path("findings"))
                    .as(verify.out())
                    .isNotEmpty()
                    .allSatisfy(finding -> {
                        assertThat(finding.path("code").asText()).isEqualTo(code);
                        assertThat(finding.path("title").asText()).contains(title);
                    });
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("finds nothing where nothing is wrong, and shows what Redis saw")
    void findsNothingWhereNothingIsWrong() {
        try (HomeMadeChat a = new HomeMadeChat(NONE, redis.url());
                HomeMadeChat b = new HomeMadeChat(NONE, redis.url())) {
            Run verify = verify(a, b);

            assertThat(verify.code()).as(verify.all()).isZero();
            JsonNode view = verify.json().path("redis");
            assertThat(view.at("/channels/0/name").asText()).isEqualTo("chat:{room}");
            assertThat(view.at("/channels/0/subscribers").asInt()).isEqualTo(2);
            assertThat(view.path("published")).hasSize(2).allSatisfy(one -> {
                assertThat(one.path("from").asText()).startsWith("127.0.0.1:");
                assertThat(one.path("messages").asInt()).isPositive();
            });
            assertThat(view.path("gaps")).isEmpty();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("listens before anything is said, however slowly Redis answers")
    void listensInTime() {
        try (EmbeddedRedis own = EmbeddedRedis.start();
                HomeMadeChat a = new HomeMadeChat(NONE, own.url());
                HomeMadeChat b = new HomeMadeChat(NONE, own.url());
                TcpRelay far = TcpRelay.to(own.port())) {
            far.delay(Duration.ofMillis(300));
            Run verify = Run.patiently(
                    "verify", a.url(), b.url(), "--redis", far.redisUrl(), "--deadline", "30s", "-o", "json");

            assertThat(verify.code()).as(verify.all()).isZero();
            assertThat(verify.json().at("/redis/gaps")).isEmpty();
            assertThat(verify.json().at("/redis/published")).hasSize(2);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("names the instance that uses another Redis")
    void namesTheInstanceOnAnotherRedis() {
        try (RedisForTests elsewhere = RedisForTests.start();
                HomeMadeChat a = new HomeMadeChat(NONE, redis.url());
                HomeMadeChat b = new HomeMadeChat(NONE, elsewhere.url())) {
            Run verify = verify(SOON, a, b);

            assertThat(verify.json().at("/findings/0/code").asText())
                    .as(verify.all())
                    .isEqualTo("DEL02");
            assertThat(verify.json().at("/findings/0/title").asText())
                    .endsWith("of " + b.url().substring(5).replace("/ws", "") + " this one sees nothing");
        }
    }

    @ParameterizedTest(name = "{1}: {3}")
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("tells the same of sharded pub/sub, where nothing can be heard by pattern, and is not counted itself")
    @CsvSource(delimiter = '|', textBlock = """
            NONE | LOCAL_ONLY   | DEL05 | it publishes nothing
            NONE | UNSUBSCRIBED | DEL14 | its subscription is missing
            NONE | HUNG         | DEL04 | it is subscribed, but does not process what arrives
            NONE | OTHER_PREFIX | DEL13 | the channel prefix differs
            """)
    void tellsTheSameOfShards(Fault first, Fault second, String code, String title) {
        ChatBus.Line line = RedisBus.sharded(List.of(redis.url()));
        try (HomeMadeChat a = new HomeMadeChat(first, line);
                HomeMadeChat b = new HomeMadeChat(second, line)) {
            Run verify = verify(a, b);

            assertThat(verify.code()).as(verify.all()).isEqualTo(2);
            assertThat(verify.json().path("findings"))
                    .as(verify.out())
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.path("code").asText()).isEqualTo(code);
                        assertThat(finding.path("title").asText()).contains(title);
                    });
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("tells the same where a template describes the protocol")
    @CsvSource({"LOCAL_ONLY, DEL05", "UNSUBSCRIBED, DEL14", "HUNG, DEL04", "OTHER_PREFIX, DEL13", "MISROUTED, DEL09"})
    void tellsTheSameByATemplate(Fault second, String code, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("dialects.yaml"), """
                dialects:
                  own:
                    url: "{target}?room={room}"
                    send: '{"of":"{username}","body":"{text}"}'
                """);
        try (HomeMadeChat a = new HomeMadeChat(NONE, redis.url());
                HomeMadeChat b = new HomeMadeChat(second, redis.url())) {
            Run verify = verify(a, b, "--dialects", file.toString(), "--dialect", "own");

            assertThat(verify.code()).as(verify.all()).isEqualTo(2);
            assertThat(verify.json().path("findings").findValuesAsText("code"))
                    .as(verify.out())
                    .containsOnly(code);
        }
    }

    private static Run verify(HomeMadeChat a, HomeMadeChat b, String... more) {
        // Where all arrives nobody waits so long.
        return verify(a.losesNothing() && b.losesNothing() ? "30s" : SOON, a, b, more);
    }

    private static Run verify(String deadline, HomeMadeChat a, HomeMadeChat b, String... more) {
        String[] usual = {
            "verify", a.url(), b.url(), "--redis", redis.url(), "--rounds", "5", "--deadline", deadline, "-o", "json"
        };
        return Run.patiently(Stream.concat(Stream.of(usual), Stream.of(more)).toArray(String[]::new));
    }
}
