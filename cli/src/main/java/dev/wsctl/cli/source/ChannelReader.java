package dev.wsctl.cli.source;

import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.NodeChannels;
import dev.wsctl.cli.source.resp.RespError;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks every node for its channels and adds up: in a cluster a classic subscription sits on one arbitrary node. */
public final class ChannelReader {
    /** Channels a NUMSUB: keeps a request small and no single command long. */
    private static final int BATCH = 500;

    private final String pattern;
    private final @Nullable Function<RedisNode, String> places;
    private final Map<Kind, Map<String, Long>> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<String, Map<String, Long>>> shares = new EnumMap<>(Kind.class);
    private final List<NodeChannels> byNode = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private long patterns;
    private long patternClients;

    private ChannelReader(String pattern, @Nullable Function<RedisNode, String> places) {
        this.pattern = pattern;
        this.places = places;
        for (Kind kind : Kind.values()) {
            counts.put(kind, new LinkedHashMap<>());
            shares.put(kind, new HashMap<>());
        }
    }

    /**
     * What could be counted before the deadline.
     *
     * @param patterns in use; those of different nodes may be the same, so this is an upper bound there
     * @param patternClients connections with at least one pattern
     * @param gaps what could not be counted and why
     * @param byNode what each node said, in the order asked; an incomplete one's numbers are lower bounds
     * @param shares by channel: subscribers by place, where places were asked for
     */
    public record Counts(
            Map<Kind, Map<String, Long>> channels,
            long patterns,
            long patternClients,
            List<String> gaps,
            List<NodeChannels> byNode,
            Map<Kind, Map<String, Map<String, Long>>> shares) {
        public Map<String, Long> of(Kind kind) {
            return channels.getOrDefault(kind, Map.of());
        }

        public Map<String, Long> classic() {
            return of(Kind.CLASSIC);
        }

        public Map<String, Long> shard() {
            return of(Kind.SHARD);
        }

        /** Subscribers of one channel by place; empty unless places were asked for. */
        public Map<String, Long> shares(Kind kind, String channel) {
            return shares.getOrDefault(kind, Map.of()).getOrDefault(channel, Map.of());
        }
    }

    /**
     * Subscribers by channel, for channels that match a glob.
     *
     * @throws RedisFailure when nothing at all could be counted, or Redis refused
     */
    public static Counts matching(List<RedisNode> nodes, String pattern, Deadline deadline) {
        return matching(nodes, pattern, deadline, null);
    }

    /** @param places what the place is called that a node stands for, where shares are wanted by place; null for no shares */
    public static Counts matching(
            List<RedisNode> nodes, String pattern, Deadline deadline, @Nullable Function<RedisNode, String> places) {
        ChannelReader reader = new ChannelReader(pattern, places);
        for (int i = 0; i < nodes.size(); i++) {
            reader.node(nodes.get(i), deadline.share(nodes.size() - i), nodes.size() > 1);
        }
        return new Counts(
                reader.counts, reader.patterns, reader.patternClients, reader.gaps, reader.byNode, reader.shares);
    }

    private void node(RedisNode node, Deadline share, boolean amongOthers) {
        node.deadline(share);
        boolean begun = amongOthers;
        Map<String, Long> classic = new LinkedHashMap<>();
        Map<String, Long> shard = new LinkedHashMap<>();
        long ownPatterns = 0;
        String problem = "";
        try {
            List<String> names = names(node, Kind.CLASSIC);
            begun |= !names.isEmpty();
            count(node, Kind.CLASSIC, names, classic);
            if (knowsShards(node)) {
                count(node, Kind.SHARD, names(node, Kind.SHARD), shard);
            }
            ownPatterns = node.number("PUBSUB", "NUMPAT");
            // The list is long on a busy node, and without a pattern nobody can hold one.
            if (ownPatterns > 0) {
                patternClients += ClientReader.subscribers(node).stream()
                        .filter(client -> client.patterns() > 0)
                        .count();
            }
        } catch (RedisFailure e) {
            if (!begun || !e.ofOneNode()) {
                throw e;
            }
            problem = e.what();
            gaps.add(problem);
        }
        patterns += ownPatterns;
        add(Kind.CLASSIC, node, classic);
        add(Kind.SHARD, node, shard);
        byNode.add(new NodeChannels(
                node.endpoint().display(),
                classic.size(),
                shard.size(),
                sum(classic) + sum(shard),
                ownPatterns,
                problem));
    }

    private void add(Kind kind, RedisNode node, Map<String, Long> found) {
        Map<String, Long> all = counts.getOrDefault(kind, Map.of());
        found.forEach((name, subscribers) -> all.merge(name, subscribers, Long::sum));
        if (places != null) {
            String place = places.apply(node);
            Map<String, Map<String, Long>> by = shares.getOrDefault(kind, Map.of());
            found.forEach((name, subscribers) ->
                    by.computeIfAbsent(name, channel -> new TreeMap<>()).merge(place, subscribers, Long::sum));
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Subscribers of these very channels on all of these nodes, 0 included; classic ones. */
    public static Map<String, Long> named(List<RedisNode> nodes, List<String> names) {
        Map<String, Long> counts = new LinkedHashMap<>();
        nodes.forEach(node -> count(node, Kind.CLASSIC, names, counts));
        return counts;
    }

    /**
     * Subscribers of these very channels on one node, 0 included; of shard channels only those that there are.
     *
     * @throws RedisFailure when it does not answer, or refuses
     */
    static Map<Kind, Map<String, Long>> named(RedisNode node, List<String> names) {
        Map<String, Long> classic = new LinkedHashMap<>();
        Map<String, Long> shard = new LinkedHashMap<>();
        count(node, Kind.CLASSIC, names, classic);
        if (!names.isEmpty() && knowsShards(node)) {
            count(node, Kind.SHARD, names, shard);
            shard.values().removeIf(subscribers -> subscribers == 0);
        }
        return Map.of(Kind.CLASSIC, classic, Kind.SHARD, shard);
    }

    private List<String> names(RedisNode node, Kind kind) {
        List<String> names = new ArrayList<>();
        for (Object name : node.list("PUBSUB", kind == Kind.SHARD ? "SHARDCHANNELS" : "CHANNELS", pattern)) {
            names.add(String.valueOf(name));
        }
        return names;
    }

    private static void count(RedisNode node, Kind kind, List<String> names, Map<String, Long> counts) {
        for (int from = 0; from < names.size(); from += BATCH) {
            List<String> command = new ArrayList<>(BATCH + 2);
            command.add("PUBSUB");
            command.add(kind == Kind.SHARD ? "SHARDNUMSUB" : "NUMSUB");
            command.addAll(names.subList(from, Math.min(names.size(), from + BATCH)));
            List<?> pairs = node.list(command.toArray(new String[0]));
            for (int i = 0; i + 1 < pairs.size(); i += 2) {
                long subscribers = pairs.get(i + 1) instanceof Long n ? n : 0;
                counts.merge(String.valueOf(pairs.get(i)), subscribers, Long::sum);
            }
        }
    }

    /** Sharded pub/sub came with Redis 7. */
    private static boolean knowsShards(RedisNode node) {
        Object reply = node.callAll(List.<String[]>of(new String[] {"PUBSUB", "SHARDCHANNELS", "wsctl:none"}))
                .get(0);
        if (reply instanceof RespError error && error.kind().equals("NOPERM")) {
            throw node.failure(error, "PUBSUB SHARDCHANNELS");
        }
        return !(reply instanceof RespError);
    }
}
