package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.ServerProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The server's main, as an operator meets it. */
class ServerProcessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern CHANGE =
            Pattern.compile("logger=LaneHealth message=\"(Connected|Lost|Redis at \\S+ has been out of reach)");

    private static TestClient join(ServerProcess instance, String name) {
        TestClient client = TestClient.open(URI.create(
                instance.webSocketUri() + "?room=lobby&username=" + name + "&client_id=" + name + "&announce=false"));
        client.next("joined");
        return client;
    }

    private static ServerProcess instance(String id, EmbeddedRedis redis) throws Exception {
        return ServerProcess.start("--instance-id=" + id, "--port=0", "--redis", redis.url());
    }

    private static void awaitReady(ServerProcess instance) {
        await().atMost(PATIENCE)
                .until(() -> HttpProbe.get(instance.httpUri("/api/ready")).status() == 200);
    }

    @Test
    @DisplayName(
            "E14 B6 of three instances one is killed and Redis restarted: the others go on exchanging messages, and tell "
                    + "each change in one line")
    void ofThreeInstancesOneIsKilled() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                ServerProcess a = instance("a", redis);
                ServerProcess b = instance("b", redis);
                ServerProcess c = instance("c", redis)) {
            awaitReady(a);
            awaitReady(b);
            awaitReady(c);
            try (TestClient ada = join(a, "ada");
                    TestClient bob = join(b, "bob");
                    TestClient eve = join(c, "eve")) {
                ada.say("one");
                for (TestClient client : new TestClient[] {ada, bob, eve}) {
                    assertThat(client.nextTexts(1)).containsExactly("one");
                }
                c.kill();
                bob.say("two");
                assertThat(ada.nextTexts(1)).containsExactly("two");
                assertThat(bob.nextTexts(1)).containsExactly("two");

                redis.kill();
                ada.say("local");
                assertThat(ada.nextTexts(1)).containsExactly("local");
                await().atMost(PATIENCE)
                        .until(() -> HttpProbe.get(a.httpUri("/health/redis")).status() == 503
                                && HttpProbe.get(b.httpUri("/health/redis")).status() == 503);
                redis.restart();
                awaitReady(a);
                awaitReady(b);
                await().atMost(PATIENCE)
                        .until(() ->
                                redis.command("PUBSUB", "NUMSUB", "chat:lobby").contains("2"));
                ada.say("three");
                // What could not be published at once may be published now, before it; nothing may be doubled.
                assertThat(bob.textsUntil("three")).isIn(List.of("three"), List.of("local", "three"));
                assertThat(ada.textsUntil("three")).containsExactly("three");
            }
            for (ServerProcess instance : List.of(a, b)) {
                await().atMost(PATIENCE).untilAsserted(() -> assertTellsEachChangeOnce(instance.log()));
            }
        }
    }

    private static void assertTellsEachChangeOnce(String log) {
        List<String> changes = new ArrayList<>();
        Matcher told = CHANGE.matcher(log);
        while (told.find()) {
            changes.add(told.group(1));
        }
        assertThat(changes).startsWith("Connected").contains("Lost").endsWith("Connected");
        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i))
                    .as("what is told after %s", changes.subList(0, i))
                    .isNotEqualTo(changes.get(i - 1));
        }
    }

    @Test
    @DisplayName("E5 SIGTERM: clients are told, closed with 1012, and the process ends in good order")
    void sigtermEndsInGoodOrder() throws Exception {
        try (ServerProcess server = ServerProcess.start("--port=0", "--instance-id=a", "--shutdown-timeout=30s");
                TestClient ada = join(server, "ada")) {
            assertThat(server.greeting())
                    .matches("wsctl-server a listening on ws://127\\.0\\.0\\.1:\\d+/ws \\(Redis: disabled\\)");
            server.terminate();

            ada.next("server_shutdown");
            assertThat(ada.closeCode()).isEqualTo(1012);
            assertThat(server.exitCode()).isEqualTo(143);
            assertThat(server.error()).hasLineCount(2).contains("Shutting down: 1 clients", ", 0 of them cut off");
        }
    }

    @Test
    @DisplayName("with LOG_FORMAT=json every line on stderr is a JSON object")
    void linesAreJsonOnDemand() throws Exception {
        try (ServerProcess server = ServerProcess.start("--port=0", "--log-format=json")) {
            server.terminate();
            assertThat(server.exitCode()).isEqualTo(143);
            List<String> lines = server.error().lines().toList();
            assertThat(lines).isNotEmpty();
            for (String line : lines) {
                assertThat(new ObjectMapper()
                                .readTree(line)
                                .get("formattedMessage")
                                .asText())
                        .isNotEmpty();
            }
        }
    }

    @Test
    @DisplayName("A1 a bad value is one line on stderr and exit code 78; a taken port is one line and exit code 2")
    void whatCannotRunSaysSoInOneLine() throws Exception {
        try (ServerProcess bad = ServerProcess.start("--redis-pool-size=many")) {
            assertThat(bad.exitCode()).isEqualTo(78);
            assertThat(bad.error()).hasLineCount(1).contains("--redis-pool-size", "1 to 10000");
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess second = ServerProcess.start("--port=" + taken.getLocalPort())) {
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.error()).hasLineCount(1).contains("port is taken", "" + taken.getLocalPort());
            assertThat(second.greeting()).isEmpty();
        }
    }
}
