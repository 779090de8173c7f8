package dev.wsctl.cli.source;

import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.source.resp.RespError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks every node for its channels and adds up: in a cluster a classic subscription sits on one arbitrary node. */
public final class ChannelReader {
    /** Channels a NUMSUB: keeps a request small and no single command long. */
    private static final int BATCH = 500;

    private final String pattern;
    private final Map<String, Long> classic = new LinkedHashMap<>();
    private final Map<String, Long> shard = new LinkedHashMap<>();
    private final List<String> gaps = new ArrayList<>();
    private long patterns;
    private long patternClients;

    private ChannelReader(String pattern) {
        this.pattern = pattern;
    }

    /**
     * What could be counted before the deadline.
     *
     * @param patterns in use; those of different nodes may be the same, so this is an upper bound there
     * @param patternClients connections with at least one pattern
     * @param gaps what could not be counted and why
     */
    public record Counts(
            Map<String, Long> classic, Map<String, Long> shard, long patterns, long patternClients, List<String> gaps) {
        public Map<String, Long> of(Kind kind) {
            return kind == Kind.SHARD ? shard : classic;
        }
    }

    /**
     * Subscribers by channel, for channels that match a glob.
     *
     * @throws RedisFailure when nothing at all could be counted, or Redis refused
     */
    public static Counts matching(List<RedisNode> nodes, String pattern, Deadline deadline) {
        ChannelReader reader = new ChannelReader(pattern);
        for (int i = 0; i < nodes.size(); i++) {
            reader.node(nodes.get(i), deadline.share(nodes.size() - i), nodes.size() > 1);
        }
        return new Counts(reader.classic, reader.shard, reader.patterns, reader.patternClients, reader.gaps);
    }

    private void node(RedisNode node, Deadline share, boolean amongOthers) {
        node.deadline(share);
        boolean begun = amongOthers;
        try {
            List<String> names = names(node, Kind.CLASSIC);
            begun |= !names.isEmpty();
            count(node, Kind.CLASSIC, names, classic);
            if (knowsShards(node)) {
                count(node, Kind.SHARD, names(node, Kind.SHARD), shard);
            }
            patterns += node.number("PUBSUB", "NUMPAT");
            patternClients += ClientReader.subscribers(List.of(node)).stream()
                    .filter(client -> client.patterns() > 0)
                    .count();
        } catch (RedisFailure e) {
            if (!begun || !e.unanswered()) {
                throw e;
            }
            gaps.add(e.what());
        }
    }

    /** Subscribers of these very channels, 0 included. */
    public static Map<String, Long> named(List<RedisNode> nodes, List<String> names) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (RedisNode node : nodes) {
            count(node, Kind.CLASSIC, names, counts);
        }
        return counts;
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
