package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static JsonNode status(Server server) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.httpUri() + "/api/status"))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(body);
    }

    private static String path(String room, String name) {
        return "/ws?room=" + room + "&username=" + name + "&client_id=" + name + "&announce=false";
    }

    @ParameterizedTest
    @CsvSource({"--queue-messages=50, --queue-bytes=1073741824", "--queue-messages=1000000, --queue-bytes=1000000"})
    @DisplayName(
            "C2 a slow reader, by messages or by bytes, is closed with 4008 and counted; the others receive everything")
    void aSlowReaderIsClosedAndCounted(String messages, String bytes) throws Exception {
        try (Server server = TestServers.start(messages, bytes, "--queue-age=1h");
                Socket small = smallSocket();
                RawClient slow = new RawClient(server, small).upgrade(path("lobby", "slow"));
                TestClient ada = TestClient.join(server, "lobby", "ada", "&announce=false")) {
            ada.next("joined");
            String text = "x".repeat(30_000);
            long sent = 0;
            while (status(server).at("/connections/slow_readers_closed").asInt() == 0) {
                // So few that they are within both limits, should the test itself be late to read them.
                for (int i = 0; i < 10; i++) {
                    ada.say(text);
                }
                sent += 10;
                assertThat(ada.nextTexts(10)).hasSize(10);
                assertThat(sent)
                        .as("messages before the slow reader was given up")
                        .isLessThan(20_000);
            }
            assertThat(slow.readCloseCode()).isEqualTo(4008);
            assertThat(status(server).at("/connections/queue_dropped").asInt()).isPositive();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> status(server).get("local_connections").asInt() == 1);
        }
    }

    private static Socket smallSocket() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        return socket;
    }

    @Test
    @DisplayName("C2 a message that waits too long for a slow reader ends its connection")
    void aMessageThatWaitsTooLongEndsTheConnection() throws Exception {
        try (Server server =
                        TestServers.start("--queue-age=200ms", "--queue-messages=1000000", "--queue-bytes=1073741824");
                Socket small = smallSocket();
                RawClient slow = new RawClient(server, small).upgrade(path("lobby", "slow"));
                TestClient ada = TestClient.join(server, "lobby", "ada", "&announce=false")) {
            ada.next("joined");
            String text = "x".repeat(30_000);
            // One at a time: the test itself on a starved machine must not be the one that reads 200 ms late.
            for (int sent = 1;
                    status(server).at("/connections/slow_readers_closed").asInt() == 0;
                    sent++) {
                ada.say(text);
                assertThat(ada.nextTexts(1)).containsExactly(text);
                assertThat(sent).as("messages before the reader was given up").isLessThan(20_000);
            }
            assertThat(slow.readCloseCode()).isEqualTo(4008);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("a client that does not answer pings is closed with 4009; one that does stays")
    void aClientThatDoesNotAnswerPingsIsClosed() throws Exception {
        try (Server server = TestServers.start("--ping-interval=5s", "--pong-timeout=5s");
                TestClient ada = TestClient.join(server, "lobby", "ada", "&announce=false");
                RawClient mute = RawClient.upgraded(server, path("lobby", "mute"))) {
            ada.next("joined");
            assertThat(mute.readCloseCode()).isEqualTo(4009);
            ada.say("still here").next("chat_message");
        }
    }

    @Test
    @DisplayName("more messages than the rate limit allows end the connection with 1008")
    void theRateLimitHolds() throws Exception {
        try (Server server = TestServers.start("--messages-per-second=1", "--message-burst=5");
                RawClient client = RawClient.upgraded(server, path("lobby", "ada"))) {
            // All at once: said one by one they might be a second apart, as is allowed.
            client.texts(50, "m");
            assertThat(client.readCloseCode()).isEqualTo(1008);
        }
    }

    @Test
    @DisplayName("over the limits of the instance or of an address: 503 with Retry-After")
    void overTheLimitsIs503() throws Exception {
        for (String limit : new String[] {"--max-connections=2", "--max-connections-per-address=2"}) {
            try (Server server = TestServers.start(limit);
                    RawClient first = RawClient.upgraded(server, "/echo");
                    RawClient third = new RawClient(server)) {
                RawClient second = RawClient.upgraded(server, path("lobby", "bob"));
                String head = third.request(RawClient.handshake("/echo"));
                assertThat(head).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after:");
                second.close();
                first.text("x");
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> status(server).get("local_connections").asInt() == 1);
                RawClient.upgraded(server, "/echo").close();
            }
        }
    }

    @Test
    @DisplayName("a browser from an origin that is not on the list is refused with 403")
    void foreignOriginsAreRefused() throws Exception {
        try (Server server = TestServers.start("--allowed-origins=https://chat.example.com");
                RawClient foreign = new RawClient(server)) {
            String head = foreign.request(RawClient.handshake("/echo", "Origin: https://evil.example\r\n"));
            assertThat(head).startsWith("HTTP/1.1 403 ");
        }
    }
}
