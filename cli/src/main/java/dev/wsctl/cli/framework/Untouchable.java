package dev.wsctl.cli.framework;

import dev.wsctl.cli.model.ChannelCensus.Channel;
import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.Glob;
import java.util.ArrayList;
import java.util.List;

/**
 * Channels that nobody but their framework may publish to: a message it does not understand ends every instance of an
 * application (Socket.IO), or disconnects its clients (Django Channels). Seen on live systems; there is no override.
 */
public final class Untouchable {
    private record Rule(Glob glob, String framework) {}

    /** Beyond what {@link ChannelFramework} recognises: whatever prefix an application has chosen. */
    private static final List<Rule> RULES = List.of(
            new Rule(new Glob("*#/*"), "Socket.IO"),
            new Rule(new Glob("*-request#*"), "Socket.IO"),
            new Rule(new Glob("*-response#*"), "Socket.IO"),
            new Rule(new Glob("socket.io*"), "Socket.IO"),
            new Rule(new Glob("asgi*"), "Django Channels"),
            new Rule(new Glob("*redis-adapter*"), "Soketi"),
            new Rule(new Glob("*#comms#*"), "Soketi"),
            new Rule(new Glob("*:internal:*"), "SignalR"));

    private static final List<String> HUB_PARTS = List.of(":all", ":group:", ":connection:", ":user:");
    private static final List<String> NODE_PARTS = List.of(".control", ".node.", ".client.");

    private Untouchable() {}

    /** Whose a channel is; empty when anybody may publish to it, as far as its name tells. */
    public static String owner(String channel) {
        for (Kind kind : Kind.values()) {
            Channel known = ChannelFramework.recognise(channel, kind, 0);
            String name = known.framework();
            if (!name.isEmpty() && !name.equals("wsctl server") && !name.equals("chat rooms")) {
                return name;
            }
        }
        for (Rule rule : RULES) {
            if (rule.glob.matches(channel)) {
                return rule.framework;
            }
        }
        return "";
    }

    /**
     * Channels whose subscribers would show that a channel with an innocent name belongs to a framework: a SignalR hub, a
     * Centrifugo with another prefix.
     */
    public static List<String> witnesses(String channel) {
        List<String> witnesses = new ArrayList<>();
        for (int i = 0; i < channel.length(); i++) {
            String rest = channel.substring(i);
            if (HUB_PARTS.stream().anyMatch(rest::startsWith)) {
                witnesses.add(channel.substring(0, i) + ":internal:groups");
            } else if (NODE_PARTS.stream().anyMatch(rest::startsWith)) {
                witnesses.add(channel.substring(0, i) + ".control");
            }
        }
        return witnesses;
    }

    /** Whose a channel is that has a subscribed witness. */
    public static String ownerBehind(String witness) {
        return witness.endsWith(".control") ? "Centrifugo" : "SignalR";
    }

    /** Shard channels whose subscribers Socket.IO counts, and waits for an answer from each. */
    public static boolean countsSubscribers(String shardChannel) {
        return owner(shardChannel).startsWith("Socket.IO");
    }
}
