package dev.wsctl.cli.connect;

import dev.wsctl.load.dialect.Dialect;
import dev.wsctl.load.dialect.Envelope;
import dev.wsctl.load.dialect.KeepAlive;
import dev.wsctl.load.dialect.Member;
import dev.wsctl.load.dialect.Reaction;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A dialect for somebody who may be called anything and say anything: what the load tester needs no escaping for, its names
 * being harmless, is escaped here, for a URL or for JSON.
 */
final class Phrases {
    private final Dialect dialect;
    private final Target target;
    private final Member member;

    /**
     * Where to, and as whom.
     *
     * @param room empty: none is asked for, and the URL is opened as it was given
     */
    record Target(URI url, String room, String name) {
        Target withRoom(String newRoom) {
            return new Target(url, newRoom, name);
        }
    }

    Phrases(Dialect dialect, Target target) {
        this.dialect = dialect;
        this.target = target;
        this.member = new Member(0, Replies.escaped(target.room()), Replies.escaped(target.name()), target.url());
    }

    URI url() {
        // Socket.IO's says how to speak, not whom to join.
        if (target.room().isEmpty() && dialect.name().equals("chat")) {
            return target.url();
        }
        return dialect.url(new Member(0, encoded(target.room()), encoded(target.name()), target.url()));
    }

    String subprotocol() {
        return dialect.subprotocol();
    }

    List<String> joinFrames() {
        return dialect.joinFrames(member);
    }

    /** Whether the member counts as joined from the beginning. */
    boolean joinsSilently() {
        return dialect.joined().isEmpty();
    }

    boolean meansJoined(String frame) {
        return dialect.joined().filter(joined -> joined.isMetBy(frame)).isPresent();
    }

    /** Why the server does not let us join, if a frame says so. */
    Optional<String> refusal(String frame) {
        return dialect.refusal(frame);
    }

    Reaction react(String frame) {
        return dialect.react(member, frame);
    }

    Optional<KeepAlive> keepAlive() {
        return dialect.keepAlive(member);
    }

    /** The frame that says a text. */
    String saying(String text) {
        Envelope envelope = dialect.envelope(member);
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        byte[] around = new byte[envelope.overhead()];
        envelope.wrap(around, 0);
        int before = envelope.textOffset();
        boolean quoted = before > 0 && around[before - 1] == '"';
        byte[] said = quoted ? Replies.escaped(text).getBytes(StandardCharsets.UTF_8) : plain;
        byte[] frame = new byte[envelope.overhead() + said.length];
        envelope.wrap(frame, said.length);
        System.arraycopy(said, 0, frame, before, said.length);
        return new String(frame, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
