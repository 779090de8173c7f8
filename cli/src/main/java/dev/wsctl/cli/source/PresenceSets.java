package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.PresenceReport;
import dev.wsctl.cli.source.resp.RespError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who stands in the presence sets of docs/protocol.md, counted by instance; read page by page. */
public final class PresenceSets {
    private static final int PAGE = 1_000;
    private static final List<String> STANDINGS = List.of("guests", "members", "admins");

    private final RedisSource source;
    private final String prefix;
    private final long most;
    private final Deadline deadline;
    private final Map<String, long[]> counts = new TreeMap<>();
    private final List<String> gaps = new ArrayList<>();
    private long nowMillis;
    private long seen;

    /**
     * The entries of one instance.
     *
     * @param guests confirmed within {@link PresenceReport#STALE}; so members and admins
     * @param stale the others, whatever their standing
     */
    public record Share(long guests, long members, long admins, long stale) {
        static final Share NONE = new Share(0, 0, 0, 0);

        /** Those that readers count. */
        public long confirmed() {
            return guests + members + admins;
        }
    }

    /**
     * What was seen.
     *
     * @param atMillis when, by Redis' own clock
     * @param gaps what was left out and why; where there are any, the numbers are lower bounds
     */
    public record Seen(long atMillis, Map<String, Share> byInstance, List<String> gaps) {}

    private PresenceSets(RedisSource source, String prefix, long most, Deadline deadline) {
        this.source = source;
        this.prefix = prefix;
        this.most = most;
        this.deadline = deadline;
    }

    /**
     * The longest unconfirmed first.
     *
     * @param first a master of the server that has the keys
     * @param most how many entries to look at in all; more is a gap
     * @throws RedisFailure when Redis refuses or does not answer
     */
    public static Seen read(RedisSource source, RedisNode first, String prefix, long most, Deadline deadline) {
        return read(source, first, prefix, most, deadline, failure -> false);
    }

    /** @param bearable which failures of a set leave a gap, so that the others are read all the same */
    static Seen read(
            RedisSource source,
            RedisNode first,
            String prefix,
            long most,
            Deadline deadline,
            Predicate<RedisFailure> bearable) {
        return new PresenceSets(source, prefix, most, deadline).read(first, bearable);
    }

    private Seen read(RedisNode first, Predicate<RedisFailure> bearable) {
        nowMillis = first.clockMillis();
        for (int i = 0; i < STANDINGS.size(); i++) {
            String key = prefix + ":presence:global:" + STANDINGS.get(i);
            try {
                RedisNode node = source.ownerOf(key, first);
                node.deadline(deadline);
                standing(node, key, i);
            } catch (RedisFailure e) {
                if (!bearable.test(e)) {
                    throw e;
                }
                gaps.add(e.what());
            }
        }
        Map<String, Share> shares = new TreeMap<>();
        counts.forEach((id, n) -> shares.put(id, new Share(n[0], n[1], n[2], n[STANDINGS.size()])));
        return new Seen(nowMillis, shares, gaps);
    }

    /** By index and not with ZSCAN: pages keep their size, and what comes or goes meanwhile shifts a few at most. */
    private void standing(RedisNode node, String key, int standing) {
        for (long from = 0; ; from += PAGE) {
            if (seen >= most) {
                gaps.add("stopped after " + seen + " entries, as --max-entries says");
                return;
            }
            if (deadline.expired()) {
                gaps.add("time was up after " + seen + " entries; a longer --timeout sees more");
                return;
            }
            List<?> page = entries(node, prefix, key, from, Math.min(PAGE, most - seen), gaps);
            for (int i = 0; i + 1 < page.size(); i += 2) {
                count(String.valueOf(page.get(i)), score(page.get(i + 1)), standing);
            }
            if (page.size() < 2 * PAGE) {
                return;
            }
        }
    }

    private void count(String member, double score, int standing) {
        seen++;
        // An instance's id holds no colon, a client's may.
        int colon = member.indexOf(':');
        String id = colon < 0 ? member : member.substring(0, colon);
        boolean stale = nowMillis - score > PresenceReport.STALE.toMillis();
        counts.computeIfAbsent(id, instance -> new long[STANDINGS.size() + 1])[stale ? STANDINGS.size() : standing]++;
    }

    /** A page of a sorted set, names and scores by turns; empty with a gap where something else has that name. */
    static List<?> entries(RedisNode node, String prefix, String key, long from, long most, List<String> gaps) {
        String[] command = {"ZRANGE", key, Long.toString(from), Long.toString(from + most - 1), "WITHSCORES"};
        Object reply = node.callAll(List.<String[]>of(command)).get(0);
        if (reply instanceof RespError error) {
            if (error.kind().equals("NOPERM")) {
                throw node.forbidden(
                        "the presence sets " + prefix + ":presence:*",
                        "'%R~" + prefix + ":presence:*' '%R~" + prefix + ":registry'");
            }
            if (error.kind().equals("WRONGTYPE")) {
                gaps.add(key + " is no sorted set: something else than the server wrote it");
                return List.of();
            }
            throw node.failure(error, command);
        }
        return reply instanceof List<?> list ? list : List.of();
    }

    static double score(@Nullable Object text) {
        try {
            return Double.parseDouble(String.valueOf(text));
        } catch (NumberFormatException e) {
            return 0; // "inf": nothing of ours
        }
    }
}
