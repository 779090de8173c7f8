package dev.wsctl.cli.render;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Text from applications, made unable to steer a terminal: control characters and those that turn the writing direction. */
public final class Printable {
    private static final char INSTEAD = '·';

    private Printable() {}

    public static String of(String text) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            if (steers(text.charAt(i))) {
                clean = clean == null ? new StringBuilder(text) : clean;
                clean.setCharAt(i, INSTEAD);
            }
        }
        return clean == null ? text : clean.toString();
    }

    private static boolean steers(int c) {
        return Character.isISOControl(c)
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }

    /** JSON escapes such characters; of itself it does so only below U+0020. */
    static final class InJson extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        private final int[] ascii;

        InJson() {
            ascii = standardAsciiEscapesForJSON();
            ascii[0x7f] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return Arrays.copyOf(ascii, ascii.length);
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return steers(c) ? new SerializedString(String.format("\\u%04x", c)) : null;
        }
    }
}
