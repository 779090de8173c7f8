package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InflationTest {

    private static ByteBuf deflated(String text) {
        try (Deflation deflation = new Deflation()) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            int length = deflation.deflate(bytes, bytes.length);
            return Unpooled.copiedBuffer(deflation.bytes(), 0, length);
        }
    }

    private static String inflated(Inflation inflation, ByteBuf in) throws ProtocolViolation {
        return inflation.inflate(null, in, 0, in.readableBytes()).toString(StandardCharsets.US_ASCII);
    }

    @Test
    @DisplayName("N4 a server that sends what cannot be inflated spoils no other connection's next message")
    void whatCannotBeInflatedSpoilsNothingElse() throws ProtocolViolation {
        try (Inflation inflation = new Inflation()) {
            ByteBuf garbage = Unpooled.wrappedBuffer(new byte[] {-1, -1, -1});
            ByteBuf tooLarge = deflated("x".repeat(FrameReader.LARGEST_MESSAGE + 1));

            assertThatThrownBy(() -> inflated(inflation, garbage)).hasMessageContaining("cannot be inflated");
            assertThat(inflated(inflation, deflated("hello"))).isEqualTo("hello");
            assertThatThrownBy(() -> inflated(inflation, tooLarge)).hasMessageContaining("more than");
            assertThat(inflated(inflation, deflated("hello"))).isEqualTo("hello");
        }
    }
}
