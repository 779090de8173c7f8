package dev.wsctl.cli.source;

import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Footprint;
import dev.wsctl.cli.model.Footprint.Keys;
import dev.wsctl.cli.model.Footprint.SortedSet;
import dev.wsctl.cli.model.Footprint.Stream;
import dev.wsctl.cli.model.Glob;
import dev.wsctl.cli.model.KeyFamily;
import dev.wsctl.cli.model.KeyFamily.Detail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Reads what frameworks leave in Redis: channels and their subscribers, names of keys, sizes. Subscribes to nothing, and
 * reads no value that belongs to an application but the writer's id in a stream's entries.
 */
public final class FootprintReader {
    /** Keys to look at: enough to find a family, little enough to take a second. */
    private static final long MOST_KEYS = 200_000;

    /** Keys of a family whose details are read. */
    private static final int MOST_DETAILS = 200;

    /** Longer than a healthy process needs to take a message. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    private static final int LOOKS_AT_CLIENTS = 3;

    private final RedisSource source;
    private final List<RedisNode> nodes;
    private final List<KeyFamily> families;
    private final Map<KeyFamily, Map<String, RedisNode>> found = new LinkedHashMap<>();
    private final Map<KeyFamily, Long> counts = new HashMap<>();
    private final List<String> gaps = new ArrayList<>();

    private FootprintReader(RedisSource source, List<RedisNode> nodes, List<KeyFamily> families) {
        this.source = source;
        this.nodes = nodes;
        this.families = families;
    }

    /**
     * @param nodes every master
     * @param families keys to look for
     * @param deadline what cannot be read by then is told in the footprint's gaps
     * @throws RedisFailure when nothing at all could be read, or Redis refused
     */
    public static Footprint read(
            RedisSource source, List<RedisNode> nodes, List<KeyFamily> families, Deadline deadline) {
        return new FootprintReader(source, nodes, families).read(deadline);
    }

    private Footprint read(Deadline deadline) {
        ChannelReader.Counts channels = ChannelReader.matching(nodes, "*", deadline);
        nodes.forEach(node -> node.deadline(deadline));
        gaps.addAll(channels.gaps());
        find(deadline);
        Map<String, Keys> keys = new HashMap<>();
        for (KeyFamily family : families) {
            keys.put(family.glob(), details(family));
        }
        lookAgain(keys, deadline);
        boolean sortedSets =
                keys.values().stream().anyMatch(one -> !one.sortedSets().isEmpty());
        return new Footprint(
                channels.of(Kind.CLASSIC),
                channels.of(Kind.SHARD),
                channels.patterns(),
                keys,
                sortedSets ? OptionalLong.of(blocked()) : OptionalLong.empty(),
                gaps);
    }

    /** One walk for all families: a key belongs to the first that matches. */
    private void find(Deadline deadline) {
        List<KeyFamily> searched = new ArrayList<>();
        for (KeyFamily family : families) {
            if (family.exact()) {
                partly(() -> {
                    RedisNode owner = source.ownerOf(family.glob(), nodes.get(0));
                    if (owner.number("EXISTS", family.glob()) > 0) {
                        note(family, owner, family.glob());
                    }
                });
            } else {
                searched.add(family);
            }
        }
        List<Glob> globs =
                searched.stream().map(family -> new Glob(family.glob())).toList();
        Deadline half = deadline.atMost(Duration.ofNanos(Math.max(1, deadline.remainingNanos() / 2)));
        SessionScanner.Extent extent = new SessionScanner(half, MOST_KEYS).scan(nodes, "*", (node, key) -> {
            for (int i = 0; i < globs.size(); i++) {
                if (key.matches(globs.get(i))) {
                    note(searched.get(i), node, key.text());
                    break;
                }
            }
            return true;
        });
        if (!extent.complete()) {
            gaps.add("keys beyond the first " + extent.scanned()
                    + " were not looked at: counts of keys are lower bounds");
        }
        nodes.forEach(node -> node.deadline(deadline));
    }

    private void note(KeyFamily family, RedisNode node, String key) {
        Map<String, RedisNode> names = found.computeIfAbsent(family, f -> new LinkedHashMap<>());
        // SCAN may return a key twice; beyond those kept, twice is counted twice.
        if (names.containsKey(key)) {
            return;
        }
        counts.merge(family, 1L, Long::sum);
        if (names.size() < MOST_DETAILS) {
            names.put(key, node);
        }
    }

    private Keys details(KeyFamily family) {
        List<Stream> streams = new ArrayList<>();
        List<SortedSet> sets = new ArrayList<>();
        found.getOrDefault(family, Map.of()).forEach((key, node) -> {
            if (!node.lost()) {
                partly(() -> detail(family, key, node, streams, sets));
            }
        });
        return new Keys(counts.getOrDefault(family, 0L), streams, sets);
    }

    private static void detail(
            KeyFamily family, String key, RedisNode node, List<Stream> streams, List<SortedSet> sets) {
        switch (family.detail()) {
            case NAME -> {}
            case STREAM, STREAM_WRITERS -> {
                if (node.text("TYPE", key).equals("stream")) {
                    streams.add(StreamReader.read(node, key, family.detail() == Detail.STREAM_WRITERS));
                }
            }
            case MEMBERS, QUEUE -> {
                if (node.text("TYPE", key).equals("zset")) {
                    sets.add(sortedSet(node, key, family.detail() == Detail.MEMBERS));
                }
            }
        }
    }

    /** Among several nodes one that is away costs its own part only. */
    private void partly(Runnable reading) {
        try {
            reading.run();
        } catch (RedisFailure e) {
            if (nodes.size() == 1 || !e.ofAPart()) {
                throw e;
            }
            if (!gaps.contains(e.what())) {
                gaps.add(e.what());
            }
        }
    }

    private static SortedSet sortedSet(RedisNode node, String key, boolean members) {
        List<String> some = members
                ? node.list("ZRANGE", key, "0", "99").stream()
                        .map(String::valueOf)
                        .toList()
                : List.of();
        return new SortedSet(key, node.number("ZCARD", key), some, OptionalLong.empty());
    }

    /** A queue that is still there after a second is one that nobody takes from. */
    private void lookAgain(Map<String, Keys> keys, Deadline deadline) {
        for (KeyFamily family : families) {
            Keys first = keys.getOrDefault(family.glob(), Keys.NONE);
            if (family.detail() != Detail.QUEUE || first.sortedSets().isEmpty()) {
                continue;
            }
            if (deadline.remainingNanos() <= SECOND_LOOK.toNanos()) {
                gaps.add("no time for a second look at the queues: a longer --timeout tells which are stuck");
                return;
            }
            pause();
            List<SortedSet> again = new ArrayList<>();
            for (SortedSet queue : first.sortedSets()) {
                RedisNode node = found.getOrDefault(family, Map.of()).getOrDefault(queue.key(), nodes.get(0));
                partly(() -> again.add(new SortedSet(
                        queue.key(),
                        queue.size(),
                        queue.members(),
                        OptionalLong.of(node.number("ZCARD", queue.key())))));
            }
            keys.put(family.glob(), new Keys(first.count(), first.streams(), again));
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(SECOND_LOOK.toNanos());
        } catch (InterruptedException e) {
            // The next read ends at once, with what it means.
            Thread.currentThread().interrupt();
        }
    }

    /** The most of some looks: who takes a message this moment does not wait for one. */
    private long blocked() {
        long most = 0;
        for (int look = 0; look < LOOKS_AT_CLIENTS; look++) {
            most = Math.max(most, blockedNow());
        }
        return most;
    }

    private long blockedNow() {
        return ClientReader.all(nodes.stream().filter(node -> !node.lost()).toList()).stream()
                .filter(client -> client.getOrDefault("flags", "").contains("b")
                        && client.getOrDefault("cmd", "").equals("bzpopmin"))
                .count();
    }
}
