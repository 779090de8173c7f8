package dev.wsctl.server.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes one flat JSON object after the other into a buffer it keeps. For one thread. */
final class JsonWriter {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int KEPT_CAPACITY = 64 * 1024;

    private byte[] buffer = new byte[512];
    private int length;

    JsonWriter start(String type) {
        length = 0;
        raw("{\"type\":\"");
        raw(type);
        put('"');
        return this;
    }

    JsonWriter startObject() {
        length = 0;
        put('{');
        return this;
    }

    /** The one directly after {@link #startObject}. */
    JsonWriter firstField(String name, String value) {
        field(name, value);
        System.arraycopy(buffer, 2, buffer, 1, length - 2);
        length--;
        return this;
    }

    /** @param values complete JSON objects */
    JsonWriter objects(String name, List<byte[]> values) {
        name(name);
        put('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                put(',');
            }
            byte[] value = values.get(i);
            ensure(value.length);
            System.arraycopy(value, 0, buffer, length, value.length);
            length += value.length;
        }
        put(']');
        return this;
    }

    JsonWriter field(String name, String value) {
        name(name);
        put('"');
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        escaped(utf8, 0, utf8.length);
        put('"');
        return this;
    }

    /** @param utf8 valid UTF-8 */
    JsonWriter field(String name, byte[] utf8, int from, int to) {
        name(name);
        put('"');
        escaped(utf8, from, to);
        put('"');
        return this;
    }

    JsonWriter field(String name, boolean value) {
        name(name);
        raw(value ? "true" : "false");
        return this;
    }

    JsonWriter field(String name, long value) {
        name(name);
        raw(Long.toString(value));
        return this;
    }

    /** @param ascii needs no escaping */
    JsonWriter plainField(String name, byte[] ascii) {
        name(name);
        put('"');
        ensure(ascii.length);
        System.arraycopy(ascii, 0, buffer, length, ascii.length);
        length += ascii.length;
        put('"');
        return this;
    }

    byte[] end() {
        put('}');
        byte[] message = Arrays.copyOf(buffer, length);
        if (buffer.length > KEPT_CAPACITY) {
            buffer = new byte[512];
        }
        return message;
    }

    private void name(String name) {
        put(',');
        put('"');
        raw(name);
        put('"');
        put(':');
    }

    private void escaped(byte[] utf8, int from, int to) {
        ensure((to - from) * 6);
        byte[] out = buffer;
        int at = length;
        for (int i = from; i < to; i++) {
            byte c = utf8[i];
            if (c == '"' || c == '\\') {
                out[at++] = '\\';
                out[at++] = c;
            } else if (c >= 0 && c < 0x20) {
                at = control(out, at, c);
            } else {
                out[at++] = c;
            }
        }
        length = at;
    }

    private static int control(byte[] out, int start, byte c) {
        int at = start;
        int letter = "\b\t\n\f\r".indexOf(c);
        out[at++] = '\\';
        if (letter >= 0) {
            out[at++] = (byte) "btnfr".charAt(letter);
            return at;
        }
        out[at++] = 'u';
        out[at++] = '0';
        out[at++] = '0';
        out[at++] = HEX[c >> 4];
        out[at++] = HEX[c & 15];
        return at;
    }

    /** @param ascii needs no escaping */
    @SuppressWarnings("deprecation") // getBytes(int,int,byte[],int) is the one copy without a temporary array
    private void raw(String ascii) {
        ensure(ascii.length());
        ascii.getBytes(0, ascii.length(), buffer, length);
        length += ascii.length();
    }

    private void put(char c) {
        ensure(1);
        buffer[length++] = (byte) c;
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
