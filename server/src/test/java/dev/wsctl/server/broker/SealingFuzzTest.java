package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.testing.Fuzz;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever can write to Redis, but has no key, makes an instance believe nothing, and break nowhere. */
@Tag("fuzz")
class SealingFuzzTest {

    private final Sealing old = Sealing.with(List.of("o".repeat(32)));
    private final Sealing both = Sealing.with(List.of("n".repeat(32), "o".repeat(32)));

    @Test
    @DisplayName("C4 E9 no bytes without a key are opened; what was sealed is, whole, on its own channel alone")
    void onlyWhatWasSealedIsOpened() {
        Fuzz.check(SealingFuzzTest.class, (input, random) -> {
            assertThat(both.open("chat:lobby", input)).isNull();
            byte[] sealed = old.seal("chat:lobby", input);
            assertThat(both.open("chat:lobby", sealed)).isEqualTo(input);
            assertThat(both.open("chat:lobbies", sealed)).isNull();
            byte[] touched = sealed.clone();
            touched[random.nextInt(touched.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(both.open("chat:lobby", touched)).isNull();
            assertThat(both.open("chat:lobby", Arrays.copyOf(sealed, random.nextInt(sealed.length))))
                    .isNull();
            assertThat(both.open("chat:lobby", Arrays.copyOf(sealed, sealed.length + 1 + random.nextInt(9))))
                    .isNull();
            // What begins as ours does, and goes on as chance wants it.
            byte[] begun = ByteBuffer.allocate(17 + input.length)
                    .put(sealed, 0, 17)
                    .put(input)
                    .array();
            assertThat(both.open("chat:lobby", begun)).isNull();
        });
    }
}
