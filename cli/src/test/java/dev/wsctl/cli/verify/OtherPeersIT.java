package dev.wsctl.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real thing, of what is no Socket.IO of today: from the package registry, two processes, real users. */
@Tag("peers")
@DisplayName("N2 on two real servers")
class OtherPeersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Path programs;

    @BeforeAll
    static void install() {
        programs = PeerPackages.node("others");
    }

    @Test
    @DisplayName("of Hocuspocus both are counted, and go on working while somebody looks and listens")
    void hocuspocus() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                PeerProcess a = hocuspocus(redis);
                PeerProcess b = hocuspocus(redis)) {
            a.said("synced");
            b.said("synced");
            JsonNode census = census(redis);
            assertThat(census.path("name").asText()).isEqualTo("Hocuspocus");
            assertThat(census.path("confidence").asText()).isEqualTo("high");
            assertThat(census.path("instances").asInt()).isEqualTo(2);
            assertThat(census.path("at_least"))
                    .as("one reply channel each: no lower bound")
                    .isEmpty();
            assertThat(census.path("rooms").asInt()).as("documents").isEqualTo(1);
            assertThat(census.path("responding").isNull()).isTrue();

            String reply = redis.command("PUBSUB", "CHANNELS", "*#reply:*")
                    .lines()
                    .findFirst()
                    .orElseThrow();
            Run refused = Run.patiently("publish", "--raw", reply, "junk", "--redis", redis.url());
            assertThat(refused.code()).as(refused.all()).isNotZero();
            assertThat(refused.err()).contains("Hocuspocus");

            String[] look = {"--sample", "300ms", "--probe", "--window", "300ms", "-o", "json"};
            Run doctor = Run.patiently(SocketIoPeersIT.words(List.of("doctor", "--redis", redis.url()), look));
            assertThat(doctor.json().path("frameworks").findValuesAsText("name"))
                    .containsExactly("Hocuspocus");
            assertThat(doctor.json().path("findings").findValuesAsText("code")).doesNotContain("DEL31");
            a.say("hello");
            assertThat(b.said("text")).isEqualTo("hello");
            assertThat(a.alive() && b.alive()).isTrue();
        }
    }

    @Test
    @DisplayName("of redis-streams-adapter 0.2 both are counted by their heartbeats, and nobody is disturbed")
    void streamsBeforeChannels() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                PeerProcess a = socketIo("streams", redis);
                PeerProcess b = socketIo("streams", redis)) {
            a.said("ready");
            b.said("ready");
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode census = census(redis, "--probe");
                assertThat(census.path("name").asText()).isEqualTo("Socket.IO (redis-streams-adapter, before 0.3)");
                assertThat(census.path("instances").asInt()).isEqualTo(2);
            });
            assertThat(census(redis, "--probe").at("/reasons/responding").asText())
                    .contains("a probe would disturb");
            assertThat(redis.command("XRANGE", "socket.io", "-", "+"))
                    .as("nothing in it is ours")
                    .doesNotContain("wsctl");
            a.say("hello");
            for (PeerProcess one : List.of(a, b)) {
                assertThat(one.said("event")).isEqualTo("[\"said\",\"hello\"]");
            }
        }
    }

    @Test
    @DisplayName("of Socket.IO an emitter beside them counts as none, and its messages arrive")
    void emitter() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                PeerProcess a = socketIo("classic", redis);
                PeerProcess b = socketIo("classic", redis);
                PeerProcess emitter = PeerProcess.node(programs, "emitter.js", redis.url())) {
            a.said("ready");
            b.said("ready");
            emitter.said("ready");
            emitter.say("from outside");
            for (PeerProcess one : List.of(a, b)) {
                assertThat(one.said("event")).isEqualTo("[\"said\",\"from outside\"]");
            }
            JsonNode census = census(redis, "--probe");
            assertThat(census.path("instances").asInt()).isEqualTo(2);
            assertThat(census.path("responding").asInt()).isEqualTo(2);
            assertThat(census.path("findings")).isEmpty();
        }
    }

    private static PeerProcess hocuspocus(EmbeddedRedis redis) {
        return PeerProcess.node(programs, "hocuspocus.js", "" + redis.port());
    }

    private static PeerProcess socketIo(String adapter, EmbeddedRedis redis) {
        return PeerProcess.node(programs, "socketio.js", adapter, redis.url());
    }

    private static JsonNode census(EmbeddedRedis redis, String... options) {
        Run run = Run.wsctl(SocketIoPeersIT.words(
                List.of("frameworks", "--redis", redis.url(), "--timeout", "20s", "-o", "json"), options));
        assertThat(run.json().path("frameworks")).as(run.all()).hasSize(1);
        return run.json().at("/frameworks/0");
    }
}
