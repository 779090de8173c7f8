package dev.wsctl.cli.faults;

import dev.wsctl.server.embedded.EmbeddedRedis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Redis, all of its nodes that run, knows of the instances. */
final class RedisSide {

    /** A connection as CLIENT LIST shows it. */
    record Connection(EmbeddedRedis node, String id, String name) {}

    private static final Pattern CLIENT = Pattern.compile("(?m)^id=(\\d+) .*? name=(chat:\\S+) ");
    private static final String ROOM = "chat:wsctl-";
    /** Channels on which an instance listens for as long as it lives. */
    static final String STANDING = "chat:pubsub:global:";

    private static final String POOL = ":pool";

    private final List<EmbeddedRedis> nodes;
    private final boolean sharded;

    RedisSide(List<EmbeddedRedis> nodes, boolean sharded) {
        this.nodes = nodes;
        this.sharded = sharded;
    }

    private List<EmbeddedRedis> running() {
        return nodes.stream().filter(EmbeddedRedis::isRunning).toList();
    }

    /** How many subscribers each room of a load has, over all nodes. */
    Map<String, Integer> roomSubscribers() {
        return subscribers(sharded ? "SHARD" : "", ROOM);
    }

    /** How many subscribers every channel of the instances has, over all nodes, of each kind. */
    Map<String, Integer> allSubscribers() {
        Map<String, Integer> all = subscribers("", "chat:");
        subscribers("SHARD", "chat:").forEach((channel, count) -> all.merge(channel, count, Integer::sum));
        return all;
    }

    private Map<String, Integer> subscribers(String kind, String prefix) {
        Map<String, Integer> subscribers = new HashMap<>();
        for (EmbeddedRedis node : running()) {
            List<String> channels = node.command("PUBSUB", kind + "CHANNELS", prefix + "*")
                    .lines()
                    .toList();
            if (channels.isEmpty()) {
                continue;
            }
            List<String> command = new ArrayList<>(List.of("PUBSUB", kind + "NUMSUB"));
            command.addAll(channels);
            List<String> answer =
                    node.command(command.toArray(String[]::new)).lines().toList();
            for (int i = 0; i + 1 < answer.size(); i += 2) {
                subscribers.merge(answer.get(i), Integer.parseInt(answer.get(i + 1)), Integer::sum);
            }
        }
        return subscribers;
    }

    /** The instances' connections, on all nodes. */
    List<Connection> connections() {
        List<Connection> connections = new ArrayList<>();
        for (EmbeddedRedis node : running()) {
            Matcher client = CLIENT.matcher(node.command("CLIENT", "LIST"));
            while (client.find()) {
                connections.add(new Connection(node, client.group(1), client.group(2)));
            }
        }
        return connections;
    }

    /** How many connections there are of each name, pools left out. */
    Map<String, Integer> connectionsByName() {
        return byName(connection -> !connection.name().endsWith(POOL));
    }

    /** How many connections each pool holds. */
    Map<String, Integer> pooled() {
        return byName(connection -> connection.name().endsWith(POOL));
    }

    private Map<String, Integer> byName(Predicate<Connection> which) {
        Map<String, Integer> byName = new HashMap<>();
        connections().stream().filter(which).forEach(connection -> byName.merge(connection.name(), 1, Integer::sum));
        return byName;
    }

    /** On how many nodes instances may keep keys. */
    int masters() {
        return sharded ? 3 : 1;
    }

    /** CLIENT KILL of all connections of this kind, such as {@code sub}. @return how many there were */
    int killConnections(String kind) {
        List<Connection> killed = connections().stream()
                .filter(connection -> connection.name().endsWith(":" + kind))
                .toList();
        killed.forEach(connection -> connection.node().command("CLIENT", "KILL", "ID", connection.id()));
        return killed.size();
    }
}
