package dev.wsctl.cli.model;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What WebSocket frameworks leave in Redis, as it was read and not yet interpreted.
 *
 * @param channels subscribers by classic channel, added up over all nodes
 * @param shardChannels likewise for sharded pub/sub
 * @param patterns distinct patterns in use: their names are not told by Redis
 * @param keys by the glob of their family
 * @param blockedOnSortedSets connections that wait in BZPOPMIN; empty when nobody asked
 * @param gaps what is missing and why; where there are any, counts are lower bounds
 */
public record Footprint(
        Map<String, Long> channels,
        Map<String, Long> shardChannels,
        long patterns,
        Map<String, Keys> keys,
        OptionalLong blockedOnSortedSets,
        List<String> gaps) {
    public Footprint {
        channels = Map.copyOf(channels);
        shardChannels = Map.copyOf(shardChannels);
        keys = Map.copyOf(keys);
        gaps = List.copyOf(gaps);
    }

    /** The keys of a family; none if it was not looked for. */
    public Keys keys(String glob) {
        return keys.getOrDefault(glob, Keys.NONE);
    }

    /**
     * Keys of a family.
     *
     * @param count all that were seen; details are read of some only
     */
    public record Keys(long count, List<Stream> streams, List<SortedSet> sortedSets) {
        public static final Keys NONE = new Keys(0, List.of(), List.of());

        public Keys {
            streams = List.copyOf(streams);
            sortedSets = List.copyOf(sortedSets);
        }
    }

    /**
     * @param firstMillis when its oldest entry was written; empty for an empty stream
     * @param lastMillis likewise for its newest
     * @param pending entries that groups were given and have not acknowledged; empty if it has no group
     * @param writers values of {@code uid} in the last ten seconds' entries
     */
    public record Stream(
            String key,
            long length,
            OptionalLong firstMillis,
            OptionalLong lastMillis,
            OptionalLong pending,
            Set<String> writers) {
        public Stream {
            writers = Set.copyOf(writers);
        }
    }

    /**
     * @param members some of them
     * @param stayed the size a second later; empty if nobody looked again
     */
    public record SortedSet(String key, long size, List<String> members, OptionalLong stayed) {
        public SortedSet {
            members = List.copyOf(members);
        }
    }
}
