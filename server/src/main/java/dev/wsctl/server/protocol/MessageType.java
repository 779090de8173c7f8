package dev.wsctl.server.protocol;

import org.jspecify.annotations.Nullable;

/** The types of message that instances exchange. What only members receive is not among them. */
public enum MessageType {
    USER_JOINED("user_joined", true),
    USER_LEFT("user_left", true),
    CHAT_MESSAGE("chat_message", true),
    MESSAGE_UPDATED("message_updated", true),
    MESSAGE_DELETED("message_deleted", true),
    ANNOUNCEMENT("announcement", false),
    PRESENCE("presence", false),
    USER_DISCONNECTED("user_disconnected", false),
    PING("ping", false);

    private final String wireName;
    private final boolean ofRoom;

    MessageType(String wireName, boolean ofRoom) {
        this.wireName = wireName;
        this.ofRoom = ofRoom;
    }

    /** The value of the field {@code type}. */
    public String wireName() {
        return wireName;
    }

    /** Whether it travels on a room's channel; otherwise on the global one. */
    public boolean isOfRoom() {
        return ofRoom;
    }

    static @Nullable MessageType of(String wireName) {
        return switch (wireName) {
            case "chat_message" -> CHAT_MESSAGE;
            case "user_joined" -> USER_JOINED;
            case "user_left" -> USER_LEFT;
            case "message_updated" -> MESSAGE_UPDATED;
            case "message_deleted" -> MESSAGE_DELETED;
            case "announcement" -> ANNOUNCEMENT;
            case "presence" -> PRESENCE;
            case "user_disconnected" -> USER_DISCONNECTED;
            case "ping" -> PING;
            default -> null;
        };
    }
}
