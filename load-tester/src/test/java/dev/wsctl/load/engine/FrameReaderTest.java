package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    /** Writes down what it is shown; ends after a close frame. */
    private static final class Listener implements FrameReader.Sink {
        private final List<String> seen = new ArrayList<>();
        private boolean done;

        @Override
        public void message(ByteBuf in, int from, int end) {
            seen.add(in.toString(from, end - from, StandardCharsets.US_ASCII));
        }

        @Override
        public void control(int opcode, ByteBuf in, int from, int end) {
            done = opcode == FrameReader.CLOSE;
            seen.add(opcode + ":" + in.toString(from, end - from, StandardCharsets.US_ASCII));
        }

        @Override
        public boolean isDone() {
            return done;
        }
    }

    private final FrameReader reader = new FrameReader();
    private final Listener listener = new Listener();

    private static ByteBuf frame(int first, String payload) {
        ByteBuf out = Unpooled.buffer().writeByte(first);
        if (payload.length() < 126) {
            out.writeByte(payload.length());
        } else {
            out.writeByte(126).writeShort(payload.length());
        }
        return out.writeBytes(payload.getBytes(StandardCharsets.US_ASCII));
    }

    private void read(ByteBuf in) throws ProtocolViolation {
        reader.read(in, UnpooledByteBufAllocator.DEFAULT, listener);
    }

    @Test
    @DisplayName("N4 however the bytes are cut, the same messages are found")
    void everyCutGivesTheSameMessages() throws ProtocolViolation {
        ByteBuf all = Unpooled.wrappedBuffer(
                frame(0x81, "one"),
                frame(0x01, "tw"),
                frame(0x89, "p"),
                frame(0x80, "o"),
                frame(0x82, "x".repeat(300)),
                frame(0x81, ""));
        for (int cut = 1; cut <= all.readableBytes(); cut++) {
            listener.seen.clear();
            for (int at = 0; at < all.readableBytes(); at += cut) {
                read(all.copy(at, Math.min(cut, all.readableBytes() - at)));
            }
            assertThat(listener.seen).containsExactly("one", "9:p", "two", "x".repeat(300), "");
        }
    }

    @Test
    void nothingIsReadAfterAClose() throws ProtocolViolation {
        read(Unpooled.wrappedBuffer(frame(0x88, "ab"), frame(0x81, "more")));
        assertThat(listener.seen).containsExactly("8:ab");
    }

    @Test
    @DisplayName("N4 what RFC 6455 forbids is named")
    void whatIsForbiddenIsNamed() {
        forbidden(frame(0x80, "x"), "mixed up the fragments");
        forbidden(frame(0xC1, "x"), "reserved bits");
        forbidden(frame(0x83, "x"), "unknown type 3");
        forbidden(Unpooled.buffer().writeByte(0x81).writeByte(0x81).writeInt(0).writeByte(0), "masked frame");
        forbidden(Unpooled.buffer().writeByte(0x81).writeByte(127).writeLong(100L << 20), "104857600 bytes");
        forbidden(Unpooled.buffer().writeByte(0x81).writeByte(127).writeLong(-1), "18446744073709551615 bytes");
    }

    private static void forbidden(ByteBuf in, String what) {
        assertThatThrownBy(() -> new FrameReader().read(in, UnpooledByteBufAllocator.DEFAULT, new Listener()))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining(what);
    }
}
