package dev.wsctl.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CompressedValueTest {

    private static byte[] json(int length) {
        return ("{\"a\":\"" + "x".repeat(length - 8) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("C5 values over 100 bytes are compressed, shorter ones are not, and all read as they were")
    void valuesOverAHundredBytesAreCompressed() {
        assertThat(CompressedValue.write(json(100))).isEqualTo(json(100));
        byte[] compressed = CompressedValue.write(json(101));
        assertThat(compressed).hasSizeLessThan(101);
        assertThat(compressed[0]).isEqualTo((byte) 0x78);
        for (int length : new int[] {8, 100, 101, 5_000}) {
            assertThat(CompressedValue.read(CompressedValue.write(json(length))).orElseThrow())
                    .isEqualTo(json(length));
        }
    }

    @Test
    @DisplayName("C5 what would not become shorter stays as it is")
    void whatWouldNotBecomeShorterStays() {
        byte[] noise = new byte[200];
        new Random(1).nextBytes(noise);
        noise[0] = '{';
        assertThat(CompressedValue.write(noise)).isEqualTo(noise);
        assertThat(CompressedValue.read(noise)).hasValue(noise);
    }

    @Test
    @DisplayName("C5 what is cut off, damaged or a decompression bomb is no session, and no failure")
    void whatIsDamagedIsNoSession() {
        byte[] compressed = CompressedValue.write(json(5_000));
        for (int i = 1; i < compressed.length; i++) {
            assertThat(CompressedValue.read(Arrays.copyOf(compressed, i))).isEmpty();
        }
        assertThat(CompressedValue.read(CompressedValue.write(json(4_000_000)))).isEmpty();
        assertThat(CompressedValue.read(new byte[] {0x78, 1, 2, 3, 4, 5})).isEmpty();
    }
}
