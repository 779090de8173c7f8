package dev.wsctl.cli.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few small MessagePack values that a probe consists of: everything in its shortest form. */
final class MessagePack {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** @param pairs at most 15; keys and values follow */
    MessagePack map(int pairs) {
        return small(0x80, pairs, 15);
    }

    /** @param elements at most 15; they follow */
    MessagePack array(int elements) {
        return small(0x90, elements, 15);
    }

    /** @param text at most 31 bytes */
    MessagePack text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        small(0xa0, bytes.length, 31);
        out.write(bytes, 0, bytes.length);
        return this;
    }

    /** @param value from 0 to 127 */
    MessagePack number(int value) {
        return small(0, value, 127);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private MessagePack small(int type, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(value + " needs a longer form");
        }
        out.write(type | value);
        return this;
    }
}
