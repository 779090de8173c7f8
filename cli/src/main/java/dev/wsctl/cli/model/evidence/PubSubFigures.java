package dev.wsctl.cli.model.evidence;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What PUBSUB tells of one node.
 *
 * @param patterns distinct patterns in use, not clients
 * @param channels subscribers by channel; those of patterns are not among them
 * @param shardChannels likewise for sharded pub/sub
 */
public record PubSubFigures(long patterns, Map<String, Long> channels, Map<String, Long> shardChannels) {
    public PubSubFigures {
        channels = Collections.unmodifiableMap(new TreeMap<>(channels));
        shardChannels = Collections.unmodifiableMap(new TreeMap<>(shardChannels));
    }
}
