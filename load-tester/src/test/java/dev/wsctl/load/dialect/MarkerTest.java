package dev.wsctl.load.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MarkerTest {

    private static final long RUN = 0x1234_5678_9ABCL;

    private static String marker(long run) {
        byte[] bytes = new byte[Marker.LENGTH];
        Marker.write(bytes, 0, run, 99, 4_999, 123_456_789_012L >> 4, 86_400_000_000_000L, 86_400_000_000_123L);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @Test
    @DisplayName("N4 the marker is found wherever it stands in the frames of docs/protocol-examples.json")
    void theMarkerIsFoundInTheProtocolsFrames() throws IOException {
        JsonNode examples = new ObjectMapper()
                .readTree(Path.of("..", "docs", "protocol-examples.json").toFile());
        String frame = examples.get("chat_message").asText().replace("hello", "xx" + marker(RUN) + " ");
        ByteBuf in = Unpooled.copiedBuffer(frame, StandardCharsets.UTF_8);
        MarkerScanner scanner = new MarkerScanner(RUN);

        int after = scanner.next(in, 0, in.writerIndex());

        assertThat(after).isEqualTo(frame.indexOf(marker(RUN)) + Marker.LENGTH);
        assertThat(scanner.room()).isEqualTo(99);
        assertThat(scanner.sender()).isEqualTo(4_999);
        assertThat(scanner.sequence()).isEqualTo(123_456_789_012L >> 4);
        assertThat(scanner.intended()).isEqualTo(86_400_000_000_000L);
        assertThat(scanner.actual()).isEqualTo(86_400_000_000_123L);
        assertThat(scanner.next(in, after, in.writerIndex())).isEqualTo(-1);
    }

    @Test
    @DisplayName("D1 a member has joined when the example of type joined arrives, and not when a user_joined does")
    void joinedIsRecognisedInTheProtocolsExample() throws IOException {
        JsonNode examples = new ObjectMapper()
                .readTree(Path.of("..", "docs", "protocol-examples.json").toFile());
        Condition joined = new ChatDialect().joined().orElseThrow();
        assertThat(joined.isMetBy(examples.get("joined").asText())).isTrue();
        assertThat(joined.isMetBy(examples.get("user_joined").asText())).isFalse();
    }

    @Test
    void anotherRunsMarkerAndACutOneArePassedOver() {
        String text = marker(RUN + 1) + marker(RUN).substring(0, 40) + "\"" + marker(RUN);
        ByteBuf in = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        assertThat(new MarkerScanner(RUN).next(in, 0, in.writerIndex())).isEqualTo(text.length());
    }

    @Test
    void theChatDialectFillsInPathAndQuery() {
        Member member = new Member(3, "r-1", "n3", URI.create("ws://h:1"));
        assertThat(new ChatDialect().url(member))
                .hasToString("ws://h:1/ws?room=r-1&username=n3&client_id=n3&announce=false");
    }
}
