package dev.wsctl.server.protocol;

/** Why the server closes a connection. Clients depend on the numbers; docs/protocol.md says what they should do. */
public enum CloseCode {
    NORMAL(1000, ""),
    PROTOCOL_ERROR(1002, "protocol error"),
    UNSUPPORTED_DATA(1003, "binary frames are not used here"),
    INVALID_UTF8(1007, "text is not UTF-8"),
    POLICY(1008, "message rate limit"),
    TOO_BIG(1009, "frame or message too big"),
    INTERNAL_ERROR(1011, "internal error"),
    RESTART(1012, "the instance restarts"),
    OVERLOAD(1013, "overload"),
    SLOW_READER(4008, "reads too slowly"),
    NO_PONG(4009, "no pong"),
    DISCONNECTED(4010, "disconnected by an administrator");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    /** What stands in the close frame: ASCII, at most 123 bytes. */
    public String reason() {
        return reason;
    }

    /** Whether a peer may send this code in a close frame (RFC 6455 section 7.4, IANA registry). */
    public static boolean mayBeSent(int code) {
        return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006)
                || (code >= 3000 && code <= 4999);
    }
}
