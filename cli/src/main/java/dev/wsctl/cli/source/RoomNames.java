package dev.wsctl.cli.source;

import dev.wsctl.load.dialect.Condition;
import dev.wsctl.load.dialect.Dialect;
import dev.wsctl.load.dialect.Envelope;
import dev.wsctl.load.dialect.KeepAlive;
import dev.wsctl.load.dialect.Member;
import dev.wsctl.load.dialect.Reaction;
import dev.wsctl.load.plan.Redacted;
import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** A dialect that notes who joins which room where: the rooms' channels are looked for in Redis. */
final class RoomNames implements Dialect {
    private final Dialect dialect;
    private final Set<String> rooms = new ConcurrentSkipListSet<>();
    private final Map<Integer, URI> targets = new ConcurrentHashMap<>();

    RoomNames(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Rooms asked for by now. */
    Set<String> rooms() {
        return rooms;
    }

    /** The URL that a connection was opened to, without secrets; empty if there is no such connection. */
    String targetOf(int connection) {
        URI target = targets.get(connection);
        return target == null ? "" : Redacted.url(target);
    }

    /** A plan is tried with a made-up member before anyone joins. */
    void forget() {
        rooms.clear();
        targets.clear();
    }

    @Override
    public URI url(Member member) {
        rooms.add(member.room());
        targets.put(member.number(), member.target());
        return dialect.url(member);
    }

    @Override
    public String name() {
        return dialect.name();
    }

    @Override
    public String subprotocol() {
        return dialect.subprotocol();
    }

    @Override
    public List<String> joinFrames(Member member) {
        return dialect.joinFrames(member);
    }

    @Override
    public Optional<Condition> joined() {
        return dialect.joined();
    }

    @Override
    public Optional<String> refusal(String frame) {
        return dialect.refusal(frame);
    }

    @Override
    public boolean concerns(ByteBuf in, int from, int end) {
        return dialect.concerns(in, from, end);
    }

    @Override
    public Reaction react(Member member, String frame) {
        return dialect.react(member, frame);
    }

    @Override
    public Envelope envelope(Member member) {
        return dialect.envelope(member);
    }

    @Override
    public Optional<KeepAlive> keepAlive(Member member) {
        return dialect.keepAlive(member);
    }
}
