package dev.wsctl.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    private static final String CHAT =
            "{\"type\":\"chat_message\",\"id\":\"b-1-1\",\"server_id\":\"b\",\"room\":\"lobby\","
                    + "\"username\":\"ada\",\"text\":\"hi\",\"timestamp\":\"2026-11-21T10:00:00.000Z\"}";
    private static final String PING = "{\"type\":\"ping\",\"id\":\"b-1-2\",\"server_id\":\"b\",\"sent_at_ms\":17}";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("E9 a valid message gives its type, id and origin, whatever the order and spacing of its fields")
    void aValidMessageIsRead() throws Exception {
        String reordered =
                " { \"timestamp\" : \"t\", \"later_field\": {\"a\":[1,-2.5e3,null,true]}, \"text\":\"\\u0041\\\"\","
                        + "\"username\":\"ädä\",\"room\":\"lobby\",\"server_id\":\"b\",\"id\":\"x\",\"type\":\"chat_message\"}\n";

        assertThat(Envelope.parseRoomMessage("lobby", utf8(reordered)))
                .isEqualTo(new Envelope(MessageType.CHAT_MESSAGE, "x", "b", "lobby", 0));
        assertThat(Envelope.parseGlobalMessage(utf8(PING)))
                .isEqualTo(new Envelope(MessageType.PING, "b-1-2", "b", null, 17));
    }

    @ParameterizedTest
    @DisplayName("E9 a message with a missing or forbidden field is refused")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\":\"chat_message\"|\"type\":\"chat\"|type",
                "\"type\":\"chat_message\",||type",
                "\"id\":\"b-1-1\",||id",
                "\"server_id\":\"b\"|\"server_id\":\"b c\"|server_id",
                "\"server_id\":\"b\"|\"server_id\":7|server_id",
                "\"room\":\"lobby\"|\"room\":\"attic\"|room",
                "\"username\":\"ada\",||username",
                "\"text\":\"hi\",||text",
                "\"text\":\"hi\"|\"text\":7|text",
                ",\"timestamp\":\"2026-11-21T10:00:00.000Z\"||timestamp",
                "\"type\":\"chat_message\"|\"type\":\"announcement\"|room's channel",
            })
    void aMessageWithAMissingOrForbiddenFieldIsRefused(String part, String replacement, String named) {
        String broken = CHAT.replace(part, replacement == null ? "" : replacement);

        assertThat(broken).isNotEqualTo(CHAT);
        assertThatThrownBy(() -> Envelope.parseRoomMessage("lobby", utf8(broken)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @DisplayName("E9 E3 a message of the global channel that lacks something is refused")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\":\"ping\"|sent_at_ms",
                "\"type\":\"ping\",\"sent_at_ms\":-1|sent_at_ms",
                "\"type\":\"announcement\",\"timestamp\":\"t\"|text",
                "\"type\":\"announcement\",\"text\":\"x\"|timestamp",
                "\"type\":\"presence\",\"timestamp\":\"t\",\"guests\":1,\"members\":1|admins",
                "\"type\":\"presence\",\"timestamp\":\"t\",\"guests\":1,\"members\":1,\"admins\":-1|admins",
                "\"type\":\"user_disconnected\",\"timestamp\":\"t\"|client_id",
                "\"type\":\"user_disconnected\",\"timestamp\":\"t\",\"client_id\":\"\"|client_id",
                "\"type\":\"chat_message\",\"timestamp\":\"t\",\"room\":\"r\",\"username\":\"u\",\"text\":\"x\"|global channel",
            })
    void aGlobalMessageThatLacksSomethingIsRefused(String fields, String named) {
        byte[] broken = utf8("{\"id\":\"b-1-1\",\"server_id\":\"b\"," + fields + "}");

        assertThatThrownBy(() -> Envelope.parseGlobalMessage(broken))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @DisplayName("E9 E3 an update or a deletion that does not say of what is refused")
    @ValueSource(
            strings = {
                "\"type\":\"message_deleted\"",
                "\"type\":\"message_deleted\",\"message_id\":\"\"",
                "\"type\":\"message_updated\",\"message_id\":\"b-1-1\"",
                "\"type\":\"message_updated\",\"text\":\"x\"",
            })
    void anUpdateThatDoesNotSayOfWhatIsRefused(String fields) {
        byte[] broken = utf8("{\"id\":\"b-1-2\",\"server_id\":\"b\",\"room\":\"lobby\",\"username\":\"ada\","
                + "\"timestamp\":\"t\"," + fields + "}");

        assertThatThrownBy(() -> Envelope.parseRoomMessage("lobby", broken))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("message_id");
    }

    @ParameterizedTest
    @DisplayName("E9 what is not one JSON object is refused")
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "hello",
                "{",
                "{}",
                "{\"a\"}",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":1.}",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"b\nc\"}",
                "{} {}",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}",
            })
    void whatIsNotOneJsonObjectIsRefused(String text) {
        assertThatThrownBy(() -> Envelope.parseRoomMessage("lobby", utf8(text)))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> Envelope.parseGlobalMessage(utf8(text))).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    @DisplayName("E9 no damaged message brings the parser down: it is read or refused")
    void noDamagedMessageBringsTheParserDown() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = utf8(CHAT);
            for (int j = 0; j <= random.nextInt(3); j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
            try {
                assertThat(Envelope.parseRoomMessage("lobby", cut).room()).isEqualTo("lobby");
            } catch (MalformedMessageException e) {
                assertThat(e.reason()).isNotEmpty().doesNotContain("ada");
            }
        }
    }
}
