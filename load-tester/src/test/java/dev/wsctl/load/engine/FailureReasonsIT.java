package dev.wsctl.load.engine;

import static dev.wsctl.load.engine.Runs.onlyFailure;
import static dev.wsctl.load.engine.Runs.plan;
import static dev.wsctl.load.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Why a connection could not be opened or ended, in words for the person who runs the server. */
class FailureReasonsIT {

    private static final int CONNECTIONS = 5;
    /** For what is to be in vain; a busy machine has to come as far as that within it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static LoadReport against(ScriptedServer.Script script) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script)) {
            return run(plan(server.url()).connections(CONNECTIONS).rooms(1));
        }
    }

    private static String reason(ScriptedServer.Script script) throws IOException {
        return onlyFailure(against(script), CONNECTIONS);
    }

    @Test
    @DisplayName("N4 refused: counted with the reason; nothing measured is INVALID")
    void refused() throws IOException {
        // Bound and not listening: nobody else can be given the port meanwhile.
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            LoadReport report = run(plan(URI.create("ws://127.0.0.1:" + taken.getLocalPort())));

            assertThat(onlyFailure(report, 30)).isEqualTo("connection refused");
            assertThat(report.connections().opened()).isZero();
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(report.reasons()).contains("nothing was measured: no connection could be opened");
        }
    }

    @Test
    @DisplayName("N4 unknown host: said once for all its connections")
    void unknownHost() {
        LoadReport report = run(plan(URI.create("ws://no-such-host.invalid:1")));

        assertThat(onlyFailure(report, 30)).isEqualTo("unknown host no-such-host.invalid");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("N4 a server that never answers the handshake ends by the connect timeout")
    void neverAnswers() throws IOException {
        try (ScriptedServer deaf = new ScriptedServer(ScriptedServer.Conversation::ignoreAll)) {
            LoadReport report = run(plan(deaf.url()).connectTimeout(PATIENCE));

            assertThat(onlyFailure(report, 30)).isEqualTo("no answer to the handshake within 5 s");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("N4 a server that upgrades but never says joined ends by the connect timeout")
    void neverJoins() throws IOException {
        try (ScriptedServer server = new ScriptedServer(with -> {
            with.upgrade();
            with.ignoreAll();
        })) {
            LoadReport report = run(plan(server.url()).connectTimeout(PATIENCE));

            assertThat(onlyFailure(report, 30)).isEqualTo("connected, but not joined within 5 s");
        }
    }

    @Test
    @DisplayName("N4 a server that closes at once")
    void closesAtOnce() throws IOException {
        assertThat(reason(with -> with.request())).isEqualTo("closed by the server during the handshake");
    }

    @Test
    @DisplayName("N4 HTTP 403 with the line that says why")
    void forbidden() throws IOException {
        assertThat(reason(with -> {
                    with.request();
                    with.text("HTTP/1.1 403 Forbidden\r\nContent-Length: 18\r\n\r\norigin not allowed");
                    with.ignoreAll();
                }))
                .isEqualTo("HTTP 403 Forbidden: origin not allowed");
    }

    @Test
    @DisplayName("N4 HTTP 503 in chunks")
    void unavailable() throws IOException {
        assertThat(reason(with -> {
                    with.request();
                    with.text("HTTP/1.1 503 Service Unavailable\r\nTransfer-Encoding: chunked\r\n\r\n");
                    with.text("d\r\ntoo many here\r\n0\r\n\r\n");
                    with.ignoreAll();
                }))
                .isEqualTo("HTTP 503 Service Unavailable: too many here");
    }

    @Test
    @DisplayName("N4 a web page where a WebSocket should be")
    void webPage() throws IOException {
        assertThat(reason(with -> {
                    with.request();
                    with.text("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>hello</html>");
                }))
                .isEqualTo("HTTP 200 OK: a web page, not a WebSocket");
    }

    @Test
    @DisplayName("N4 a server that doesn't speak HTTP")
    void notHttp() throws IOException {
        assertThat(reason(with -> {
                    with.request();
                    with.text("-ERR unknown command\r\n");
                    with.ignoreAll();
                }))
                .isEqualTo("not HTTP: the server answered the handshake with: -ERR unknown command");
    }

    @Test
    @DisplayName("N4 a redirect tells where to, without the token in its URL")
    void redirect() throws IOException {
        assertThat(reason(with -> {
                    with.request();
                    with.text(
                            "HTTP/1.1 302 Found\r\nLocation: http://h/login?token=secret\r\nContent-Length: 0\r\n\r\n");
                    with.ignoreAll();
                }))
                .isEqualTo("HTTP 302 Found to http://h/login?token=***");
    }

    @Test
    @DisplayName("N4 garbage after the handshake")
    void garbage() throws IOException {
        assertThat(reason(with -> {
                    with.upgrade();
                    with.bytes(new byte[] {(byte) 0xF1, 3, 1, 2, 3});
                    with.ignoreAll();
                }))
                .isEqualTo("protocol error: the server sent a frame with reserved bits set");
    }

    @Test
    @DisplayName("N4 a frame of 100 MB is refused before it is read")
    void hugeFrame() throws IOException {
        assertThat(reason(with -> {
                    with.join();
                    with.bytes(new byte[] {(byte) 0x82, 127, 0, 0, 0, 0, 6, 0, 0, 0});
                    with.ignoreAll();
                }))
                .isEqualTo("during the run: protocol error: the server announced a frame of 100663296 bytes;"
                        + " at most 16777216 are accepted");
    }

    @Test
    @DisplayName("N4 close codes are explained")
    void closeCodes() throws IOException {
        assertThat(reason(with -> {
                    with.upgrade();
                    with.closeFrame(1013, "5,000 here already");
                    with.ignoreAll();
                }))
                .isEqualTo("closed by the server with 1013 (overload, try again later): 5,000 here already");
        assertThat(reason(with -> {
                    with.join();
                    with.read();
                    with.closeFrame(1012, "");
                    with.ignoreAll();
                }))
                .isEqualTo("during the run: closed by the server with 1012 (service restart)");
        assertThat(reason(with -> {
                    with.upgrade();
                    with.frame(0x88, new byte[0]);
                    with.ignoreAll();
                }))
                .isEqualTo("closed by the server without a code");
    }

    @Test
    @DisplayName("N4 a ping is answered with its own payload, and messages in pieces or byte by byte are found")
    void piecesAreFoundAndPingsAnswered() throws IOException {
        try (ScriptedServer server = new ScriptedServer(FailureReasonsIT::echoInPieces)) {
            LoadReport report = run(plan(server.url())
                    .connections(2)
                    .rooms(2)
                    .ratePerSecond(20)
                    .deliveryDeadline(Duration.ofSeconds(30)));

            assertThat(report.messages().sent()).isEqualTo(20);
            assertThat(report.messages().delivered()).isEqualTo(20);
            assertThat(report.connections().failed()).isEmpty();
        }
    }

    /** Odd messages in three fragments with a ping between them, even ones a byte at a time; each only after a pong. */
    private static void echoInPieces(ScriptedServer.Conversation with) throws IOException {
        with.join();
        for (int i = 0; ; i++) {
            String nonce = "ping-" + i;
            ScriptedServer.Conversation.Frame message = with.read();
            if (message.type() != FrameReader.TEXT) {
                return;
            }
            byte[] text = message.payload().getBytes(StandardCharsets.ISO_8859_1);
            if (i % 2 == 1) {
                with.frame(0x01, java.util.Arrays.copyOfRange(text, 0, 10));
                with.frame(0x89, nonce.getBytes(StandardCharsets.ISO_8859_1));
                with.frame(0x00, java.util.Arrays.copyOfRange(text, 10, 60));
                with.frame(0x80, java.util.Arrays.copyOfRange(text, 60, text.length));
            } else {
                with.frame(0x89, nonce.getBytes(StandardCharsets.ISO_8859_1));
                for (byte b : ScriptedServer.Conversation.header(0x81, text.length)) {
                    with.bytes(new byte[] {b});
                }
                for (byte b : text) {
                    with.bytes(new byte[] {b});
                }
            }
            ScriptedServer.Conversation.Frame pong = with.read();
            while (pong.type() == FrameReader.TEXT) {
                pong = with.read(); // not echoed: then the count would be wrong, and the test fail
            }
            if (pong.type() != FrameReader.PONG || !pong.payload().equals(nonce)) {
                return;
            }
        }
    }
}
