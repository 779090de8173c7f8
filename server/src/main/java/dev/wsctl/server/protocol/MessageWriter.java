package dev.wsctl.server.protocol;

import java.util.function.LongSupplier;

/**
 * Writes the messages of docs/protocol.md, complete and in their order of fields. Keeps a buffer: one a thread. The ids
 * it is given are shared by all writers of the instance.
 */
public final class MessageWriter {

    private final String instanceId;
    private final MessageIds ids;
    private final LongSupplier clockMillis;
    private final JsonWriter json = new JsonWriter();
    private final Timestamp timestamp = new Timestamp();

    /** @param clockMillis ms since 1970 */
    public MessageWriter(String instanceId, MessageIds ids, LongSupplier clockMillis) {
        this.instanceId = instanceId;
        this.ids = ids;
        this.clockMillis = clockMillis;
    }

    public byte[] joined(String room, String clientId, String session, boolean resumed) {
        return json.start("joined")
                .field("room", room)
                .field("client_id", clientId)
                .field("server_id", instanceId)
                .field("session", session)
                .field("resumed", resumed)
                .end();
    }

    public byte[] userJoined(String room, String username) {
        return ofRoom(MessageType.USER_JOINED, room, username)
                .plainField("timestamp", now())
                .end();
    }

    public byte[] userLeft(String room, String username) {
        return ofRoom(MessageType.USER_LEFT, room, username)
                .plainField("timestamp", now())
                .end();
    }

    /**
     * @param text holds the text as valid UTF-8 in {@code [from, to)}
     */
    public byte[] chatMessage(String room, String username, byte[] text, int from, int to) {
        return ofRoom(MessageType.CHAT_MESSAGE, room, username)
                .field("text", text, from, to)
                .plainField("timestamp", now())
                .end();
    }

    public byte[] announcement(String text) {
        return json.start(MessageType.ANNOUNCEMENT.wireName())
                .field("id", ids.next())
                .field("server_id", instanceId)
                .field("text", text)
                .plainField("timestamp", now())
                .end();
    }

    /** The message by which an instance proves that it hears itself, and measures how late it hears others. */
    public byte[] ping() {
        return json.start(MessageType.PING.wireName())
                .field("id", ids.next())
                .field("server_id", instanceId)
                .field("sent_at_ms", clockMillis.getAsLong())
                .end();
    }

    /**
     * @param code a short word for programs
     * @param message a line for people
     */
    public byte[] error(String code, String message) {
        return json.start("error").field("code", code).field("message", message).end();
    }

    public byte[] pong() {
        return json.start("pong").plainField("timestamp", now()).end();
    }

    public byte[] serverShutdown(long reconnectInMillis) {
        return json.start("server_shutdown")
                .field("server_id", instanceId)
                .field("reconnect_in_ms", reconnectInMillis)
                .end();
    }

    private JsonWriter ofRoom(MessageType type, String room, String username) {
        return json.start(type.wireName())
                .field("id", ids.next())
                .field("server_id", instanceId)
                .field("room", room)
                .field("username", username);
    }

    private byte[] now() {
        return timestamp.of(clockMillis.getAsLong());
    }
}
