package dev.wsctl.cli.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Glob;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.source.resp.RespError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the heartbeats in {@code <prefix>:instances:*} (docs/protocol.md). */
public final class HeartbeatReader {
    /** @param gaps where could not be looked, and why; there may be more instances then */
    public record Registry(List<InstanceStatus> instances, List<String> gaps) {
        public boolean partial() {
            return !gaps.isEmpty();
        }
    }

    /** How many keys to look at for instances that somebody has under another prefix. */
    private static final long DISCOVERY_LIMIT = 200_000;

    private HeartbeatReader() {}

    /** Prefixes that have heartbeats, and how many; as far as a bounded search finds them. */
    public static Map<String, Long> prefixes(List<RedisNode> nodes, Deadline deadline) {
        Map<String, Set<String>> ids = new TreeMap<>();
        Deadline search = deadline.atMost(Duration.ofNanos(Math.max(1, deadline.remainingNanos() / 2)));
        Glob heartbeat = new Glob("*:instances:*");
        new SessionScanner(search, DISCOVERY_LIMIT).scan(nodes, "*", (node, key) -> {
            if (key.matches(heartbeat)) {
                String name = key.text();
                int end = name.lastIndexOf(":instances:");
                ids.computeIfAbsent(name.substring(0, end), prefix -> new TreeSet<>())
                        .add(name.substring(end));
            }
            return true;
        });
        Map<String, Long> counts = new TreeMap<>();
        ids.forEach((prefix, names) -> counts.put(prefix, (long) names.size()));
        return counts;
    }

    /** Half of what is left of the deadline goes into finding the keys, so that there is time to read them. */
    public static Registry read(List<RedisNode> nodes, String prefix, Deadline deadline) {
        Map<RedisNode, List<String>> keys = new HashMap<>();
        Deadline search = deadline.atMost(Duration.ofNanos(Math.max(1, deadline.remainingNanos() / 2)));
        SessionScanner.Extent extent = new SessionScanner(search, Long.MAX_VALUE)
                .scan(
                        nodes,
                        literal(prefix) + ":instances:*",
                        (node, key) -> keys.computeIfAbsent(node, n -> new ArrayList<>())
                                .add(key.text()));
        List<InstanceStatus> instances = new ArrayList<>();
        List<String> gaps = new ArrayList<>(extent.gaps());
        keys.forEach((node, names) -> {
            try {
                read(node, names, prefix, instances);
            } catch (RedisFailure e) {
                if (nodes.size() == 1 || !e.ofAPart()) {
                    throw e;
                }
                gaps.add(e.what());
            }
        });
        instances.sort((a, b) -> a.id().compareTo(b.id()));
        return new Registry(instances, gaps);
    }

    /** The heartbeats of these very instances, as far as there are any; in a cluster the nodes that lack one say so. */
    static List<InstanceStatus> named(List<RedisNode> nodes, String prefix, Collection<String> ids) {
        List<InstanceStatus> instances = new ArrayList<>();
        List<String> names = ids.stream().map(id -> prefix + ":instances:" + id).toList();
        if (!names.isEmpty()) {
            nodes.forEach(node -> read(node, names, prefix, instances));
        }
        instances.sort((a, b) -> a.id().compareTo(b.id()));
        return instances;
    }

    private static void read(RedisNode node, List<String> names, String prefix, List<InstanceStatus> into) {
        List<String[]> commands = new ArrayList<>();
        for (String name : names.stream().distinct().toList()) {
            commands.add(new String[] {"GET", name});
            commands.add(new String[] {"PTTL", name});
        }
        List<@Nullable Object> replies = node.callAll(commands);
        for (int i = 0; i + 1 < replies.size(); i += 2) {
            if (replies.get(i) instanceof RespError error && error.kind().equals("NOPERM")) {
                throw node.forbidden("the heartbeats " + prefix + ":instances:*", "'%R~" + prefix + ":instances:*'");
            }
            // A heartbeat may expire between SCAN and GET; another type under that name is not a heartbeat.
            if (replies.get(i) instanceof String json && replies.get(i + 1) instanceof Long ttl) {
                String id = commands.get(i)[1].substring((prefix + ":instances:").length());
                into.add(status(id, json, ttl));
            }
        }
    }

    private static InstanceStatus status(String id, String json, long ttlMillis) {
        Map<String, String> fields = flatten(json);
        long expiry = (long) number(fields, "expiresAfterMs", 45_000);
        Duration age = ttlMillis < 0 ? null : Duration.ofMillis(Math.max(0, expiry - ttlMillis));
        return new InstanceStatus(
                id,
                fields.getOrDefault("address", "?"),
                whole(fields, "connectedClients"),
                whole(fields, "rooms"),
                "true".equals(fields.get("degraded")),
                fields.containsKey("instanceId") && fields.containsKey("connectedClients"),
                age,
                uptime(fields),
                new InstanceStatus.Pool(
                        whole(fields, "pool.max"),
                        whole(fields, "pool.created"),
                        whole(fields, "pool.available"),
                        whole(fields, "pool.inUse"),
                        whole(fields, "pool.waiting")),
                new InstanceStatus.PubSub(
                        whole(fields, "pubsub.messagesPublished"),
                        whole(fields, "pubsub.messagesReceived"),
                        whole(fields, "pubsub.publishFailures"),
                        number(fields, "pubsub.averageLatencyMs", Double.NaN),
                        number(fields, "pubsub.maxLatencyMs", Double.NaN)));
    }

    private static @Nullable Duration uptime(Map<String, String> fields) {
        return fields.containsKey("startedAt") && fields.containsKey("lastHeartbeat")
                ? Duration.ofMillis(whole(fields, "lastHeartbeat") - whole(fields, "startedAt"))
                : null;
    }

    /** A prefix is a name, not a pattern. */
    static String literal(String prefix) {
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < prefix.length(); i++) {
            char c = prefix.charAt(i);
            if ("*?[]\\^".indexOf(c) >= 0) {
                literal.append('\\');
            }
            literal.append(c);
        }
        return literal.toString();
    }

    private static long whole(Map<String, String> fields, String name) {
        return (long) number(fields, name, 0);
    }

    private static double number(Map<String, String> fields, String name, double otherwise) {
        try {
            return Double.parseDouble(fields.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Scalars by dotted path. What is no JSON yields no fields: the instance is listed, with nothing known of it. */
    static Map<String, String> flatten(String json) {
        Map<String, String> fields = new HashMap<>();
        List<String> path = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            String name = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    name = parser.currentName();
                } else if (token.isStructStart()) {
                    path.add(name);
                } else if (token.isStructEnd()) {
                    path.remove(path.size() - 1);
                } else {
                    fields.put(dotted(path, name), parser.getText());
                }
            }
            return fields;
        } catch (IOException e) {
            return fields;
        }
    }

    private static String dotted(List<String> path, String name) {
        // The first element is the document itself, which has no name.
        return path.size() <= 1 ? name : String.join(".", path.subList(1, path.size())) + "." + name;
    }
}
