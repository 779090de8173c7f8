package dev.wsctl.server.protocol;

import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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
        return chatMessage(ids.next(), room, username, text, from, to);
    }

    /**
     * A message whose author can be told by its id.
     *
     * @param text valid UTF-8
     * @param idSuffix what the id ends in
     */
    public byte[] signedChatMessage(String room, String username, byte[] text, String idSuffix) {
        return chatMessage(ids.next() + idSuffix, room, username, text, 0, text.length);
    }

    private byte[] chatMessage(String id, String room, String username, byte[] text, int from, int to) {
        return ofRoom(MessageType.CHAT_MESSAGE, id, room, username)
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

    /** @param messageId the message that is no more */
    public byte[] messageDeleted(String room, String username, String messageId) {
        return ofRoom(MessageType.MESSAGE_DELETED, room, username)
                .field("message_id", messageId)
                .plainField("timestamp", now())
                .end();
    }

    /** @param messageId the message that now reads {@code text} */
    public byte[] messageUpdated(String room, String username, String messageId, String text) {
        return ofRoom(MessageType.MESSAGE_UPDATED, room, username)
                .field("message_id", messageId)
                .field("text", text)
                .plainField("timestamp", now())
                .end();
    }

    /** @param clientId every connection of this client has been, or is being, closed by an administrator */
    public byte[] userDisconnected(String clientId) {
        return json.start(MessageType.USER_DISCONNECTED.wireName())
                .field("id", ids.next())
                .field("server_id", instanceId)
                .field("client_id", clientId)
                .plainField("timestamp", now())
                .end();
    }

    public byte[] presence(PresenceCounts counts) {
        return json.start(MessageType.PRESENCE.wireName())
                .field("id", ids.next())
                .field("server_id", instanceId)
                .field("guests", counts.guests())
                .field("members", counts.members())
                .field("admins", counts.admins())
                .plainField("timestamp", now())
                .end();
    }

    /**
     * The answer to a question, for the one who asked.
     *
     * @param members each a JSON object
     * @param complete whether these are all members on all instances
     */
    public byte[] who(String room, List<byte[]> members, boolean complete) {
        return json.start("who")
                .field("room", room)
                .objects("members", members)
                .field("complete", complete)
                .end();
    }

    /** One member of a room, as it stands in Redis and in {@link #who}. */
    public byte[] occupant(String username, String clientId, Standing standing) {
        return json.startObject()
                .firstField("username", username)
                .field("client_id", clientId)
                .field("server_id", instanceId)
                .field("standing", standing.name().toLowerCase(Locale.ROOT))
                .end();
    }

    /**
     * Announces what a new member has missed: so many messages follow, then what is said from now on.
     *
     * @param shortfall why that may not be all, in one word; null if it is
     */
    public byte[] replay(String room, int messages, @Nullable String shortfall) {
        json.start("replay").field("room", room).field("messages", messages).field("complete", shortfall == null);
        if (shortfall != null) {
            json.field("reason", shortfall);
        }
        return json.end();
    }

    /** Messages of other instances may be missing before this. */
    public byte[] gap(String room, String reason) {
        return json.start("gap")
                .field("server_id", instanceId)
                .field("room", room)
                .field("reason", reason)
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
        return ofRoom(type, ids.next(), room, username);
    }

    private JsonWriter ofRoom(MessageType type, String id, String room, String username) {
        return json.start(type.wireName())
                .field("id", id)
                .field("server_id", instanceId)
                .field("room", room)
                .field("username", username);
    }

    private byte[] now() {
        return timestamp.of(clockMillis.getAsLong());
    }
}
