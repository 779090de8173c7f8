package dev.wsctl.load.dialect;

import java.nio.charset.StandardCharsets;

/** What stands around a message's text in the frame that sends it; its arrays are shared and never changed. */
public final class Envelope {

    /** The text itself is the frame. */
    public static final Envelope NONE = new Envelope("", "");

    private final byte[] before;
    private final byte[] after;
    private final int depth;

    public Envelope(String before, String after) {
        this.before = before.getBytes(StandardCharsets.UTF_8);
        this.after = after.getBytes(StandardCharsets.UTF_8);
        depth = JsonDepth.after(before);
    }

    /** Writes before, leaves {@code textLength} bytes out, writes after; returns the length of all three. */
    public int wrap(byte[] frame, int textLength) {
        System.arraycopy(before, 0, frame, 0, before.length);
        System.arraycopy(after, 0, frame, before.length + textLength, after.length);
        return before.length + textLength + after.length;
    }

    /** Where the text begins. */
    public int textOffset() {
        return before.length;
    }

    /** How deep within JSON strings the text stands: see {@link JsonDepth}. */
    public int depth() {
        return depth;
    }

    /** How many bytes stand around the text. */
    public int overhead() {
        return before.length + after.length;
    }
}
