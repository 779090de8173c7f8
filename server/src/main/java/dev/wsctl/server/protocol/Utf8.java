package dev.wsctl.server.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    /** The state between two whole characters. */
    public static final int BOUNDARY = 0;

    /** The state after something that no continuation can repair. */
    public static final int INVALID = -1;

    private Utf8() {}

    public static boolean isValid(byte[] bytes) {
        return check(BOUNDARY, bytes, 0, bytes.length) == BOUNDARY;
    }

    /**
     * Checks one piece of a text that arrives in pieces.
     *
     * @param state {@link #BOUNDARY} for the first piece, then what the call for the piece before returned
     * @return {@link #BOUNDARY}, {@link #INVALID}, or the state in the middle of a character
     */
    public static int check(int state, byte[] bytes, int from, int to) {
        int i = from;
        int s = state;
        while (i < to) {
            if (s == BOUNDARY) {
                while (i + 8 <= to && ((long) LONG.get(bytes, i) & NOT_ASCII) == 0) {
                    i += 8;
                }
                if (i == to) {
                    return s;
                }
            }
            s = step(s, bytes[i++] & 0xff);
            if (s == INVALID) {
                return s;
            }
        }
        return s;
    }

    /**
     * The state is {@code count | low << 8 | high << 16}: continuation bytes still missing, and the range the next one
     * must lie in, which is narrower than usual only behind E0, ED, F0 and F4.
     */
    private static int step(int state, int c) {
        if (state == BOUNDARY) {
            return lead(c);
        }
        if (c < ((state >> 8) & 0xff) || c > ((state >> 16) & 0xff)) {
            return INVALID;
        }
        int missing = (state & 0xff) - 1;
        return missing == 0 ? BOUNDARY : expect(missing, 0x80, 0xbf);
    }

    private static int lead(int c) {
        if (c < 0x80) {
            return BOUNDARY;
        }
        if (c < 0xc2 || c > 0xf4) {
            return INVALID;
        }
        if (c < 0xe0) {
            return expect(1, 0x80, 0xbf);
        }
        if (c < 0xf0) {
            return expect(2, c == 0xe0 ? 0xa0 : 0x80, c == 0xed ? 0x9f : 0xbf);
        }
        return expect(3, c == 0xf0 ? 0x90 : 0x80, c == 0xf4 ? 0x8f : 0xbf);
    }

    private static int expect(int count, int low, int high) {
        return count | low << 8 | high << 16;
    }
}
