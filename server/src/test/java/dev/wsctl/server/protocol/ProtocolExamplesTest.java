package dev.wsctl.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/protocol-examples.json is what the load tester expects; the server writes exactly that. */
class ProtocolExamplesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode examples() {
        try {
            return JSON.readTree(Path.of("../docs/protocol-examples.json").toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static MessageWriter writerAt(String time, int idsUsed) {
        MessageIds ids = new MessageIds("a", Long.parseLong("17", Character.MAX_RADIX));
        for (int i = 0; i < idsUsed; i++) {
            ids.next();
        }
        return new MessageWriter("a", ids, () -> Instant.parse(time).toEpochMilli());
    }

    static Stream<Map.Entry<String, byte[]>> written() {
        byte[] text = "hello \"world\"".getBytes(StandardCharsets.UTF_8);
        MessageWriter who = writerAt("2026-11-21T10:00:00.000Z", 0);
        return Stream.of(
                Map.entry(
                        "joined",
                        writerAt("2026-11-21T10:00:00.000Z", 0).joined("lobby", "42", "3q2-7wAAAAAAAAAAAAAAAA", false)),
                Map.entry("user_joined", writerAt("2026-11-21T10:00:00.000Z", 0).userJoined("lobby", "ada")),
                Map.entry(
                        "chat_message",
                        writerAt("2026-11-21T10:00:01.000Z", 1).chatMessage("lobby", "ada", text, 0, text.length)),
                Map.entry("user_left", writerAt("2026-11-21T10:00:02.000Z", 2).userLeft("lobby", "ada")),
                Map.entry("ping", writerAt("2026-11-21T10:00:03.000Z", 3).ping()),
                Map.entry(
                        "server_shutdown",
                        writerAt("2026-11-21T10:00:03.000Z", 4).serverShutdown(1500)),
                Map.entry(
                        "announcement", writerAt("2026-11-21T10:00:04.000Z", 4).announcement("maintenance at noon")),
                Map.entry(
                        "message_updated",
                        writerAt("2026-11-21T10:00:05.000Z", 5).messageUpdated("lobby", "ada", "a-17-2", "hello")),
                Map.entry(
                        "message_deleted",
                        writerAt("2026-11-21T10:00:06.000Z", 6).messageDeleted("lobby", "ada", "a-17-2")),
                Map.entry("presence", writerAt("2026-11-21T10:00:07.000Z", 7).presence(new PresenceCounts(1, 2, 0))),
                Map.entry("replay", who.replay("lobby", 2, null)),
                Map.entry("replay_incomplete", who.replay("lobby", 0, "unknown_id")),
                Map.entry("gap", writerAt("2026-11-21T10:00:09.000Z", 0).gap("lobby", "subscription_lost")),
                Map.entry(
                        "user_disconnected",
                        writerAt("2026-11-21T10:00:08.000Z", 8).userDisconnected("42")),
                Map.entry("who", who.who("lobby", List.of(who.occupant("ada", "42", Standing.MEMBER)), true)));
    }

    @ParameterizedTest
    @MethodSource("written")
    @DisplayName("D1 D2 what the server writes is the documented example, byte for byte")
    void whatTheServerWritesIsTheDocumentedExample(Map.Entry<String, byte[]> message) {
        assertThat(new String(message.getValue(), StandardCharsets.UTF_8))
                .isEqualTo(examples().get(message.getKey()).asText());
    }

    @Test
    void everyDocumentedExampleIsWrittenByTheTestAbove() {
        assertThat(written().map(Map.Entry::getKey)).containsAll(examples()::fieldNames);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_joined", "user_left", "chat_message", "message_updated", "message_deleted"})
    @DisplayName("E9 documented room messages are accepted from Redis, and only for their own room")
    void documentedRoomMessagesAreAccepted(String name) throws Exception {
        byte[] message = examples().get(name).asText().getBytes(StandardCharsets.UTF_8);

        Envelope envelope = Envelope.parseRoomMessage("lobby", message);

        assertThat(envelope.type().wireName()).isEqualTo(name);
        assertThat(envelope.serverId()).isEqualTo("a");
        assertThat(envelope.id()).startsWith("a-17-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"announcement", "presence", "user_disconnected", "ping"})
    @DisplayName("E9 E3 documented global messages are accepted from Redis, and on no room's channel")
    void documentedGlobalMessagesAreAccepted(String name) throws Exception {
        byte[] message = examples().get(name).asText().getBytes(StandardCharsets.UTF_8);

        assertThat(GlobalMessage.parse(message).type().wireName()).isEqualTo(name);
        assertThatThrownBy(() -> Envelope.parseRoomMessage("lobby", message))
                .isInstanceOf(MalformedMessageException.class);
    }
}
