package dev.wsctl.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients do wrong costs them their connection, with the documented code, and nobody else anything. */
class BadInputIT {

    private static final String WS = "/ws?room=lobby&username=ada&client_id=1&announce=false";

    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServers.start("--instance-id=a");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("an oversize frame is refused by its header alone, with 1009")
    void anOversizeFrameIsRefusedByItsHeader() throws IOException {
        try (RawClient client = RawClient.upgraded(server, WS)) {
            client.send(
                    (byte) 0x81,
                    (byte) 0xff,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 0,
                    (byte) 1,
                    (byte) 0,
                    (byte) 1);
            assertThat(client.readCloseCode()).isEqualTo(1009);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    @DisplayName("a message of 64 KiB passes, one byte more in fragments is refused with 1009")
    void fragmentsCountTogether() throws IOException {
        try (RawClient client = RawClient.upgraded(server, "/echo")) {
            byte[] half = "x".repeat(32 * 1024).getBytes(US_ASCII);
            client.frame(0x01, half).frame(0x80, half);
            assertThat(client.read().payload()).hasSize(64 * 1024);
            client.frame(0x01, half).frame(0x00, half).frame(0x80, (byte) 'y');
            assertThat(client.readCloseCode()).isEqualTo(1009);
        }
    }

    @Test
    @DisplayName("text that is not UTF-8 is refused with 1007, a binary frame with 1003")
    void textMustBeUtf8() throws IOException {
        try (RawClient client = RawClient.upgraded(server, WS)) {
            client.frame(0x81, (byte) 0xc3, (byte) 0x28);
            assertThat(client.readCloseCode()).isEqualTo(1007);
        }
        try (RawClient client = RawClient.upgraded(server, WS)) {
            client.frame(0x82, (byte) 1);
            assertThat(client.readCloseCode()).isEqualTo(1003);
        }
    }

    @ParameterizedTest
    @DisplayName("frames against RFC 6455 are refused with 1002")
    @CsvSource({
        "C1, 61", // reserved bit
        "83, 61", // unknown opcode
        "8B, 61", // unknown control opcode
        "80, 61", // continuation of nothing
        "09, 61", // fragmented ping
        "88, 03", // close payload of one byte
        "88, 03EC", // close code 1004
        "88, 03ED", // 1005 must not be sent
        "88, 03E7", // 999
        "88, 0BB7", // 2999
        "88, FFFF",
    })
    void framesAgainstTheProtocolAreRefused(String firstByte, String payload) throws IOException {
        try (RawClient client = RawClient.upgraded(server, "/echo")) {
            client.frame(
                    Integer.parseInt(firstByte, 16), java.util.HexFormat.of().parseHex(payload));
            assertThat(client.readCloseCode()).isEqualTo(1002);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void aFrameWithoutMaskIsRefused() throws IOException {
        try (RawClient client = RawClient.upgraded(server, "/echo")) {
            client.send((byte) 0x81, (byte) 1, (byte) 'x');
            assertThat(client.readCloseCode()).isEqualTo(1002);
        }
    }

    @Test
    void aCloseReasonThatIsNotUtf8IsRefused() throws IOException {
        try (RawClient client = RawClient.upgraded(server, "/echo")) {
            client.frame(0x88, (byte) 0x03, (byte) 0xe8, (byte) 0xff);
            assertThat(client.readCloseCode()).isEqualTo(1007);
        }
    }

    @Test
    void aCloseFrameIsAnsweredWithItsCode() throws IOException {
        try (RawClient client = RawClient.upgraded(server, "/echo")) {
            client.frame(0x88, (byte) 0x0f, (byte) 0xa1, (byte) 'b', (byte) 'y', (byte) 'e');
            assertThat(client.readCloseCode()).isEqualTo(4001);
            assertThat(client.isAtEnd()).isTrue();
        }
        try (RawClient client = RawClient.upgraded(server, "/echo")) {
            client.frame(0x88);
            assertThat(client.readCloseCode()).isEqualTo(1005);
        }
    }

    @Test
    void echoSendsBackTextBinaryAndPingsHoweverTheBytesAreCut() throws IOException {
        byte[] text = "grüße".getBytes(UTF_8);
        List<byte[]> frames = List.of(
                RawClient.encode(0x01, text[0], text[1], text[2]),
                RawClient.encode(0x89, (byte) 7),
                RawClient.encode(0x80, java.util.Arrays.copyOfRange(text, 3, text.length)),
                RawClient.encode(0x82, new byte[300]),
                RawClient.encode(0x81));
        try (RawClient client = RawClient.upgraded(server, "/echo")) {
            for (byte[] frame : frames) {
                for (byte b : frame) {
                    client.send(b);
                }
            }
            assertThat(client.read().opcode()).isEqualTo(10);
            assertThat(client.read().text()).isEqualTo("grüße");
            assertThat(client.read().payload()).hasSize(300);
            assertThat(client.read().payload()).isEmpty();
        }
    }

    @Test
    @DisplayName("a client that sends garbage harms nobody else")
    void garbageHarmsNobody() throws IOException {
        Random random = new Random(11);
        try (TestClient witness = TestClient.join(server, "garden", "witness", "&announce=false")) {
            witness.next("joined");
            for (int i = 0; i < 200; i++) {
                byte[] garbage = new byte[random.nextInt(2000)];
                random.nextBytes(garbage);
                try (RawClient client = i % 2 == 0
                        ? new RawClient(server)
                        : RawClient.upgraded(server, "/ws?room=garden&username=g&client_id=1&announce=false")) {
                    client.send(garbage);
                } catch (java.net.SocketException e) {
                    // The server may well have closed before all of it was said.
                    assertThat(e).hasMessageMatching(".*(reset|pipe|closed|aborted).*");
                }
            }
            witness.say("still here");
            // Random bytes may by chance be a valid frame.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> witness.rest().stream()
                            .anyMatch(message -> message.path("text").asText().equals("still here")));
        }
    }

    @ParameterizedTest
    @DisplayName("D1 a bad or missing parameter is answered with 400 and a line that names it")
    @CsvSource(
            delimiter = '|',
            value = {
                "/ws?username=a&client_id=1|room is missing",
                "/ws?room=a:b&username=a&client_id=1|room is not allowed",
                "/ws?room=a%0ab&username=a&client_id=1|room is not allowed",
                "/ws?room=lobby&client_id=1|username is missing",
                "/ws?room=lobby&username=a%00b&client_id=1|username is not allowed",
                "/ws?room=lobby&username=a|client_id is missing",
                "/ws?room=lobby&username=a&client_id=1&announce=perhaps|announce",
                "/ws?room=%zz|percent-encoding",
            })
    void aBadParameterIsNamed(String path, String named) throws IOException {
        try (RawClient client = new RawClient(server)) {
            String head = client.request(RawClient.handshake(path));
            assertThat(head).startsWith("HTTP/1.1 400 ");
            assertThat(client.readAll()).contains(named).endsWith("\n").hasLineCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /ws HTTP/1.1\r\nHost: x\r\n\r\n|426",
                "GET /echo HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Version: 8\r\n\r\n|426",
                "GET /echo HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n|400",
                "POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi|405",
                "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n|404",
                "NONSENSE\r\n\r\n|400",
            })
    void whatIsNotAHandshakeIsAnsweredInHttp(String requestAndStatus) throws IOException {
        int bar = requestAndStatus.lastIndexOf('|');
        try (RawClient client = new RawClient(server)) {
            assertThat(client.request(requestAndStatus.substring(0, bar)))
                    .startsWith("HTTP/1.1 " + requestAndStatus.substring(bar + 1));
        }
    }

    @Test
    @DisplayName("thousands of half-open handshakes are closed after their time, and others are served meanwhile")
    void halfOpenHandshakesAreClosed() throws Exception {
        List<RawClient> silent = new ArrayList<>();
        // Ada has to shake hands within that time, too, on however busy a machine.
        try (Server strict = TestServers.start("--handshake-timeout=5s", "--max-handshakes=1000")) {
            for (int i = 0; i < 3000; i++) {
                silent.add(new RawClient(strict));
            }
            try (TestClient ada = TestClient.join(strict, "lobby", "ada", "&announce=false")) {
                ada.next("joined");
                ada.say("hi").next("chat_message");
            }
            for (RawClient client : silent) {
                assertThat(client.isAtEnd()).isTrue();
            }
        } finally {
            for (RawClient client : silent) {
                client.close();
            }
        }
    }
}
