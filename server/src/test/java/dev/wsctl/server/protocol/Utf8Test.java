package dev.wsctl.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void agreesWithTheJdkOnRandomBytesHoweverTheyAreCut() {
        Random random = new Random(7);
        byte[] leads = {(byte) 0xe0, (byte) 0xed, (byte) 0xf0, (byte) 0xf4, (byte) 0xc1, (byte) 0xc2, (byte) 0xef};
        int valid = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(20)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = switch (random.nextInt(3)) {
                    case 0 -> (byte) random.nextInt(128);
                    case 1 -> (byte) (0x80 + random.nextInt(64));
                    default -> leads[random.nextInt(leads.length)];
                };
            }
            int cut = random.nextInt(bytes.length + 1);
            int state = Utf8.check(Utf8.BOUNDARY, bytes, 0, cut);
            if (state != Utf8.INVALID) {
                state = Utf8.check(state, bytes, cut, bytes.length);
            }
            boolean expected = decodes(bytes);
            assertThat(state == Utf8.BOUNDARY).isEqualTo(expected);
            valid += expected ? 1 : 0;
        }
        assertThat(valid).isGreaterThan(1000);
    }

    @Test
    void acceptsEveryCharacterAndRefusesEverySurrogate() {
        for (int c = 0; c <= 0x10ffff; c++) {
            if (c < 0xd800 || c > 0xdfff) {
                assertThat(Utf8.isValid(Character.toString(c).getBytes(StandardCharsets.UTF_8)))
                        .isTrue();
            }
        }
        assertThat(Utf8.isValid(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
                .isFalse();
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
