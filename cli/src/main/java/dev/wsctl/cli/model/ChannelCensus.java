package dev.wsctl.cli.model;

import java.util.List;

/**
 * Pub/sub channels and how many connections subscribe to each, added up over all nodes.
 *
 * @param channels in the order asked for, cut to the limit
 * @param total how many matched, before the cut
 * @param distinctPatterns as PUBSUB NUMPAT counts: patterns, not clients
 * @param patternClients connections with at least one pattern
 * @param partial a deadline ended it: numbers are lower bounds
 */
public record ChannelCensus(
        String target,
        String pattern,
        List<Channel> channels,
        long total,
        long distinctPatterns,
        long patternClients,
        int nodes,
        boolean partial) {
    public ChannelCensus {
        channels = List.copyOf(channels);
    }

    /** @param framework who uses such a name, as far as a name can tell; empty when nobody known does */
    public record Channel(String name, Kind kind, long subscribers, String framework) {}

    public enum Kind {
        CLASSIC,
        SHARD
    }
}
