package dev.wsctl.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.protocol.CloseCode;
import dev.wsctl.server.protocol.Utf8;
import dev.wsctl.server.testing.Fuzz;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a client sends: it is decoded or refused, however it is cut, in bounded memory, and nothing leaks. */
@Tag("fuzz")
class FrameDecoderFuzzTest {

    private static final int MAX_BYTES = 4_096;
    /** Of one read in these tests; a socket's is bounded likewise. */
    private static final int LARGEST_READ = 70_000;

    /** Writes down what it is told, and checks that it was told the truth. */
    private static final class Notes implements FrameListener {
        private final List<String> seen = new ArrayList<>();
        private boolean over;

        @Override
        public void onText(byte[] bytes, int from, int to) {
            byte[] text = Arrays.copyOfRange(bytes, from, to);
            assertThat(Utf8.isValid(text)).as("text is UTF-8").isTrue();
            add("text", text);
        }

        @Override
        public void onBinary(byte[] bytes, int from, int to) {
            add("binary", Arrays.copyOfRange(bytes, from, to));
        }

        @Override
        public void onPing(byte[] payload, int length) {
            assertThat(length).isLessThanOrEqualTo(125);
            add("ping", Arrays.copyOf(payload, length));
        }

        @Override
        public void onPong() {
            add("pong", new byte[0]);
        }

        @Override
        public void onClose(byte[] payload, int length) {
            assertThat(length).isNotEqualTo(1).isLessThanOrEqualTo(125);
            add("close", Arrays.copyOf(payload, length));
            over = true;
        }

        @Override
        public void onViolation(CloseCode code) {
            add(code.name(), new byte[0]);
            over = true;
        }

        private void add(String what, byte[] payload) {
            assertThat(over).as("nothing comes after the end").isFalse();
            assertThat(payload.length).isLessThanOrEqualTo(MAX_BYTES);
            seen.add(what + ":" + new String(payload, StandardCharsets.ISO_8859_1));
        }
    }

    /** @param largest of the pieces in which the input arrives */
    private static List<String> decode(byte[] input, int largest, Random random) {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        Notes notes = new Notes();
        FrameDecoder decoder = new FrameDecoder(notes, new byte[MAX_BYTES], MAX_BYTES, true);
        for (int at = 0; at < input.length; ) {
            int length = Math.min(input.length - at, 1 + random.nextInt(largest));
            ByteBuf piece = allocator.heapBuffer(length).writeBytes(input, at, length);
            decoder.decode(piece, allocator);
            at += length;
            assertThat(allocator.metric().usedHeapMemory())
                    .as("what is kept of an incomplete frame")
                    .isLessThanOrEqualTo(4L * (MAX_BYTES + 14 + Math.min(largest, LARGEST_READ)));
        }
        decoder.close();
        assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory())
                .as("buffers not released")
                .isZero();
        return notes.seen;
    }

    @Test
    @DisplayName("C2 whatever bytes come, however they are cut, the same is decoded or refused, and nothing leaks")
    void anyBytesAreDecodedOrRefusedHoweverTheyAreCut() {
        Fuzz.check(FrameDecoderFuzzTest.class, (input, random) -> {
            byte[] bytes = Arrays.copyOf(input, Math.min(input.length, LARGEST_READ));
            List<String> whole = decode(bytes, Math.max(1, bytes.length), new Random(0) {
                private static final long serialVersionUID = 1L;

                @Override
                public int nextInt(int bound) {
                    return bound - 1;
                }
            });
            assertThat(decode(bytes, 1 + random.nextInt(64), random)).isEqualTo(whole);
            if (bytes.length < 512) {
                assertThat(decode(bytes, 1, random)).as("byte by byte").isEqualTo(whole);
            }
        });
    }

    @Test
    @DisplayName("C2 every valid message arrives as it was sent, in whatever fragments, masks and pieces")
    void everyValidMessageArrives() {
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            ByteBuf wire = UnpooledByteBufAllocator.DEFAULT.heapBuffer();
            List<String> sent = new ArrayList<>();
            for (int messages = 1 + random.nextInt(5); messages > 0; messages--) {
                sent.addAll(writeMessage(wire, random));
            }
            byte[] bytes = new byte[wire.readableBytes()];
            wire.readBytes(bytes).release();

            assertThat(decode(bytes, 1 + random.nextInt(bytes.length), random))
                    .as("round %s", round)
                    .isEqualTo(sent);
        }
    }

    /** @return what the decoder must say: pings that stand between fragments come before their message */
    private static List<String> writeMessage(ByteBuf wire, Random random) {
        boolean text = random.nextBoolean();
        byte[] payload = new byte[random.nextInt(random.nextBoolean() ? 200 : MAX_BYTES + 1)];
        random.nextBytes(payload);
        if (text) {
            byte[] utf8 = new String(payload, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
            payload = utf8.length <= MAX_BYTES ? utf8 : "ä€𝄞".getBytes(StandardCharsets.UTF_8);
        }
        List<String> said = new ArrayList<>();
        int at = 0;
        boolean first = true;
        boolean last;
        do {
            last = random.nextInt(3) > 0;
            int length = last ? payload.length - at : random.nextInt(payload.length - at + 1);
            int opcode = first ? (text ? 1 : 2) : 0;
            writeFrame(wire, (last ? 0x80 : 0) | opcode, Arrays.copyOfRange(payload, at, at + length), random);
            if (!last && random.nextBoolean()) {
                writeFrame(wire, 0x89, new byte[] {'p'}, random);
                said.add("ping:p");
            }
            at += length;
            first = false;
        } while (!last);
        said.add((text ? "text:" : "binary:") + new String(payload, StandardCharsets.ISO_8859_1));
        return said;
    }

    private static void writeFrame(ByteBuf wire, int firstByte, byte[] payload, Random random) {
        wire.writeByte(firstByte);
        if (payload.length < 126) {
            wire.writeByte(0x80 | payload.length);
        } else if (random.nextBoolean()) {
            wire.writeByte(0x80 | 126).writeShort(payload.length);
        } else {
            wire.writeByte(0x80 | 127).writeLong(payload.length);
        }
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        wire.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            wire.writeByte(payload[i] ^ mask[i & 3]);
        }
    }
}
