package dev.wsctl.server.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an instance needs to know of a message that arrived from Redis, before it hands the bytes on (E9).
 *
 * @param type what it is
 * @param id unique over all instances; 1 to 128 characters
 * @param serverId the instance it comes from
 * @param room the room; null for messages of the global channel
 * @param sentAtMillis when a ping was sent, by its sender's clock, in ms since 1970; 0 for other types
 */
public record Envelope(
        MessageType type,
        String id,
        String serverId,
        @Nullable String room,
        long sentAtMillis) {

    private static final int MAX_ID_LENGTH = 128;

    /** @throws MalformedMessageException if it is not a message of a room's channel, or of another room */
    public static Envelope parseRoomMessage(String room, byte[] message) throws MalformedMessageException {
        Envelope envelope = parse(message);
        if (!envelope.type.isOfRoom()) {
            throw new MalformedMessageException(envelope.type.wireName() + " on a room's channel");
        }
        if (!room.equals(envelope.room)) {
            throw new MalformedMessageException("another room than the channel's");
        }
        return envelope;
    }

    /** @throws MalformedMessageException if it is not a message of the global channel */
    public static Envelope parseGlobalMessage(byte[] message) throws MalformedMessageException {
        Envelope envelope = parse(message);
        if (envelope.type.isOfRoom()) {
            throw new MalformedMessageException(envelope.type.wireName() + " on the global channel");
        }
        return envelope;
    }

    private static Envelope parse(byte[] message) throws MalformedMessageException {
        Fields fields = new Fields();
        FlatJson.scan(message, fields);
        MessageType type = fields.type == null ? null : MessageType.of(fields.type);
        if (type == null) {
            throw new MalformedMessageException("type missing or unknown");
        }
        if (fields.id == null || !isId(fields.id)) {
            throw new MalformedMessageException("id missing or too long");
        }
        if (fields.serverId == null || !InstanceName.isValid(fields.serverId)) {
            throw new MalformedMessageException("server_id missing or with characters that are not allowed");
        }
        if (type == MessageType.PING && fields.sentAt < 0) {
            throw new MalformedMessageException("sent_at_ms missing");
        }
        fields.requireContentOf(type);
        return new Envelope(
                type, fields.id, fields.serverId, type.isOfRoom() ? fields.room : null, Math.max(0, fields.sentAt));
    }

    /** The id in any message to members; null in those that bear none. */
    public static @Nullable String idOf(byte[] message) {
        Fields fields = new Fields();
        try {
            FlatJson.scan(message, fields);
        } catch (MalformedMessageException e) {
            return null;
        }
        return fields.id;
    }

    /** Whether this may be the id of a message. */
    public static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= MAX_ID_LENGTH;
    }

    private static final class Fields implements FlatJson.Visitor {
        private @Nullable String type;
        private @Nullable String id;
        private @Nullable String serverId;
        private @Nullable String room;
        private long sentAt = -1;
        private boolean username;
        private boolean text;
        private boolean timestamp;
        private boolean messageId;
        private boolean clientId;
        private int counts;

        @Override
        public void string(String name, FlatJson.StringValue value) throws MalformedMessageException {
            switch (name) {
                case "type" -> type = value.text();
                case "id" -> id = value.text();
                case "server_id" -> serverId = value.text();
                case "room" -> room = value.text();
                case "username" -> username = true;
                case "text" -> text = true;
                case "timestamp" -> timestamp = true;
                case "message_id" -> messageId = isId(value.text());
                case "client_id" -> clientId = DisplayName.isValid(value.text());
                default -> {
                    // Later versions may add fields; nobody is harmed by one.
                }
            }
        }

        @Override
        public void number(String name, double value) {
            boolean whole = value >= 0 && value < 1L << 53;
            if (name.equals("sent_at_ms")) {
                sentAt = whole ? (long) value : -1;
            } else if (whole && (name.equals("guests") || name.equals("members") || name.equals("admins"))) {
                counts++;
            }
        }

        void requireContentOf(MessageType type) throws MalformedMessageException {
            if (type == MessageType.PING) {
                return;
            }
            if (!timestamp) {
                throw new MalformedMessageException("timestamp missing");
            }
            if (type.isOfRoom()
                    && (!username || Objects.requireNonNullElse(room, "").isEmpty())) {
                throw new MalformedMessageException("room or username missing");
            }
            String missing = switch (type) {
                case CHAT_MESSAGE, ANNOUNCEMENT -> text ? null : "text";
                case MESSAGE_UPDATED -> text && messageId ? null : "text or message_id";
                case MESSAGE_DELETED -> messageId ? null : "message_id";
                case USER_DISCONNECTED -> clientId ? null : "client_id";
                case PRESENCE -> counts == 3 ? null : "guests, members or admins";
                default -> null;
            };
            if (missing != null) {
                throw new MalformedMessageException(missing + " missing");
            }
        }
    }
}
