package dev.wsctl.cli.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.Payload;
import dev.wsctl.cli.model.Payload.Encoding;
import dev.wsctl.server.broker.Sealing;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadsTest {
    private static Payload text(String channel, String payload) {
        return Payloads.decode(channel, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static Payload hex(String channel, String payload) {
        return Payloads.decode(channel, HexFormat.of().parseHex(payload));
    }

    @Test
    @DisplayName("the reference server's envelope: type, room, instance")
    void theServersEnvelope() {
        Payload payload = text(
                "chat:lobby",
                "{\"type\":\"chat_message\",\"id\":\"a-1-2\",\"server_id\":\"a\",\"room\":\"lobby\",\"username\":\"ada\","
                        + "\"text\":\"hi\"}");
        assertThat(payload.brief()).isEqualTo("ada: hi");
        assertThat(payload.framework()).isEqualTo("wsctl server");
        assertThat(payload.type()).isEqualTo("chat_message");
        assertThat(payload.room()).isEqualTo("lobby");
        assertThat(payload.instance()).isEqualTo("a");
        assertThat(payload.encoding()).isEqualTo(Encoding.JSON);
    }

    @Test
    @DisplayName("Socket.IO's classic adapter: msgpack of [uid, packet, options]")
    void socketIoClassic() {
        // ["u1",{"type":2,"data":["chat","hi"],"nsp":"/"},{"rooms":["r1","r2"],"except":[],"flags":{}}]
        Payload payload = hex(
                "socket.io#/#r1#",
                "93a2753183a47479706502a46461746192a463686174a26869a36e7370a12f83a5726f6f6d7392a27231a27232a6657863657074"
                        + "90a5666c61677380");
        assertThat(payload.encoding()).isEqualTo(Encoding.MSGPACK);
        assertThat(payload.framework()).isEqualTo("Socket.IO");
        assertThat(payload.type()).isEqualTo("EVENT chat");
        assertThat(payload.room()).isEqualTo("r1,r2");
        assertThat(payload.instance()).isEqualTo("u1");
        assertThat(payload.text()).startsWith("[\"u1\",{\"type\":2,\"data\":[\"chat\",\"hi\"]");
    }

    @Test
    @DisplayName("Socket.IO's requests and the sharded adapter's messages, by their numbers")
    void socketIoOthers() {
        assertThat(text("socket.io-request#/#", "{\"uid\":\"u\",\"requestId\":\"1\",\"type\":5,\"rooms\":[]}")
                        .type())
                .isEqualTo("REMOTE_FETCH");
        Payload sharded = text(
                "socket.io#/#",
                "{\"uid\":\"u\",\"nsp\":\"/\",\"type\":3,\"data\":{\"opts\":{\"rooms\":[\"r\"]},"
                        + "\"packet\":{\"type\":2,\"data\":[\"hello\"]}}}");
        assertThat(sharded.type()).isEqualTo("BROADCAST EVENT hello");
        assertThat(sharded.room()).isEqualTo("r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80027d71002858060000006d6574686f6471015804000000656d6974710258050000006576656e747103580400000063686174"
                        + "710458040000006461746171057d7106285804000000746578747107580300000068c3a9710858010000006e71094b01"
                        + "5803000000626967710a8a0acb444271764eb6429d02580100000066710b473ff800000000000058010000006c710c5d71"
                        + "0d284b014b024e8865580100000074710e4b014b0286710f7558090000006e616d657370616365711058010000002f7111"
                        + "5804000000726f6f6d711258050000006c6f62627971135808000000736b69705f73696471144e580800000063616c6c62"
                        + "61636b71154e5807000000686f73745f696471165804000000616231327117752e",
                "800495c1000000000000007d94288c066d6574686f64948c04656d6974948c056576656e74948c0463686174948c046461746194"
                        + "7d94288c0474657874948c0368c3a9948c016e944b018c03626967948a0acb444271764eb6429d028c016694473ff8000000"
                        + "0000008c016c945d94284b014b024e88658c0174944b014b028694758c096e616d657370616365948c012f948c04726f6f6d"
                        + "948c056c6f626279948c08736b69705f736964944e8c0863616c6c6261636b944e8c07686f73745f6964948c046162313294"
                        + "752e"
            })
    @DisplayName("python-socketio's pickles, of protocol 2 and 4, as Python writes them")
    void pythonPickles(String pickle) {
        Payload payload = hex("socketio", pickle);
        assertThat(payload.encoding()).isEqualTo(Encoding.PICKLE);
        assertThat(payload.framework()).isEqualTo("python-socketio");
        assertThat(payload.type()).isEqualTo("emit chat");
        assertThat(payload.room()).isEqualTo("lobby");
        assertThat(payload.instance()).isEqualTo("ab12");
        assertThat(payload.text())
                .contains(
                        "{\"text\":\"hé\",\"n\":1,\"big\":\"12345678901234567890123\",\"f\":1.5,\"l\":[1,2,null,true],\"t\":[1,2]}");
    }

    @Test
    @DisplayName("a pickle that would call something is not run: it is shown as bytes")
    void aPickleThatCallsIsNotRun() {
        Payload payload =
                hex("socketio", "8004951d000000000000008c05706f736978948c0673797374656d9493948c02696494859452942e");
        assertThat(payload.encoding()).isEqualTo(Encoding.PICKLE);
        assertThat(payload.text()).startsWith("8004951d");
    }

    @Test
    @DisplayName("C4 what is encrypted is said to be, with the key's name and nothing of its content")
    void encryptedIsSaid() {
        byte[] sealed = Sealing.with(List.of("k".repeat(32)))
                .seal("chat:lobby", "{\"text\":\"secret\"}".getBytes(StandardCharsets.UTF_8));
        Payload payload = Payloads.decode("chat:lobby", sealed);
        assertThat(payload.encoding()).isEqualTo(Encoding.ENCRYPTED);
        assertThat(payload.text()).matches("key [0-9a-f]{8}");
    }

    @Test
    @DisplayName("text, bytes and nothing")
    void theRest() {
        assertThat(text("x", "hello").encoding()).isEqualTo(Encoding.TEXT);
        assertThat(text("x", "{not json").encoding()).isEqualTo(Encoding.TEXT);
        assertThat(text("x", "").encoding()).isEqualTo(Encoding.EMPTY);
        Payload binary = hex("x", "00fffe");
        assertThat(binary.encoding()).isEqualTo(Encoding.BINARY);
        assertThat(binary.text()).isEqualTo("00fffe");
        assertThat(Payloads.decode("x", new byte[1_000]).text()).endsWith("… (1000 bytes)");
    }

    @Test
    @DisplayName("whatever bytes come, decoding ends, and with a payload")
    void anythingIsDecoded() {
        Random random = new Random(42);
        int[] starts = {0x80, 0x81, 0x93, 0xdd, 0xdf, '{', '[', 1, 0x9f};
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 3) {
                bytes[0] = (byte) starts[i % starts.length];
                bytes[1] = i % 3 == 0 ? 4 : bytes[1];
                bytes[bytes.length - 1] = i % 3 == 0 ? (byte) '.' : bytes[bytes.length - 1];
            }
            assertThat(Payloads.decode("socket.io#/#", bytes)).isNotNull();
        }
    }
}
