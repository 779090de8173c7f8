package dev.wsctl.cli.model.evidence;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was published while we listened: how it was encoded and how large it was, nothing of what it said.
 *
 * @param time how long
 * @param complete false when listening ended early, having heard as much as is harmless
 */
public record MessageSample(Duration time, long messages, boolean complete, List<Heard> channels) {
    public MessageSample {
        channels = List.copyOf(channels);
    }

    /**
     * A channel.
     *
     * @param encodings messages by how they begin
     * @param largestBytes of the largest message
     */
    public record Heard(String channel, Map<String, Long> encodings, long largestBytes) {
        public Heard {
            encodings = Collections.unmodifiableMap(new TreeMap<>(encodings));
        }
    }
}
