package dev.wsctl.cli.payload;

import org.jspecify.annotations.Nullable;

/** Whose message it is, of what type, for which room and from whom; empty where it does not say. */
record Meaning(String framework, String type, String room, String instance) {
    static final Meaning NONE = new Meaning("", "", "", "");

    static String text(@Nullable Object value) {
        return value == null ? "" : String.valueOf(value);
    }
}
