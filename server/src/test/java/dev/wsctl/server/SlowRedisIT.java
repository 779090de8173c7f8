package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.TcpRelay;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Redis that answers, but late, as on a machine that has too much to do. */
@Tag("faults")
class SlowRedisIT {

    @Test
    @DisplayName("D3 who has been told joined misses nothing, even if it took Redis seconds to subscribe the room")
    void whoHasJoinedMissesNothing() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                TcpRelay relay = TcpRelay.to(redis.port());
                Server a = TestServers.start("--instance-id=a", "--redis", redis.url());
                Server b = TestServers.start(
                        "--instance-id=b",
                        "--redis-socket-timeout=15s",
                        "--redis=redis://127.0.0.1:" + relay.port() + "/0");
                TestClient ada = TestClient.join(a, "lobby", "ada", "&announce=false")) {
            ada.next("joined");
            awaitHealth(a);
            awaitHealth(b);
            // Later than the server waits for a Redis that is away, each way.
            relay.delay(Duration.ofMillis(2_500));
            try (TestClient bob = TestClient.join(b, "lobby", "bob", "&announce=false")) {
                bob.next("joined");
                ada.say("first");
                assertThat(bob.nextTexts(1)).containsExactly("first");
            }
        }
    }

    @Test
    @DisplayName(
            "D7 an instance whose messages a Redis that stands still does not answer is local-only after 10 s, not 15")
    void isDegradedInTimeWhateverTellsIt() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Server a = TestServers.start("--instance-id=a", "--redis", redis.url());
                TestClient ada = TestClient.join(a, "lobby", "ada", "&announce=false")) {
            ada.next("joined");
            awaitHealth(a);
            redis.suspend();
            Instant stopped = Instant.now();
            ada.say("alone");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> broker(a, "state").equals("degraded"));
            Instant since = Instant.parse(broker(a, "since"));
            redis.resume();
            assertThat(Duration.between(stopped, since)).isLessThan(Duration.ofMillis(13_500));
        }
    }

    private static String broker(Server server, String figure) throws Exception {
        return HttpProbe.get(server, "/api/status")
                .json()
                .at("/broker/" + figure)
                .asText();
    }

    private static void awaitHealth(Server server) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> HttpProbe.get(server, "/health/redis").status() == 200);
    }
}
