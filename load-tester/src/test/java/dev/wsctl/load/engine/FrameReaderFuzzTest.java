package dev.wsctl.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.load.dialect.Marker;
import dev.wsctl.load.dialect.MarkerScanner;
import dev.wsctl.server.testing.Fuzz;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a server under test sends: messages or a named violation, however it is cut, in bounded memory. */
@Tag("fuzz")
class FrameReaderFuzzTest {

    private static final int ROUNDS = 3_000;
    private static final long RUN = 0x1234_5678_9ABCL;

    /** Like {@link Fuzz}, for inputs that are made and not found. */
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

    /** What is seen, the violation included, if the input arrives in pieces of these lengths; nothing must be left of the buffers. */
    private static List<String> read(byte[] input, FrameReader reader, IntSupplier lengths) {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        Notes notes = new Notes();
        for (int at = 0; at < input.length && !notes.isDone(); ) {
            int length = Math.min(input.length - at, lengths.getAsInt());
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

    @ParameterizedTest(name = "compression agreed on: {0}, its context kept: {1}")
    @CsvSource({"false, false", "true, false", "true, true"})
    @DisplayName("N4 whatever a server sends is messages or a named violation, however it is cut, and nothing leaks")
    void anyBytesAreMessagesOrAViolation(boolean compressed, boolean contextKept) {
        try (Inflation inflation =
                new Inflation()) { // one for all, as on an event loop: what one server does harms no other
            Supplier<FrameReader> readers = () -> {
                FrameReader reader = new FrameReader();
                if (compressed) {
                    reader.inflate(new Compression(contextKept), inflation);
                }
                return reader;
            };
            Fuzz.check(FrameReaderFuzzTest.class, (input, random) -> {
                List<String> whole = read(input, readers.get(), () -> input.length);
                int most = 1 + random.nextInt(1_000);
                assertThat(read(input, readers.get(), () -> 1 + random.nextInt(most)))
                        .isEqualTo(whole);
                if (input.length < 512) {
                    assertThat(read(input, readers.get(), () -> 1))
                            .as("byte by byte")
                            .isEqualTo(whole);
                }
            });
        }
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
