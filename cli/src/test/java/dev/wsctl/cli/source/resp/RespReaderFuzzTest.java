package dev.wsctl.cli.source.resp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.server.testing.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever listens on Redis' port: its bytes are replies, or named as what they are not, in bounded memory. */
@Tag("fuzz")
class RespReaderFuzzTest {

    private static final Deadline DEADLINE = Deadline.after(Duration.ofHours(10));

    /** Bytes that arrive in pieces of chance, and then the connection is closed. */
    private static final class Pieces implements Transport {
        private final byte[] bytes;
        private final int largest;
        private final Random random;
        private int at;

        Pieces(byte[] bytes, int largest, Random random) {
            this.bytes = bytes;
            this.largest = largest;
            this.random = random;
        }

        @Override
        public int read(byte[] buffer, int offset, int length, Deadline deadline) {
            assertThat(length).as("room for what arrives").isPositive();
            assertThat(buffer.length)
                    .as("the buffer, of %s bytes that have come", at)
                    .isLessThanOrEqualTo(Math.max(16 * 1024, 4 * at));
            if (at == bytes.length) {
                return -1;
            }
            int count = Math.min(Math.min(length, bytes.length - at), 1 + random.nextInt(largest));
            System.arraycopy(bytes, at, buffer, offset, count);
            at += count;
            return count;
        }

        @Override
        public void write(byte[] buffer, int offset, int length, Deadline deadline) {
            throw new UnsupportedOperationException("a reader does not write");
        }

        @Override
        public void close() {}
    }

    /** All replies until the end or what is wrong, as text. */
    private static List<String> replies(byte[] input, int largest, Random random) {
        RespReader reader = new RespReader(new Pieces(input, largest, random));
        List<String> replies = new ArrayList<>();
        while (true) {
            try {
                replies.add(shown(reader.reply(DEADLINE)));
            } catch (EOFException end) {
                return replies;
            } catch (IOException refused) {
                replies.add(refused.getClass().getSimpleName() + ": " + refused.getMessage());
                return replies;
            }
        }
    }

    private static String shown(@Nullable Object reply) {
        return reply == null ? "nil" : reply.getClass().getSimpleName() + " " + reply;
    }

    @Test
    @DisplayName("any bytes are replies or refused by name, however they are cut")
    void anyBytesAreRepliesOrRefused() {
        Fuzz.check(RespReaderFuzzTest.class, (input, random) -> {
            List<String> whole = replies(input, Math.max(1, input.length), random);
            assertThat(replies(input, 1 + random.nextInt(8), random)).isEqualTo(whole);
        });
    }

    @Test
    @DisplayName("walking through a large reply by tokens ends in one of the declared exceptions or in its end")
    void tokensEndInADeclaredException() {
        Fuzz.check(RespReaderFuzzTest.class, (input, random) -> {
            RespReader reader = new RespReader(new Pieces(input, 1 + random.nextInt(64), random));
            try {
                int elements = reader.arrayHeader(DEADLINE);
                assertThat(elements).isGreaterThanOrEqualTo(-1);
                for (int i = 0; i < elements; i++) {
                    assertThat(reader.bulk(DEADLINE).text()).isNotNull();
                }
            } catch (RespErrorException error) {
                assertThat(error.error().message()).isNotNull();
            } catch (EOFException | NotRedisException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        });
    }

    @Test
    @DisplayName("what is written as a command reads as a list of its arguments, however long and wherever cut")
    void whatIsWrittenIsRead() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            String[] command = new String[1 + random.nextInt(5)];
            for (int i = 0; i < command.length; i++) {
                byte[] bytes = new byte[random.nextInt(round % 10 == 0 ? 40_000 : 40)];
                random.nextBytes(bytes);
                command[i] = new String(bytes, StandardCharsets.UTF_8);
            }
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            RespWriter writer = new RespWriter();
            writer.add(command);
            writer.flush(
                    new Transport() {
                        @Override
                        public int read(byte[] buffer, int offset, int length, Deadline deadline) {
                            return -1;
                        }

                        @Override
                        public void write(byte[] buffer, int offset, int length, Deadline deadline) {
                            wire.write(buffer, offset, length);
                        }

                        @Override
                        public void close() {}
                    },
                    DEADLINE);
            RespReader reader = new RespReader(new Pieces(wire.toByteArray(), 1 + random.nextInt(30_000), random));
            assertThat(reader.reply(DEADLINE)).as("round %s", round).isEqualTo(Arrays.asList((Object[]) command));
        }
    }
}
