package dev.wsctl.cli.model.evidence;

import java.util.List;

/**
 * A bounded look at the keys.
 *
 * @param scanned keys that SCAN returned
 * @param complete every key was seen
 * @param keys those of them that were looked into
 * @param consumers of some of the streams among them
 */
public record KeySample(
        long scanned, boolean complete, List<SampledKey> keys, Reading<List<StreamConsumer>> consumers) {
    public KeySample {
        keys = List.copyOf(keys);
    }
}
