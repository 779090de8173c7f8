package dev.wsctl.cli.source;

import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Verification.RoomFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many instances subscribe to the channels of some rooms, as Redis counts them. */
final class RoomSubscriptions {
    private final RedisTarget target;
    private final Duration timeout;

    RoomSubscriptions(RedisTarget target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
    }

    /**
     * What was counted.
     *
     * @param unwatched why publications may have been missed, one line each
     * @param uncounted why subscribers may be missing, likewise
     */
    record Counted(List<RoomFamily> families, List<String> unwatched, List<String> uncounted) {
        Counted {
            families = List.copyOf(families);
            unwatched = List.copyOf(unwatched);
            uncounted = List.copyOf(uncounted);
        }
    }

    /**
     * Rooms have names that nothing else has, so that any channel that contains one is theirs, whatever stands around it.
     *
     * @param watched shard channels that we ourselves subscribe to: not counted, and all there are if nothing is missed
     */
    Counted of(Set<String> rooms, Set<String> watched) {
        Map<String, Map<String, Long>> classic = new TreeMap<>();
        Map<String, Map<String, Long>> shard = new TreeMap<>();
        Set<String> unwatched = new LinkedHashSet<>();
        Set<String> uncounted = new LinkedHashSet<>();
        try (RedisSource source = RedisSource.of(target, Deadline.after(timeout))) {
            Collection<List<RedisNode>> servers = source.answeringNodes().stream()
                    .collect(Collectors.groupingBy(source::serverOf, TreeMap::new, Collectors.toList()))
                    .values();
            for (List<RedisNode> nodes : servers) {
                for (String room : rooms) {
                    ChannelReader.Counts counts = ChannelReader.matching(nodes, "*" + room + "*", source.deadline());
                    uncounted.addAll(counts.gaps());
                    counts.of(Kind.CLASSIC).forEach((name, count) -> note(classic, name, room, count));
                    counts.of(Kind.SHARD)
                            .forEach((name, count) ->
                                    note(shard, name, room, watched.contains(name) ? count - 1 : count));
                    if (!watched.containsAll(counts.of(Kind.SHARD).keySet())) {
                        unwatched.add("what is published on shard channels was not watched: they came too late");
                    }
                }
            }
            uncounted.addAll(source.gaps());
        }
        List<RoomFamily> families = new ArrayList<>();
        classic.forEach((name, counts) -> families.add(new RoomFamily(name, false, fewest(counts, rooms))));
        shard.forEach((name, counts) -> families.add(new RoomFamily(name, true, fewest(counts, rooms))));
        return new Counted(families, List.copyOf(unwatched), List.copyOf(uncounted));
    }

    /** A channel's name without the room's. */
    static String family(String channel, String room) {
        return channel.replace(room, "{room}");
    }

    /** Of several independent servers a room has one: who subscribes on another does not hear the others. */
    private static void note(Map<String, Map<String, Long>> families, String channel, String room, long count) {
        families.computeIfAbsent(family(channel, room), name -> new TreeMap<>()).merge(room, count, Math::max);
    }

    /** A room that nobody subscribes to has no channel at all. */
    private static long fewest(Map<String, Long> counts, Set<String> rooms) {
        return rooms.stream()
                .mapToLong(room -> counts.getOrDefault(room, 0L))
                .min()
                .orElse(0);
    }
}
