package dev.wsctl.cli.payload;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Socket.IO's adapters and python-socketio mean by their messages. Numbers are those of their sources. */
final class SocketIo {
    private static final List<String> PACKETS =
            List.of("CONNECT", "DISCONNECT", "EVENT", "ACK", "CONNECT_ERROR", "BINARY_EVENT", "BINARY_ACK");

    /** {@code @socket.io/redis-adapter}, RequestType. */
    private static final List<String> REQUESTS = List.of(
            "SOCKETS",
            "ALL_ROOMS",
            "REMOTE_JOIN",
            "REMOTE_LEAVE",
            "REMOTE_DISCONNECT",
            "REMOTE_FETCH",
            "SERVER_SIDE_EMIT",
            "BROADCAST",
            "BROADCAST_CLIENT_COUNT",
            "BROADCAST_ACK");

    /** {@code socket.io-adapter}, MessageType of the cluster adapter; there is no 0. */
    private static final List<String> MESSAGES = List.of(
            "",
            "INITIAL_HEARTBEAT",
            "HEARTBEAT",
            "BROADCAST",
            "SOCKETS_JOIN",
            "SOCKETS_LEAVE",
            "DISCONNECT_SOCKETS",
            "FETCH_SOCKETS",
            "FETCH_SOCKETS_RESPONSE",
            "SERVER_SIDE_EMIT",
            "SERVER_SIDE_EMIT_RESPONSE",
            "BROADCAST_CLIENT_COUNT",
            "BROADCAST_ACK",
            "ADAPTER_CLOSE");

    private SocketIo() {}

    /** A broadcast of the classic adapter: {@code [uid, packet, {rooms, except, flags}]}. */
    static @Nullable Meaning broadcast(@Nullable Object tree) {
        if (!(tree instanceof List<?> parts)
                || parts.size() < 2
                || !(parts.get(0) instanceof String uid)
                || !(parts.get(1) instanceof Map<?, ?> packet)) {
            return null;
        }
        Object options = parts.size() > 2 ? parts.get(2) : null;
        return new Meaning("Socket.IO", packet(packet), rooms(options), uid);
    }

    static @Nullable Meaning request(@Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> map) || !map.containsKey("requestId")) {
            return null;
        }
        String type = map.containsKey("type") ? name(REQUESTS, map.get("type")) : "response";
        return new Meaning("Socket.IO", type, rooms(map), Meaning.text(map.get("uid")));
    }

    /** A message of the sharded or the streams adapter: {@code {uid, nsp, type, data}}. */
    static @Nullable Meaning cluster(@Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> map) || !map.containsKey("nsp") || !map.containsKey("type")) {
            return null;
        }
        String type = name(MESSAGES, map.get("type"));
        Object options = null;
        if (map.get("data") instanceof Map<?, ?> data) {
            options = data.get("opts");
            if (data.get("packet") instanceof Map<?, ?> packet) {
                type += " " + packet(packet);
            }
        }
        return new Meaning("Socket.IO", type, rooms(options), Meaning.text(map.get("uid")));
    }

    static @Nullable Meaning python(@Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> map) || !map.containsKey("method") || !map.containsKey("host_id")) {
            return null;
        }
        String event = Meaning.text(map.get("event"));
        return new Meaning(
                "python-socketio",
                Meaning.text(map.get("method")) + (event.isEmpty() ? "" : " " + event),
                Meaning.text(map.get("room")),
                Meaning.text(map.get("host_id")));
    }

    private static String packet(Map<?, ?> packet) {
        String type = name(PACKETS, packet.get("type"));
        return packet.get("data") instanceof List<?> data && !data.isEmpty() && data.get(0) instanceof String event
                ? type + " " + event
                : type;
    }

    private static String rooms(@Nullable Object options) {
        return options instanceof Map<?, ?> map && map.get("rooms") instanceof List<?> rooms
                ? String.join(",", rooms.stream().map(String::valueOf).toList())
                : "";
    }

    private static String name(List<String> names, @Nullable Object type) {
        return type instanceof Long number && number >= 0 && number < names.size()
                ? names.get(number.intValue())
                : Meaning.text(type);
    }
}
