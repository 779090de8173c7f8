package dev.wsctl.load.dialect;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * What every message carries in its text, so that a delivery is recognised wherever it stands in whatever frame a server
 * wraps it in. {@value #LENGTH} bytes of {@code [A-Za-z0-9._-]}, which no JSON, URL or HTML escaping changes:
 *
 * <pre>
 * WSCTL.M.  run(8)  room(4)  sender(4)  sequence(6)  intended(8)  actual(8)  .
 * </pre>
 *
 * Numbers are digits of six bits, the highest first, in the alphabet of base64url. Times are nanoseconds since the run's
 * origin: 48 bits last for three days. The magic's letters are rare in lower-case text, so that a scan mostly steps
 * eight bytes at a time; the dots stand in no number, so that no number can look like a magic.
 */
public final class Marker {

    /** Bytes of a marker. */
    public static final int LENGTH = 8 + 8 + 4 + 4 + 6 + 8 + 8 + 1;

    /** Rooms and senders are numbered below this. */
    public static final int MOST = 1 << 24;

    static final byte[] MAGIC = "WSCTL.M.".getBytes(StandardCharsets.US_ASCII);
    static final byte END = '.';
    private static final byte[] DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);

    static final byte[] VALUES = values();

    private Marker() {}

    private static byte[] values() {
        byte[] values = new byte[256];
        java.util.Arrays.fill(values, (byte) -1);
        for (int i = 0; i < DIGITS.length; i++) {
            values[DIGITS[i]] = (byte) i;
        }
        return values;
    }

    /** Eight characters that tell one run's messages from another's: the low 48 bits of {@code id}. */
    public static String run(long id) {
        byte[] digits = new byte[8];
        write(digits, 0, 8, id);
        return new String(digits, StandardCharsets.US_ASCII);
    }

    /** Writes a marker to {@code to[at …]}. */
    public static void write(
            byte[] to, int at, long run, int room, int sender, long sequence, long intended, long actual) {
        System.arraycopy(MAGIC, 0, to, at, 8);
        write(to, at + 8, 8, run);
        write(to, at + 16, 4, room);
        write(to, at + 20, 4, sender);
        write(to, at + 24, 6, sequence);
        write(to, at + 30, 8, intended);
        write(to, at + 38, 8, actual);
        to[at + 46] = END;
    }

    /** The sender of the first marker of any run in a text, as it stands in somebody else's message. */
    public static OptionalInt senderIn(String text) {
        int at = text.indexOf("WSCTL.M.");
        if (at < 0 || text.length() < at + LENGTH) {
            return OptionalInt.empty();
        }
        int sender = 0;
        for (int i = at + 20; i < at + 24; i++) {
            char digit = text.charAt(i);
            int value = digit < 128 ? VALUES[digit] : -1;
            if (value < 0) {
                return OptionalInt.empty();
            }
            sender = sender << 6 | value;
        }
        return OptionalInt.of(sender);
    }

    private static void write(byte[] to, int at, int digits, long number) {
        long rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            to[i] = DIGITS[(int) rest & 63];
            rest >>>= 6;
        }
    }
}
