package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.dialect.Marker;
import dev.wsctl.load.dialect.MarkerScanner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever a server under test sends: messages or a named violation, however it is cut, in bounded memory. Runs a fixed
 * number of rounds, or {@code -Dfuzz.seconds=N}; a failure names the seed that repeats it with {@code -Dfuzz.seed=N}.
 */
@Tag("fuzz")
class FrameReaderFuzzTest {

    private static final int ROUNDS = 3_000;
    private static final long RUN = 0x1234_5678_9ABCL;

    private static void rounds(LongConsumer round) {
        long seconds = Long.getLong("fuzz.seconds", 0);
        long seed = Long.getLong("fuzz.seed", seconds > 0 ? System.nanoTime() : 1);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long i = 0; seconds > 0 ? System.nanoTime() < end : i < ROUNDS; i++) {
            try {
                round.accept(seed + i);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("-Dfuzz.seed=" + (seed + i), e);
            }
        }
    }

    private static final class Notes implements FrameReader.Sink {
        private final List<String> seen = new ArrayList<>();
        private boolean done;

        @Override
        public void message(ByteBuf in, int from, int end) {
            seen.add(in.toString(from, end - from, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void control(int opcode, ByteBuf in, int from, int end) {
            assertThat(end - from).isBetween(0, 125);
            done = opcode == FrameReader.CLOSE;
            seen.add(opcode + ":" + in.toString(from, end - from, StandardCharsets.ISO_8859_1));
        }

        @Override
        public boolean isDone() {
            return done;
        }
    }

    /** What is seen, the violation included; nothing must be left of the buffers. */
    private static List<String> read(byte[] input, int largest, Random random) {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        FrameReader reader = new FrameReader();
        Notes notes = new Notes();
        for (int at = 0; at < input.length && !notes.isDone(); ) {
            int length = Math.min(input.length - at, 1 + random.nextInt(largest));
            ByteBuf piece = allocator.heapBuffer(length).writeBytes(input, at, length);
            at += length;
            try {
                reader.read(piece, allocator, notes);
            } catch (ProtocolViolation violation) {
                notes.seen.add("violation: " + violation.getMessage());
                notes.done = true;
            } finally {
                piece.release();
            }
            assertThat(allocator.metric().usedHeapMemory())
                    .as("what is kept of %s bytes that came", at)
                    .isLessThanOrEqualTo(8L * at + (68 << 10));
        }
        reader.release();
        assertThat(allocator.metric().usedHeapMemory())
                .as("buffers not released")
                .isZero();
        return notes.seen;
    }

    /** Frames as a server sends them, mostly; some with a byte changed. */
    private static byte[] wire(Random random) {
        ByteBuf wire = UnpooledByteBufAllocator.DEFAULT.heapBuffer();
        for (int frames = 1 + random.nextInt(6); frames > 0; frames--) {
            int[] firsts = {0x81, 0x82, 0x01, 0x80, 0x00, 0x89, 0x8a, 0x88, 0xc1, 0x83};
            int payload = random.nextInt(random.nextInt(4) == 0 ? 70_000 : 130);
            wire.writeByte(firsts[random.nextInt(random.nextInt(4) == 0 ? firsts.length : 5)]);
            if (payload < 126) {
                wire.writeByte(payload);
            } else if (payload < 65_536) {
                wire.writeByte(126).writeShort(payload);
            } else {
                wire.writeByte(127).writeLong(payload);
            }
            for (int i = 0; i < payload; i++) {
                wire.writeByte(random.nextInt(256));
            }
        }
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            wire.setByte(random.nextInt(wire.readableBytes()), random.nextInt(256));
        }
        byte[] bytes = new byte[random.nextInt(3) > 0 ? wire.readableBytes() : random.nextInt(wire.readableBytes())];
        wire.readBytes(bytes).release();
        return bytes;
    }

    @Test
    @DisplayName("N4 whatever a server sends is messages or a named violation, however it is cut, and nothing leaks")
    void anyBytesAreMessagesOrAViolation() {
        rounds(seed -> {
            Random random = new Random(seed);
            byte[] bytes = wire(random);
            List<String> whole = read(bytes, Integer.MAX_VALUE - 1, random);
            List<String> cut = read(bytes, 1 + random.nextInt(1_000), random);
            assertThat(cut).isEqualTo(whole);
        });
    }

    @Test
    @DisplayName("N4 every marker of the run is found among any bytes, none beyond the end, and none that is not there")
    void everyMarkerIsFoundAmongAnyBytes() {
        rounds(seed -> {
            Random random = new Random(seed);
            ByteBuf in = UnpooledByteBufAllocator.DEFAULT.heapBuffer();
            List<Long> written = new ArrayList<>();
            for (int markers = random.nextInt(5); markers > 0; markers--) {
                noise(in, random);
                long sequence = random.nextLong() >>> 28;
                boolean ours = random.nextInt(4) > 0;
                byte[] marker = new byte[Marker.LENGTH];
                Marker.write(
                        marker,
                        0,
                        ours ? RUN : RUN + 1,
                        7,
                        9,
                        sequence,
                        random.nextLong() >>> 16,
                        random.nextLong() >>> 16);
                in.writeBytes(marker);
                if (ours) {
                    written.add(sequence);
                }
            }
            noise(in, random);
            int end = in.writerIndex();
            // What lies behind the end is not to be looked at, though it is a marker.
            byte[] beyond = new byte[Marker.LENGTH];
            Marker.write(beyond, 0, RUN, 1, 1, 1, 1, 1);
            in.writeBytes(beyond);

            MarkerScanner scanner = new MarkerScanner(RUN);
            List<Long> found = new ArrayList<>();
            for (int at = scanner.next(in, 0, end); at >= 0; at = scanner.next(in, at, end)) {
                assertThat(at).isLessThanOrEqualTo(end);
                found.add(scanner.sequence());
            }
            in.release();
            assertThat(found).isEqualTo(written);
        });
    }

    /** Of the letters of a marker, so that it nearly is one; now and then a whole magic. */
    private static void noise(ByteBuf out, Random random) {
        for (int length = random.nextInt(120); length > 0; length--) {
            out.writeByte(random.nextInt(8) == 0 ? random.nextInt(256) : "WSCTL.M.".charAt(random.nextInt(8)));
        }
    }
}
