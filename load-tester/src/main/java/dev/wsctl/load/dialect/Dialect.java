package dev.wsctl.load.dialect;

import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How to join a room and send a message on one kind of server. A delivery needs no dialect: it is recognised by the
 * {@link Marker} wherever that stands in a received frame. Must be immutable: event loops share it.
 */
public interface Dialect {

    /** The name under which users ask for it. */
    String name();

    /** The URL this member opens. */
    URI url(Member member);

    /** The subprotocol to ask for; empty: none. */
    default String subprotocol() {
        return "";
    }

    /** Text frames to send once the connection is open, in this order. */
    default List<String> joinFrames(Member member) {
        return List.of();
    }

    /** What a received frame must be like before the member counts as joined; absent: joined at once. */
    default Optional<Condition> joined() {
        return Optional.empty();
    }

    /**
     * Why the server does not let a member join, if a frame that came before it has says so.
     *
     * @return the server's words, empty if it gives none; they hold no secret
     */
    default Optional<String> refusal(String frame) {
        return Optional.empty();
    }

    /**
     * Whether {@link #react} wants to see a received frame. Asked for every frame, before anything is made of it: look at
     * its bytes only, and at few of them.
     */
    default boolean concerns(ByteBuf in, int from, int end) {
        return false;
    }

    /** What the member does about a frame that {@link #concerns} it; asked before the frame may mean joined. */
    default Reaction react(Member member, String frame) {
        return new Reaction.Nothing();
    }

    /** What stands around the text of a message this member sends. */
    Envelope envelope(Member member);

    default Optional<KeepAlive> keepAlive(Member member) {
        return Optional.empty();
    }
}
