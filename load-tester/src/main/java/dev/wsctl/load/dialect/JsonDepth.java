package dev.wsctl.load.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Values within JSON: how deep a place is, and how a value is written there. Depth 0 is outside of any string, 1 within one, 2
 * within a string of JSON that is itself a string, as Action Cable and STOMP over SockJS have it.
 */
public final class JsonDepth {

    /** Deeper than anybody nests it. */
    public static final int MOST = 3;

    private JsonDepth() {}

    /** How deep the place behind this beginning of a frame is. */
    public static int after(String beginning) {
        int depth = 0;
        int backslashes = 0;
        for (int i = 0; i < beginning.length(); i++) {
            char c = beginning.charAt(i);
            if (c == '\\') {
                backslashes++;
                continue;
            }
            if (c == '"') {
                // A quote of depth d stands behind 2^(d-1)-1 backslashes.
                int level = 32 - Integer.numberOfLeadingZeros(backslashes + 1);
                depth = level <= depth ? level - 1 : level;
            }
            backslashes = 0;
        }
        return Math.min(MOST, depth);
    }

    /** A value as it is written at this depth. */
    public static String escaped(String value, int depth) {
        String written = value;
        for (int i = 0; i < depth; i++) {
            written = escaped(written);
        }
        return written;
    }

    private static String escaped(String value) {
        StringBuilder written = new StringBuilder(value.length() + 8);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                written.append('\\').append(c);
            } else if (c < ' ') {
                written.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                written.append(c);
            }
        }
        return written.toString();
    }

    /** What each character of ASCII is written as at this depth; nothing: as it is. */
    public static byte[][] table(int depth) {
        byte[][] table = new byte[128][0];
        for (int c = 0; c < table.length; c++) {
            String written = escaped(String.valueOf((char) c), depth);
            if (written.length() > 1) {
                table[c] = written.getBytes(StandardCharsets.US_ASCII);
            }
        }
        return table;
    }
}
