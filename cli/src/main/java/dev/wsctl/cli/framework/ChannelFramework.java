package dev.wsctl.cli.framework;

import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.Glob;
import java.util.List;

/** Who uses a channel, told by its name alone: a hint, since most prefixes can be configured. */
public final class ChannelFramework {
    private record Rule(Glob glob, Kind kind, String name) {}

    /** The first that matches. */
    private static final List<Rule> RULES = List.of(
            rule(Kind.SHARD, "socket.io#*", "Socket.IO sharded"),
            rule(Kind.CLASSIC, "socket.io-request#*", "Socket.IO"),
            rule(Kind.CLASSIC, "socket.io-response#*", "Socket.IO"),
            rule(Kind.CLASSIC, "socket.io#*", "Socket.IO streams"),
            rule(Kind.CLASSIC, "socketio", "python-socketio"),
            rule(Kind.CLASSIC, "asgispecific.*", "Django Channels"),
            rule(Kind.CLASSIC, "asgi__group__*", "Django Channels"),
            rule(Kind.CLASSIC, "_action_cable_internal", "Action Cable"),
            rule(Kind.CLASSIC, "*action_cable/*", "Action Cable"),
            rule(Kind.CLASSIC, "__anycable*", "AnyCable"),
            rule(Kind.CLASSIC, "reverb", "Laravel Reverb"),
            rule(Kind.CLASSIC, "*#comms#re[qs]*", "Soketi"),
            rule(Kind.CLASSIC, "*:internal:groups", "SignalR"),
            rule(Kind.CLASSIC, "*:internal:ack:*", "SignalR"),
            rule(Kind.CLASSIC, "*:connection:*", "SignalR"),
            rule(Kind.CLASSIC, "phx:*", "Phoenix"),
            rule(Kind.CLASSIC, "centrifugo.*", "Centrifugo"),
            rule(Kind.CLASSIC, "hocuspocus:*", "Hocuspocus"),
            rule(Kind.CLASSIC, "*:pubsub:global:broadcast", "wsctl server"),
            rule(Kind.CLASSIC, "__sentinel__:*", "Sentinel"),
            rule(Kind.CLASSIC, "__key*@*", "keyspace events"),
            rule(Kind.CLASSIC, "chat:*", "chat rooms"));

    private ChannelFramework() {}

    /** Empty when nobody known names channels so. */
    public static String of(String channel, Kind kind) {
        for (Rule rule : RULES) {
            if (rule.kind == kind && rule.glob.matches(channel)) {
                return rule.name;
            }
        }
        return "";
    }

    private static Rule rule(Kind kind, String glob, String name) {
        return new Rule(new Glob(glob), kind, name);
    }
}
