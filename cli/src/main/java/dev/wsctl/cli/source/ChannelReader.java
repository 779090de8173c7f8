package dev.wsctl.cli.source;

import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.source.resp.RespError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks every node for its channels and adds up: in a cluster a classic subscription sits on one arbitrary node. */
public final class ChannelReader {
    /** Channels a NUMSUB: keeps a request small and no single command long. */
    private static final int BATCH = 500;

    private ChannelReader() {}

    /** Subscribers by channel, for channels that match a glob. */
    public static Map<String, Long> matching(List<RedisNode> nodes, Kind kind, String pattern) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (RedisNode node : nodes) {
            if (kind == Kind.SHARD && !knowsShards(node)) {
                continue;
            }
            List<String> names = new ArrayList<>();
            for (Object name : node.list("PUBSUB", kind == Kind.SHARD ? "SHARDCHANNELS" : "CHANNELS", pattern)) {
                names.add(String.valueOf(name));
            }
            add(node, kind, names, counts);
        }
        return counts;
    }

    /** Subscribers of these very channels, 0 included. */
    public static Map<String, Long> named(List<RedisNode> nodes, List<String> names) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (RedisNode node : nodes) {
            add(node, Kind.CLASSIC, names, counts);
        }
        return counts;
    }

    private static void add(RedisNode node, Kind kind, List<String> names, Map<String, Long> counts) {
        List<String[]> commands = new ArrayList<>();
        for (int from = 0; from < names.size(); from += BATCH) {
            List<String> batch = names.subList(from, Math.min(names.size(), from + BATCH));
            List<String> command = new ArrayList<>(batch.size() + 2);
            command.add("PUBSUB");
            command.add(kind == Kind.SHARD ? "SHARDNUMSUB" : "NUMSUB");
            command.addAll(batch);
            commands.add(command.toArray(new String[0]));
        }
        if (commands.isEmpty()) {
            return;
        }
        for (Object reply : node.callAll(commands)) {
            if (reply instanceof RespError error) {
                throw node.failure(error, "PUBSUB NUMSUB");
            }
            if (reply instanceof List<?> pairs) {
                for (int i = 0; i + 1 < pairs.size(); i += 2) {
                    long subscribers = pairs.get(i + 1) instanceof Long n ? n : 0;
                    counts.merge(String.valueOf(pairs.get(i)), subscribers, Long::sum);
                }
            }
        }
    }

    /** How many patterns are in use; those of different nodes may be the same, so this is an upper bound there. */
    public static long patterns(List<RedisNode> nodes) {
        long patterns = 0;
        for (RedisNode node : nodes) {
            patterns += node.number("PUBSUB", "NUMPAT");
        }
        return patterns;
    }

    /** Sharded pub/sub came with Redis 7. */
    private static boolean knowsShards(RedisNode node) {
        Object reply = node.callAll(List.<String[]>of(new String[] {"PUBSUB", "SHARDCHANNELS", "wsctl:none"}))
                .get(0);
        return !(reply instanceof RespError);
    }
}
