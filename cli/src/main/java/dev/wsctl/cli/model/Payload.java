package dev.wsctl.cli.model;

import java.util.Locale;

/**
 * What a message is, as far as its channel and its bytes tell; what they don't is empty.
 *
 * @param framework whose it is
 * @param type what kind of message that framework calls it: {@code chat_message}, {@code EVENT}
 * @param room the room it is for; several are separated by commas
 * @param instance who published it
 * @param text its content as one line where possible: JSON where it has a structure, hexadecimal where it is no text
 * @param brief what people want to read of it; the text where nothing better is known
 */
public record Payload(
        String framework, Encoding encoding, String type, String room, String instance, String text, String brief) {
    public Payload(String framework, Encoding encoding, String type, String room, String instance, String text) {
        this(framework, encoding, type, room, instance, text, text);
    }

    /** How the bytes are to be read. */
    public enum Encoding {
        JSON,
        MSGPACK,
        PICKLE,
        TEXT,
        BINARY,
        /** By the reference server (docs/protocol.md); the text names the key. */
        ENCRYPTED,
        EMPTY;

        /** As JSON output names it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
