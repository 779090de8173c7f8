package dev.wsctl.cli.source.evidence;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.evidence.Presence;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the sorted sets of presence (docs/protocol.md): who is connected to which instance, and when it was confirmed. */
final class PresenceReader {
    /** Of each set. */
    private static final int MOST = 5_000;

    /** Expiry less the interval of heartbeats: what was not confirmed since then is not counted. */
    private static final long CONFIRMED_MILLIS = 35_000;

    private PresenceReader() {}

    static Reading<Presence> read(RedisSource source, List<RedisNode> nodes, String prefix, Deadline deadline) {
        Map<String, Long> members = new TreeMap<>();
        Map<String, Long> stale = new TreeMap<>();
        boolean complete = true;
        for (String standing : List.of("guests", "members", "admins")) {
            String key = prefix + ":presence:global:" + standing;
            RedisNode node = source.ownerOf(key, nodes.get(0));
            node.deadline(deadline);
            long now = now(node);
            List<?> entries = node.list("ZREVRANGE", key, "0", Integer.toString(MOST - 1), "WITHSCORES");
            complete &= entries.size() < 2 * MOST;
            for (int i = 0; i + 1 < entries.size(); i += 2) {
                String entry = String.valueOf(entries.get(i));
                int colon = entry.indexOf(':');
                if (colon > 0) {
                    double score = Double.parseDouble(String.valueOf(entries.get(i + 1)));
                    Map<String, Long> into = now - score <= CONFIRMED_MILLIS ? members : stale;
                    into.merge(entry.substring(0, colon), 1L, Long::sum);
                }
            }
        }
        return Reading.of(new Presence(members, stale, complete));
    }

    /** By Redis' clock, in ms. */
    private static long now(RedisNode node) {
        List<?> time = node.list("TIME");
        return Long.parseLong(String.valueOf(time.get(0))) * 1000 + Long.parseLong(String.valueOf(time.get(1))) / 1000;
    }
}
