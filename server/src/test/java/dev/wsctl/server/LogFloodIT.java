package dev.wsctl.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.testing.LogLines;
import dev.wsctl.server.testing.RedisForTests;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a hostile client, or whoever can write to Redis, makes an instance log. */
class LogFloodIT {

    private static final int MANY = 150;
    /** A line or two for each kind of trouble. */
    private static final int FEW = 25;
    /** One more for each kind whenever so much time has passed. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final int KINDS = 8;

    @Test
    @DisplayName("E9 neither bad clients nor garbage in Redis can flood the log: it is counted, and named a few times")
    void nobodyFloodsTheLog() throws Exception {
        String key = "k".repeat(32);
        long begun = System.nanoTime();
        try (RedisForTests redis = RedisForTests.start();
                LogLines log = new LogLines();
                Server server = TestServers.start(
                        "--instance-id=flooded",
                        "--redis=" + redis.url(),
                        "--redis-channel-prefix=flood",
                        "--heartbeat-interval=100ms",
                        "--heartbeat-expiry=1s",
                        "--metrics-api-key=" + key,
                        "--admin-token=" + "t".repeat(32),
                        "--allowed-origins=https://chat.example.com")) {
            eventually(() ->
                    assertThat(HttpProbe.get(server, "/api/ready").status()).isEqualTo(200));
            try (TestClient member = TestClient.join(server, "lobby", "ada")) {
                member.next("joined");
                for (int i = 0; i < MANY; i++) {
                    badClients(server);
                    redis.command("PUBLISH", "flood:lobby", "garbage " + i);
                    redis.command(
                            "PUBLISH", "flood:lobby", "{\"type\":\"chat_message\",\"id\":\"\u001b[31m" + i + "\"}");
                    redis.command("PUBLISH", "flood:pubsub:global:broadcast", "{\"type\":" + i);
                    redis.command("ZADD", "flood:registry", "1", "no instance \u001b[31m" + i);
                }
                eventually(() -> assertThat(HttpProbe.get(server, "/api/status")
                                .json()
                                .at("/broker/malformed")
                                .asInt())
                        .isEqualTo(3 * MANY));
                eventually(() ->
                        assertThat(redis.command("ZCARD", "flood:registry")).isEqualTo("1"));
            }
            List<String> lines = log.lines();
            int few = FEW
                    + KINDS * (int) Duration.ofNanos(System.nanoTime() - begun).dividedBy(PAUSE);
            assertThat(lines).anyMatch(line -> line.contains("malformed")).anyMatch(line -> line.contains("Refused"));
            assertThat(lines.stream().filter(line -> !line.contains("Dead:"))).hasSizeLessThan(few);
            assertThat(lines).noneMatch(line -> line.contains("\u001b"));
        }
    }

    @Test
    @DisplayName("E9 what one instance says of bad clients silences no other in the same JVM")
    void eachInstanceSpeaksForItself() throws Exception {
        try (LogLines log = new LogLines();
                Server first = alone("first");
                Server second = alone("second")) {
            badClients(first);
            badClients(second);
            assertThat(log.lines()).filteredOn(line -> line.contains("Refused")).hasSize(2);
            assertThat(log.lines()).filteredOn(line -> line.contains("Closing")).hasSize(2);
        }
    }

    private static Server alone(String id) throws Exception {
        return TestServers.start(
                "--instance-id=" + id,
                "--redis-enabled=false",
                "--metrics-api-key=" + "k".repeat(32),
                "--admin-token=" + "t".repeat(32),
                "--allowed-origins=https://chat.example.com");
    }

    private static void badClients(Server server) throws IOException {
        String origin = "Origin: https://chat.example.com\r\n";
        for (String request : List.of(
                RawClient.handshake("/ws?room=%1b[31m", origin),
                RawClient.handshake("/chat?room=lobby", "Origin: https://evil.example\r\n"),
                RawClient.handshake("/chat?room=lobby", origin, "Authorization: Bearer guess\r\n"),
                "GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \u001b[31m\r\n\r\n",
                "\u0001\u0002 nonsense\r\n\r\n")) {
            try (RawClient client = new RawClient(server)) {
                assertThat(client.request(request)).contains(" 4");
            }
        }
        try (RawClient member = RawClient.upgraded(server, "/ws?room=lobby&username=mal&client_id=1&announce=false")) {
            // A fragment of nothing that began: a violation of the protocol.
            assertThat(member.frame(0x80, "x".getBytes(UTF_8)).readCloseCode()).isEqualTo(1002);
        }
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(45)).untilAsserted(check);
    }
}
