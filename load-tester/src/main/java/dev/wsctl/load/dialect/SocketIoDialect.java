package dev.wsctl.load.dialect;

import dev.wsctl.load.plan.PlanException;
import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.util.Optional;

/**
 * Socket.IO v3 and v4 (protocol 5 on Engine.IO 4), by WebSocket from the start, so that no sticky load balancer is
 * needed. Socket.IO has no rooms for clients, only events: which one an application takes for joining, and which for
 * a message, is the application's own affair, and therefore a template here.
 *
 * <p>Packets: {@code 0} open, {@code 2} ping, {@code 3} pong, {@code 40} connected, {@code 41} disconnected, {@code
 * 42} event, {@code 43} acknowledgement, {@code 44} refused; before their data the namespace with a comma, unless it
 * is {@code /}, and the acknowledgement's number. See <a
 * href="https://socket.io/docs/v4/socket-io-protocol/">the protocol</a>.
 *
 * @param namespace starts with a slash
 * @param auth JSON object sent when connecting to the namespace; empty: none. May hold a token: never shown
 * @param join JSON array of an event's name and arguments, sent once connected; empty: none
 * @param acknowledged whether the server calls back after the join, which is when the member counts as joined; else it
 *     does as soon as it is connected
 * @param send likewise, for a message, with {@code {text}} exactly once
 */
public record SocketIoDialect(
        String name, String namespace, String auth, String join, boolean acknowledged, String send) implements Dialect {

    /** The path at which servers listen unless told otherwise. */
    private static final String PATH = "/socket.io/";

    /** Number of the join's acknowledgement: the only one asked for. */
    private static final String JOIN_NUMBER = "0";

    /** {@code join} with the room, {@code message} with room and text. */
    public static final SocketIoDialect DEFAULT = new SocketIoDialect(
            "socketio",
            "/",
            "",
            "[\"join\",\"{room}\"]",
            false,
            "[\"message\",{\"room\":\"{room}\",\"text\":\"{text}\"}]");

    /** @throws PlanException if an event is no JSON array, or {@code send} doesn't carry the text */
    public SocketIoDialect {
        if (!namespace.startsWith("/") || namespace.indexOf(',') >= 0) {
            throw new PlanException(
                    "dialect " + name + ": a namespace starts with a slash and has no comma",
                    "For example namespace: /chat.");
        }
        if (!join.isEmpty() && !isEvent(join)) {
            throw new PlanException(
                    "dialect " + name + ": join must be a JSON array that starts with the event's name",
                    "For example join: '[\"join\",\"{room}\"]'.");
        }
        if (join.isEmpty() && acknowledged) {
            throw new PlanException(
                    "dialect " + name + ": acknowledged, but there is no join", "Give join, or leave this out.");
        }
        if (!isEvent(send) || !Placeholders.carriesText(send)) {
            throw new PlanException(
                    "dialect " + name
                            + ": send must be a JSON array with the event's name first and {text} exactly once",
                    "For example send: '[\"message\",{\"room\":\"{room}\",\"text\":\"{text}\"}]'.");
        }
    }

    private static boolean isEvent(String json) {
        return json.startsWith("[\"") && json.endsWith("]");
    }

    @Override
    public URI url(Member member) {
        URI target = member.target();
        String path = target.getRawPath() == null || target.getRawPath().length() <= 1 ? PATH : target.getRawPath();
        String given = target.getRawQuery() == null ? "" : target.getRawQuery() + "&";
        return URI.create(target.getScheme() + "://" + target.getRawAuthority() + path + "?" + given
                + "EIO=4&transport=websocket");
    }

    @Override
    public Optional<Condition> joined() {
        return Optional.of(
                new Condition.Contains(acknowledged ? "43" + address() + JOIN_NUMBER + "[" : "40" + address() + "{"));
    }

    @Override
    public Envelope envelope(Member member) {
        return Placeholders.around("42" + address() + send, member);
    }

    /** All but events without a number: those carry messages, and want nothing done. */
    @Override
    public boolean concerns(ByteBuf in, int from, int end) {
        if (end - from < 2 || in.getByte(from) != '4' || in.getByte(from + 1) != '2') {
            return true;
        }
        int number = from + 2 + address().length();
        return number < end && isDigit(in.getByte(number));
    }

    @Override
    public Reaction react(Member member, String frame) {
        if (frame.equals("2")) {
            return new Reaction.Send("3");
        }
        if (frame.startsWith("0{")) {
            return new Reaction.Send("40" + address() + Placeholders.fill(auth, member));
        }
        if (frame.startsWith("40" + address() + "{")) {
            return join.isEmpty() ? new Reaction.Nothing() : new Reaction.Send(joinEvent(member));
        }
        if (frame.startsWith("44" + address())) {
            return new Reaction.GiveUp("the server refused namespace " + namespace + ": "
                    + frame.substring(2 + address().length()));
        }
        if (frame.equals("41" + address()) || frame.equals("41")) {
            return new Reaction.GiveUp("disconnected by the server from namespace " + namespace);
        }
        if (frame.equals("1")) {
            return new Reaction.GiveUp("closed by the server");
        }
        String event = "42" + address();
        return frame.startsWith(event) ? acknowledge(frame, event.length()) : new Reaction.Nothing();
    }

    private String joinEvent(Member member) {
        return "42" + address() + (acknowledged ? JOIN_NUMBER : "") + Placeholders.fill(join, member);
    }

    /** A server that waits for an acknowledgement would otherwise send the event again, or give the client up. */
    private Reaction acknowledge(String frame, int from) {
        int end = from;
        while (end < frame.length() && isDigit((byte) frame.charAt(end))) {
            end++;
        }
        return end == from
                ? new Reaction.Nothing()
                : new Reaction.Send("43" + address() + frame.substring(from, end) + "[]");
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    /** The namespace as it stands in a packet. */
    private String address() {
        return namespace.equals("/") ? "" : namespace + ",";
    }

    @Override
    public String toString() {
        return "SocketIoDialect[" + name + ", namespace " + namespace + "]";
    }
}
