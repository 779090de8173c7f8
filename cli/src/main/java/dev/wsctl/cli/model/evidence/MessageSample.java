package dev.wsctl.cli.model.evidence;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was published while we listened: how it was encoded and how large it was, nothing of what it said.
 *
 * @param time how long
 * @param complete false when listening ended early, having heard as much as is harmless
 */
public record MessageSample(Duration time, long messages, boolean complete, List<Heard> channels) {
    /** Before anything was listened to. */
    public static final MessageSample NONE = new MessageSample(Duration.ZERO, 0, true, List.of());

    public MessageSample {
        channels = List.copyOf(channels);
    }

    /** This and what was heard elsewhere, on other channels or the same. */
    public MessageSample plus(MessageSample other) {
        Map<String, Heard> all = new TreeMap<>();
        Stream.concat(channels.stream(), other.channels.stream())
                .forEach(heard -> all.merge(heard.channel(), heard, Heard::plus));
        return new MessageSample(
                time.plus(other.time),
                messages + other.messages,
                complete && other.complete,
                List.copyOf(all.values()));
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

        private Heard plus(Heard other) {
            Map<String, Long> sum = new TreeMap<>(encodings);
            other.encodings.forEach((encoding, messages) -> sum.merge(encoding, messages, Long::sum));
            return new Heard(channel, sum, Math.max(largestBytes, other.largestBytes));
        }
    }
}
