package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.PresenceReport;
import dev.wsctl.cli.model.PresenceReport.Instance;
import dev.wsctl.cli.model.PresenceReport.Room;
import dev.wsctl.cli.source.resp.RespError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the presence sets of docs/protocol.md page by page, and what the instances' heartbeats and the registry say
 * beside them. Ages are by Redis' own clock.
 */
public final class PresenceReader {
    private static final int PAGE = 1_000;
    private static final List<String> STANDINGS = List.of("guests", "members", "admins");
    private static final Duration UNCONFIRMED = PresenceReport.STALE;

    private final RedisSource source;
    private final String prefix;
    private final long mostEntries;
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final List<String> gaps = new ArrayList<>();
    private long nowMillis;
    private long seen;

    /** @param mostEntries how many entries to look at in all; more is a gap */
    public PresenceReader(RedisSource source, String prefix, long mostEntries) {
        this.source = source;
        this.prefix = prefix;
        this.mostEntries = mostEntries;
    }

    private static final class Tally {
        final long[] fresh = new long[STANDINGS.size()];
        long stale;
    }

    /** @param rooms the largest so many rooms; 0 leaves them out, and no key is searched for */
    public PresenceReport read(int rooms) {
        List<RedisNode> nodes = source.answeringMasters();
        RedisNode first = nodes.get(0);
        nowMillis = millis(first);
        for (int i = 0; i < STANDINGS.size(); i++) {
            String key = prefix + ":presence:global:" + STANDINGS.get(i);
            standing(source.ownerOf(key, first), key, i);
        }
        HeartbeatReader.Registry registry = HeartbeatReader.read(nodes, prefix, source.deadline());
        if (registry.partial()) {
            gaps.add("the search for heartbeats was cut by the deadline; a longer --timeout sees more");
        }
        List<Instance> instances = instances(registry.instances(), registered(first));
        List<Room> found = rooms > 0 ? rooms(nodes) : List.of();
        long[] totals = new long[STANDINGS.size() + 1];
        for (Tally tally : tallies.values()) {
            for (int i = 0; i < STANDINGS.size(); i++) {
                totals[i] += tally.fresh[i];
            }
            totals[STANDINGS.size()] += tally.stale;
        }
        gaps.addAll(source.gaps());
        return new PresenceReport(
                source.target().display(),
                Instant.now(),
                prefix,
                totals[0],
                totals[1],
                totals[2],
                totals[3],
                instances,
                found.subList(0, Math.min(rooms, found.size())),
                rooms > 0 ? found.size() : -1,
                gaps,
                List.of());
    }

    /** By index and not with ZSCAN: pages keep their size, and what comes or goes meanwhile shifts a few at most. */
    private void standing(RedisNode node, String key, int standing) {
        for (long from = 0; ; from += PAGE) {
            if (seen >= mostEntries) {
                gaps.add("stopped after " + seen + " entries, as --max-entries says");
                return;
            }
            if (source.deadline().expired()) {
                gaps.add("time was up after " + seen + " entries; a longer --timeout sees more");
                return;
            }
            List<?> page = entries(node, key, from, Math.min(PAGE, mostEntries - seen));
            for (int i = 0; i + 1 < page.size(); i += 2) {
                count(String.valueOf(page.get(i)), score(page.get(i + 1)), standing);
            }
            if (page.size() < 2 * PAGE) {
                return;
            }
        }
    }

    private List<?> entries(RedisNode node, String key, long from, long most) {
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

    private void count(String member, double score, int standing) {
        seen++;
        // An instance's id holds no colon, a client's may.
        int colon = member.indexOf(':');
        Tally tally = tallies.computeIfAbsent(colon < 0 ? member : member.substring(0, colon), id -> new Tally());
        if (nowMillis - score > UNCONFIRMED.toMillis()) {
            tally.stale++;
        } else {
            tally.fresh[standing]++;
        }
    }

    private Map<String, Duration> registered(RedisNode first) {
        String key = prefix + ":registry";
        List<?> pairs = entries(source.ownerOf(key, first), key, 0, PAGE);
        Map<String, Duration> ages = new HashMap<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            ages.put(String.valueOf(pairs.get(i)), Duration.ofMillis((long)
                    Math.max(0, nowMillis - score(pairs.get(i + 1)))));
        }
        return ages;
    }

    private List<Instance> instances(List<InstanceStatus> alive, Map<String, Duration> registered) {
        TreeSet<String> ids = new TreeSet<>(tallies.keySet());
        ids.addAll(registered.keySet());
        Map<String, InstanceStatus> beats = new HashMap<>();
        for (InstanceStatus beat : alive) {
            beats.put(beat.id(), beat);
            ids.add(beat.id());
        }
        List<Instance> instances = new ArrayList<>();
        for (String id : ids) {
            Tally tally = tallies.getOrDefault(id, new Tally());
            InstanceStatus beat = beats.get(id);
            instances.add(new Instance(
                    id,
                    beat == null ? null : beat.heartbeatAge(),
                    beat == null ? null : beat.connections(),
                    registered.get(id),
                    tally.fresh[0],
                    tally.fresh[1],
                    tally.fresh[2],
                    tally.stale));
        }
        return instances;
    }

    private List<Room> rooms(List<RedisNode> nodes) {
        String start = prefix + ":presence:room:";
        Map<RedisNode, TreeSet<String>> keys = new HashMap<>();
        Deadline search = source.deadline()
                .atMost(Duration.ofNanos(Math.max(1, source.deadline().remainingNanos() / 2)));
        SessionScanner.Extent extent = new SessionScanner(search, Long.MAX_VALUE)
                .scan(nodes, HeartbeatReader.literal(start) + "*", (node, key) -> {
                    keys.computeIfAbsent(node, n -> new TreeSet<>()).add(key.text());
                    return true;
                });
        gaps.addAll(extent.gaps());
        List<Room> rooms = new ArrayList<>();
        keys.forEach((node, names) -> count(node, List.copyOf(names), start, rooms));
        rooms.sort((a, b) -> a.members() != b.members()
                ? Long.compare(b.members(), a.members())
                : a.name().compareTo(b.name()));
        return rooms;
    }

    private void count(RedisNode node, List<String> keys, String start, List<Room> into) {
        String edge = Long.toString(nowMillis - UNCONFIRMED.toMillis());
        List<String[]> commands = new ArrayList<>();
        for (String key : keys) {
            commands.add(new String[] {"ZCOUNT", key, edge, "+inf"});
            commands.add(new String[] {"ZCOUNT", key, "-inf", "(" + edge});
        }
        List<@Nullable Object> replies = commands.isEmpty() ? List.of() : node.callAll(commands);
        for (int i = 0; i + 1 < replies.size(); i += 2) {
            if (replies.get(i) instanceof Long members && replies.get(i + 1) instanceof Long stale) {
                into.add(new Room(keys.get(i / 2).substring(start.length()), members, stale));
            } else if (replies.get(i) instanceof RespError error
                    && !error.kind().equals("WRONGTYPE")) {
                throw node.failure(error, commands.get(i));
            }
        }
    }

    /** Since 1970, by Redis' clock. */
    static long millis(RedisNode node) {
        List<?> time = node.list("TIME");
        return Long.parseLong(String.valueOf(time.get(0))) * 1000 + Long.parseLong(String.valueOf(time.get(1))) / 1000;
    }

    private static double score(@Nullable Object text) {
        try {
            return Double.parseDouble(String.valueOf(text));
        } catch (NumberFormatException e) {
            return 0; // "inf": nothing of ours
        }
    }
}
