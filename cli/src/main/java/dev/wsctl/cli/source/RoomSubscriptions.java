package dev.wsctl.cli.source;

import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Verification.RoomFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
     * @param gaps what could not be counted or was not watched, one line each
     */
    record Counted(List<RoomFamily> families, List<String> gaps) {
        Counted {
            families = List.copyOf(families);
            gaps = List.copyOf(gaps);
        }
    }

    /**
     * Rooms have names that nothing else has, so that any channel that contains one is theirs, whatever stands around it.
     *
     * @param watched shard channels that we ourselves subscribe to: not counted, and all there are if nothing is missed
     */
    Counted of(Set<String> rooms, Set<String> watched) {
        List<RoomFamily> families = new ArrayList<>();
        Set<String> gaps = new LinkedHashSet<>();
        try (RedisSource source = RedisSource.of(target, Deadline.after(timeout))) {
            List<RedisNode> nodes = source.answeringNodes();
            Map<String, Map<String, Long>> classic = new TreeMap<>();
            Map<String, Map<String, Long>> shard = new TreeMap<>();
            for (String room : rooms) {
                ChannelReader.Counts counts = ChannelReader.matching(nodes, "*" + room + "*", source.deadline());
                gaps.addAll(counts.gaps());
                counts.of(Kind.CLASSIC).forEach((name, count) -> add(classic, name, room, count));
                counts.of(Kind.SHARD)
                        .forEach((name, count) -> add(shard, name, room, watched.contains(name) ? count - 1 : count));
                if (!watched.containsAll(counts.of(Kind.SHARD).keySet())) {
                    gaps.add("what is published on shard channels was not watched: they came too late");
                }
            }
            gaps.addAll(source.gaps());
            classic.forEach((name, counts) -> families.add(new RoomFamily(name, false, fewest(counts, rooms))));
            shard.forEach((name, counts) -> families.add(new RoomFamily(name, true, fewest(counts, rooms))));
        }
        return new Counted(families, List.copyOf(gaps));
    }

    /** A channel's name without the room's. */
    static String family(String channel, String room) {
        return channel.replace(room, "{room}");
    }

    private static void add(Map<String, Map<String, Long>> families, String channel, String room, long count) {
        families.computeIfAbsent(family(channel, room), name -> new TreeMap<>()).merge(room, count, Long::sum);
    }

    /** A room that nobody subscribes to has no channel at all. */
    private static long fewest(Map<String, Long> counts, Set<String> rooms) {
        return rooms.stream()
                .mapToLong(room -> counts.getOrDefault(room, 0L))
                .min()
                .orElse(0);
    }
}
