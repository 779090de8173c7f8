package dev.wsctl.cli.payload;

import dev.wsctl.cli.model.Payload;
import dev.wsctl.cli.model.Payload.Encoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells by the first bytes how a message is encoded, and by its structure and channel what it means. */
public final class Payloads {
    /** Version, key name, nonce and tag of docs/protocol.md. */
    private static final int LEAST_SEALED = 1 + 4 + 12 + 16;

    private static final int SEALED_VERSION = 1;
    private static final String OURS = "wsctl server";

    private Payloads() {}

    /** Never fails: what nobody understands is text or hexadecimal. */
    public static Payload decode(String channel, byte[] bytes) {
        if (bytes.length == 0) {
            return new Payload("", Encoding.EMPTY, "", "", "", "");
        }
        if (bytes[0] == SEALED_VERSION && bytes.length >= LEAST_SEALED) {
            return new Payload(OURS, Encoding.ENCRYPTED, "", "", "", "key " + keyName(bytes));
        }
        int first = bytes[0] & 0xff;
        try {
            if (first == '{' || first == '[') {
                return with(channel, Encoding.JSON, JsonTree.read(bytes), new String(bytes, StandardCharsets.UTF_8));
            }
            if (isPickle(bytes)) {
                Object tree = PickleTree.read(bytes);
                return with(channel, Encoding.PICKLE, tree, TreeText.of(tree));
            }
            if ((first >= 0x80 && first <= 0x9f) || (first >= 0xdc && first <= 0xdf)) {
                Object tree = MessagePackTree.read(bytes);
                return with(channel, Encoding.MSGPACK, tree, TreeText.of(tree));
            }
        } catch (UnreadableException e) {
            // Not what it looked like; a pickle of more than plain data stays one.
            if (isPickle(bytes)) {
                return new Payload("", Encoding.PICKLE, "", "", "", TreeText.hex(bytes));
            }
        }
        return plain(bytes);
    }

    /** By which key a message is encrypted, in hexadecimal. */
    public static String keyName(byte[] sealed) {
        return HexFormat.of().formatHex(sealed, 1, 5);
    }

    /** Protocols 2 to 5 begin with their number, and all end with a full stop. */
    private static boolean isPickle(byte[] bytes) {
        return bytes.length > 2
                && (bytes[0] & 0xff) == 0x80
                && bytes[1] >= 2
                && bytes[1] <= 5
                && bytes[bytes.length - 1] == '.';
    }

    private static Payload plain(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf(0) < 0) {
                return new Payload("", Encoding.TEXT, "", "", "", text);
            }
        } catch (CharacterCodingException e) {
            // Not text.
        }
        return new Payload("", Encoding.BINARY, "", "", "", TreeText.hex(bytes));
    }

    private static Payload with(String channel, Encoding encoding, @Nullable Object tree, String text) {
        Meaning meaning = meaning(channel, tree);
        return new Payload(
                meaning.framework(),
                encoding,
                meaning.type(),
                meaning.room(),
                meaning.instance(),
                text,
                said(meaning, tree, text));
    }

    private static Meaning meaning(String channel, @Nullable Object tree) {
        Meaning found = null;
        if (channel.contains("-request#") || channel.contains("-response#")) {
            found = SocketIo.request(tree);
        } else if (channel.contains("#/")) {
            found = tree instanceof List<?> ? SocketIo.broadcast(tree) : SocketIo.cluster(tree);
        }
        if (found == null) {
            found = SocketIo.python(tree);
        }
        return found == null ? homeMade(tree) : found;
    }

    /** Of the reference server's messages, who says what; all else stands in the columns before. */
    private static String said(Meaning meaning, @Nullable Object tree, String text) {
        if (!meaning.framework().equals(OURS) || !(tree instanceof Map<?, ?> map)) {
            return text;
        }
        String who = Meaning.text(map.get("username"));
        String what = Meaning.text(map.get("text"));
        return what.isEmpty() ? who.isEmpty() ? text : who : who.isEmpty() ? what : who + ": " + what;
    }

    /** The reference server's envelope, and what looks like it. */
    private static Meaning homeMade(@Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> map)) {
            return Meaning.NONE;
        }
        boolean ours = map.containsKey("type") && map.containsKey("server_id") && map.containsKey("id");
        Object instance = first(map, "server_id", "serverId", "instanceId", "instance_id", "node_id");
        return new Meaning(
                ours ? OURS : "",
                Meaning.text(first(map, "type", "event", "action")),
                Meaning.text(first(map, "room", "channel", "topic")),
                Meaning.text(instance));
    }

    private static @Nullable Object first(Map<?, ?> map, String... names) {
        for (String name : names) {
            Object value = map.get(name);
            if (value instanceof String || value instanceof Long) {
                return value;
            }
        }
        return null;
    }
}
