package dev.wsctl.cli.source;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.NodeAnswer;
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
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the presence sets of docs/protocol.md, and what the instances' heartbeats and the registry say beside them. Ages
 * are by Redis' own clock.
 */
public final class PresenceReader {
    private static final int MOST_REGISTERED = 1_000;

    private final RedisSource source;
    private final String prefix;
    private final long mostEntries;
    private final List<String> gaps = new ArrayList<>();
    private long nowMillis;
    private boolean amongOthers;
    private boolean partsAway;

    /** @param mostEntries how many entries to look at in all; more is a gap */
    public PresenceReader(RedisSource source, String prefix, long mostEntries) {
        this.source = source;
        this.prefix = prefix;
        this.mostEntries = mostEntries;
    }

    /** @param rooms the largest so many rooms; 0 leaves them out, and no key is searched for */
    public PresenceReport read(int rooms) {
        List<RedisNode> nodes = source.answeringMasters();
        RedisNode first = nodes.get(0);
        partsAway = source.answers().stream().anyMatch(answer -> answer.state() == NodeAnswer.State.MISSING);
        amongOthers = partsAway || nodes.size() > 1;
        PresenceSets.Seen sets =
                PresenceSets.read(source, first, prefix, mostEntries, source.deadline(), this::isPartAway);
        nowMillis = sets.atMillis();
        gaps.addAll(sets.gaps());
        HeartbeatReader.Registry registry = HeartbeatReader.read(nodes, prefix, source.deadline());
        gaps.addAll(registry.gaps());
        partsAway |= registry.partial();
        List<Instance> instances = instances(sets.byInstance(), registry.instances(), registered(first));
        List<Room> found = rooms > 0 ? rooms(nodes) : List.of();
        gaps.addAll(source.gaps());
        return new PresenceReport(
                source.target().display(),
                Instant.now(),
                prefix,
                total(sets, PresenceSets.Share::guests),
                total(sets, PresenceSets.Share::members),
                total(sets, PresenceSets.Share::admins),
                total(sets, PresenceSets.Share::stale),
                instances,
                found.subList(0, Math.min(rooms, found.size())),
                rooms > 0 ? found.size() : -1,
                gaps.stream().distinct().toList(),
                partsAway,
                List.of());
    }

    /** Whether this is what the rest of a cluster tells while a part of it is away; remembers that there was such a thing. */
    private boolean isPartAway(RedisFailure failure) {
        boolean away = failure.ofAPart() && (amongOthers || failure.kind() == RedisFailure.Kind.CLUSTER_DOWN);
        partsAway |= away;
        return away;
    }

    private void orGap(RedisFailure failure) {
        if (!isPartAway(failure)) {
            throw failure;
        }
        gaps.add(failure.what());
    }

    private static long total(PresenceSets.Seen sets, ToLongFunction<PresenceSets.Share> part) {
        return sets.byInstance().values().stream().mapToLong(part).sum();
    }

    private Map<String, Duration> registered(RedisNode first) {
        String key = prefix + ":registry";
        Map<String, Duration> ages = new HashMap<>();
        List<?> pairs;
        try {
            pairs = PresenceSets.entries(source.ownerOf(key, first), prefix, key, 0, MOST_REGISTERED, gaps);
        } catch (RedisFailure e) {
            orGap(e);
            return ages;
        }
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            ages.put(String.valueOf(pairs.get(i)), Duration.ofMillis((long)
                    Math.max(0, nowMillis - PresenceSets.score(pairs.get(i + 1)))));
        }
        return ages;
    }

    private static List<Instance> instances(
            Map<String, PresenceSets.Share> shares, List<InstanceStatus> alive, Map<String, Duration> registered) {
        TreeSet<String> ids = new TreeSet<>(shares.keySet());
        ids.addAll(registered.keySet());
        Map<String, InstanceStatus> beats = new HashMap<>();
        for (InstanceStatus beat : alive) {
            beats.put(beat.id(), beat);
            ids.add(beat.id());
        }
        List<Instance> instances = new ArrayList<>();
        for (String id : ids) {
            PresenceSets.Share share = shares.getOrDefault(id, PresenceSets.Share.NONE);
            InstanceStatus beat = beats.get(id);
            instances.add(new Instance(
                    id,
                    beat == null ? null : beat.heartbeatAge(),
                    beat == null ? null : beat.connections(),
                    registered.get(id),
                    share.guests(),
                    share.members(),
                    share.admins(),
                    share.stale()));
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
        keys.forEach((node, names) -> {
            try {
                count(node, List.copyOf(names), start, rooms);
            } catch (RedisFailure e) {
                orGap(e);
            }
        });
        rooms.sort((a, b) -> a.members() != b.members()
                ? Long.compare(b.members(), a.members())
                : a.name().compareTo(b.name()));
        return rooms;
    }

    private void count(RedisNode node, List<String> keys, String start, List<Room> into) {
        String edge = Long.toString(nowMillis - PresenceReport.STALE.toMillis());
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
}
