package dev.wsctl.cli.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pub/sub channels and how many connections subscribe to each, added up over all nodes.
 *
 * @param channels in the order asked for, cut to the limit
 * @param total how many matched, before the cut
 * @param distinctPatterns as PUBSUB NUMPAT counts: patterns, not clients
 * @param patternClients connections with at least one pattern
 * @param nodes each node that was asked, and what it said
 * @param byNode whether that is what was asked for
 * @param gaps what is missing and why, one line each; where there are any, all numbers are lower bounds
 */
public record ChannelCensus(
        String target,
        String pattern,
        List<Channel> channels,
        long total,
        long distinctPatterns,
        long patternClients,
        List<Node> nodes,
        boolean byNode,
        List<String> gaps) {
    public ChannelCensus {
        channels = List.copyOf(channels);
        nodes = List.copyOf(nodes);
        gaps = List.copyOf(gaps);
    }

    public boolean partial() {
        return !gaps.isEmpty();
    }

    /** How many nodes answered. */
    public long answering() {
        return nodes.stream()
                .filter(node -> node.answer().state() != NodeAnswer.State.MISSING)
                .count();
    }

    /** @param said null when it gave no answer */
    public record Node(NodeAnswer answer, @Nullable NodeChannels said) {}

    /**
     * @param framework who uses such a name, as far as a name can tell; empty when nobody known does
     * @param confidence how far that is
     * @param location where its subscribers are
     */
    public record Channel(
            String name, Kind kind, long subscribers, String framework, Confidence confidence, Location location) {
        public Channel(String name, Kind kind, long subscribers, String framework, Confidence confidence) {
            this(name, kind, subscribers, framework, confidence, Location.UNTOLD);
        }

        /** A channel nobody was asked about. */
        public static Channel unnamed(String name, Kind kind, long subscribers) {
            return new Channel(name, kind, subscribers, "", Confidence.LOW);
        }

        public Channel at(Location newLocation) {
            return new Channel(name, kind, subscribers, framework, confidence, newLocation);
        }
    }

    /**
     * @param shares subscribers by node, or by server where there are several independent ones; empty when that was not
     *     asked for
     * @param home the server that instances choose for this room; empty when there is only one, or it is no room's channel
     */
    public record Location(Map<String, Long> shares, String home) {
        public static final Location UNTOLD = new Location(Map.of(), "");

        public Location {
            shares = Collections.unmodifiableMap(new TreeMap<>(shares));
        }

        /** Somebody subscribes where no instance with the same list of servers publishes. */
        public boolean astray() {
            return !home.isEmpty()
                    && shares.entrySet().stream()
                            .anyMatch(share ->
                                    share.getValue() > 0 && !share.getKey().equals(home));
        }
    }

    public enum Kind {
        CLASSIC,
        SHARD
    }
}
