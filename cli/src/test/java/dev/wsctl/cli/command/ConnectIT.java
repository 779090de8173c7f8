package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.cli.Run;
import dev.wsctl.server.Server;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.testing.TestCertificate;
import dev.wsctl.server.testing.TlsProxy;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("wsctl connect, from a script,")
class ConnectIT {
    private static Server server;

    @TempDir
    Path temp;

    @BeforeAll
    static void start() throws Exception {
        server = Server.start(ServerConfig.resolve(
                List.of("--port", "0", "--instance-id", "a", "--admin-token", "the-token-of-the-administrators-1"),
                Map.of()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String url(String path) {
        URI uri = server.webSocketUri();
        return "ws://" + uri.getAuthority() + path;
    }

    /** With these lines on standard input. */
    private static Run connect(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            List<String> words = new ArrayList<>(List.of("connect"));
            words.addAll(List.of(arguments));
            return Run.patiently(words.toArray(String[]::new));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    @DisplayName("joins a room, sends every line, prints the frames, and ends when what is expected has come")
    void joinsAndSays() {
        Run run = connect(
                "hello\nsaid \"so\"\n", url("/ws"), "--room", "lobby", "--name", "ada", "--expect", "said \\\"so\\\"");

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("chat_message", "\"username\":\"ada\""));
        assertThat(run.err()).contains("connected to", "joined lobby");
    }

    @Test
    @DisplayName("tells in JSON when each frame came, and how long after it was sent")
    void tellsTimes() throws Exception {
        Run run = connect("{\"a\":1}\n/ping\n", url("/echo"), "-o", "ndjson", "--expect", "{\"a\":1}", "--count", "1");

        assertThat(run.code()).as(run.all()).isZero();
        List<JsonNode> events = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            events.add(new ObjectMapper().readTree(line));
        }
        assertThat(events)
                .allSatisfy(event -> assertThat(event.path("schema").asText()).isEqualTo("wsctl/connect/v1"));
        assertThat(events.get(0).path("event").asText()).isEqualTo("opened");
        assertThat(events).anySatisfy(event -> {
            assertThat(event.path("text").asText()).isEqualTo("{\"a\":1}");
            assertThat(event.path("round_trip_us").asLong()).isPositive();
        });
    }

    @Test
    @DisplayName("fails with 2 when what is expected does not come, and says what was missing")
    void failsWhenNothingComes() {
        Run run = connect("hello\n", url("/echo"), "--expect", "goodbye", "--timeout", "5s");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no frame with 'goodbye' came within 5000 ms");
    }

    @Test
    @DisplayName("without an expectation listens on for a moment after the last line, and ends well")
    void lingers() {
        Run run = connect("one\ntwo\n", url("/echo"), "--linger", "50ms");
        assertThat(run.code()).as(run.all()).isZero();

        // However busy this machine is, an echo has left before the server closes.
        String tooBig = "x".repeat(70_000) + "\n";
        Run heard = connect("one\ntwo\n" + tooBig, url("/echo"), "--linger", "60s");
        assertThat(heard.err()).contains("closed by the server: 1009");
        assertThat(heard.out()).isEqualTo("one\ntwo\n");
    }

    @Test
    @DisplayName("changes rooms, and sends frames without the dialect")
    void changesRooms() {
        Run run = connect(
                "/join second\n/raw {\"type\":\"ping\"}\nhi\n", url("/chat"), "--room", "first", "--count", "2");

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.out()).contains("\"pong\"", "\"room\":\"second\"");
        assertThat(run.err()).contains("joined first", "joined second");
    }

    @Test
    @DisplayName("closes with a code and ends there, whatever lines still come; the code is told in words")
    void closes() {
        Run run = connect("/close 4001 enough\nnever sent\n", url("/echo"));

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("4001, a code of the application's own");
    }

    @Test
    @DisplayName("E5 tells in words why the server closed, and fails with 2 when that was not the plan")
    void tellsWhyTheServerClosed() {
        Run run = connect("/raw not json\n/raw " + "x".repeat(70_000) + "\n", url("/chat"), "--room", "bursting");

        assertThat(run.code()).as(run.all()).isEqualTo(2);
        assertThat(run.err()).contains("closed by the server: 1009, a message too big for it");
    }

    @Test
    @DisplayName("says in two lines why a server cannot be connected to")
    void saysWhyNot() {
        Run refused = connect("", url("/ws"));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("HTTP 400", "try: ", "--room").hasLineCount(2);

        Run nobody = connect("", "ws://127.0.0.1:1/ws");
        assertThat(nobody.code()).isEqualTo(2);
        assertThat(nobody.err())
                .contains("ws://127.0.0.1:1/ws refused the connection")
                .hasLineCount(2);

        Run wrong = connect("/nonsense\n", url("/echo"));
        assertThat(wrong.code()).isEqualTo(64);
    }

    @Test
    @DisplayName("checks certificates, unless it is told not to, or whom to trust")
    void checksCertificates() {
        TestCertificate certificate = TestCertificate.create(temp, "localhost");
        try (TlsProxy proxy = TlsProxy.to(server.webSocketUri().getPort(), certificate)) {
            String secure = "wss://localhost:" + proxy.port() + "/echo";

            assertThat(connect("hi\n", secure, "--expect", "hi").err()).contains("certificate nobody here has signed");
            assertThat(connect("hi\n", secure, "--expect", "hi", "--insecure").code())
                    .isZero();
            Run trusted = connect(
                    "hi\n",
                    secure,
                    "--expect",
                    "hi",
                    "--tls-ca",
                    certificate.certificateFile().toString());
            assertThat(trusted.code()).as(trusted.all()).isZero();
        }
    }

    @Test
    @DisplayName("sends headers with the handshake, and shows none of them")
    void sendsHeaders() {
        Run run = connect(
                "",
                url("/ws"),
                "--room",
                "r",
                "-H",
                "Authorization: Bearer not-the-token-of-anybody",
                "--linger",
                "100ms");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("HTTP 401").doesNotContain("not-the-token");
    }
}
