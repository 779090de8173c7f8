package dev.wsctl.cli.framework;

import static dev.wsctl.cli.model.Confidence.HIGH;
import static dev.wsctl.cli.model.Confidence.LOW;

import dev.wsctl.cli.model.ChannelCensus.Channel;
import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.Confidence;
import dev.wsctl.cli.model.Glob;
import java.util.List;

/** Who uses a channel, told by its name alone; common names and configurable prefixes are marked as hints. */
public final class ChannelFramework {
    private record Rule(Glob glob, Kind kind, String name, Confidence confidence) {}

    /** The first that matches. */
    private static final List<Rule> RULES = List.of(
            rule(Kind.SHARD, "socket.io#*", "Socket.IO sharded", HIGH),
            rule(Kind.CLASSIC, "socket.io-request#*", "Socket.IO", HIGH),
            rule(Kind.CLASSIC, "socket.io-response#*", "Socket.IO", HIGH),
            rule(Kind.CLASSIC, "socket.io#*", "Socket.IO streams", HIGH),
            rule(Kind.CLASSIC, "socketio", "python-socketio", LOW),
            rule(Kind.CLASSIC, "asgispecific.*", "Django Channels", HIGH),
            rule(Kind.CLASSIC, "asgi__group__*", "Django Channels", HIGH),
            rule(Kind.CLASSIC, "_action_cable_internal", "Action Cable", HIGH),
            rule(Kind.CLASSIC, "*action_cable/*", "Action Cable", HIGH),
            rule(Kind.CLASSIC, "__anycable*", "AnyCable", HIGH),
            rule(Kind.CLASSIC, "reverb", "Laravel Reverb", LOW),
            rule(Kind.CLASSIC, "*#comms#re[qs]*", "Soketi", HIGH),
            rule(Kind.CLASSIC, "*:internal:groups", "SignalR", HIGH),
            rule(Kind.CLASSIC, "*:internal:ack:*", "SignalR", HIGH),
            rule(Kind.CLASSIC, "*:connection:*", "SignalR", LOW),
            rule(Kind.CLASSIC, "phx:*", "Phoenix", LOW),
            rule(Kind.CLASSIC, "centrifugo.*", "Centrifugo", HIGH),
            rule(Kind.CLASSIC, "hocuspocus:*", "Hocuspocus", HIGH),
            rule(Kind.CLASSIC, "hocuspocus#reply:*", "Hocuspocus", HIGH),
            rule(Kind.CLASSIC, "*#reply:*", "Hocuspocus", LOW),
            rule(Kind.CLASSIC, "*:pubsub:global:broadcast", "wsctl server", HIGH),
            rule(Kind.CLASSIC, "__sentinel__:*", "Sentinel", HIGH),
            rule(Kind.CLASSIC, "__key*@*", "keyspace events", HIGH),
            rule(Kind.CLASSIC, "chat:*", "chat rooms", LOW));

    private ChannelFramework() {}

    /** The channel with the framework that names channels so, if one is known. */
    public static Channel recognise(String channel, Kind kind, long subscribers) {
        for (Rule rule : RULES) {
            if (rule.kind == kind && rule.glob.matches(channel)) {
                return new Channel(channel, kind, subscribers, rule.name, rule.confidence);
            }
        }
        return Channel.unnamed(channel, kind, subscribers);
    }

    private static Rule rule(Kind kind, String glob, String name, Confidence confidence) {
        return new Rule(new Glob(glob), kind, name, confidence);
    }
}
