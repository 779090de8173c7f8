package dev.wsctl.cli.model;

import java.util.List;

/**
 * Pub/sub channels and how many connections subscribe to each, added up over all nodes.
 *
 * @param channels in the order asked for, cut to the limit
 * @param total how many matched, before the cut
 * @param distinctPatterns as PUBSUB NUMPAT counts: patterns, not clients
 * @param patternClients connections with at least one pattern
 * @param gaps what is missing and why, one line each; where there are any, all numbers are lower bounds
 */
public record ChannelCensus(
        String target,
        String pattern,
        List<Channel> channels,
        long total,
        long distinctPatterns,
        long patternClients,
        int nodes,
        List<String> gaps) {
    public ChannelCensus {
        channels = List.copyOf(channels);
        gaps = List.copyOf(gaps);
    }

    public boolean partial() {
        return !gaps.isEmpty();
    }

    /**
     * @param framework who uses such a name, as far as a name can tell; empty when nobody known does
     * @param confidence how far that is
     */
    public record Channel(String name, Kind kind, long subscribers, String framework, Confidence confidence) {
        /** A channel nobody was asked about. */
        public static Channel unnamed(String name, Kind kind, long subscribers) {
            return new Channel(name, kind, subscribers, "", Confidence.LOW);
        }
    }

    public enum Kind {
        CLASSIC,
        SHARD
    }
}
