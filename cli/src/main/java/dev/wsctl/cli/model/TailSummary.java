package dev.wsctl.cli.model;

import java.time.Duration;
import java.util.List;

/**
 * What came while {@code tail} listened.
 *
 * @param received all messages, also those that a filter or a limit kept from being shown
 * @param bytes of their payloads
 * @param matched those that the filters let through
 * @param overRate matched, and not shown because of {@code --rate}
 * @param overflow neither looked at nor shown: whoever reads our output was too slow
 * @param channels the busiest, cut to the limit
 * @param distinctChannels how many there were; a lower bound where there were very many
 * @param gaps times without a connection
 * @param stopped why it ended before its time; empty when it did not
 * @param unwatched why Redis' buffer for us could not be watched; empty when it was
 */
public record TailSummary(
        String target,
        List<String> patterns,
        Duration elapsed,
        long received,
        long bytes,
        long matched,
        long shown,
        long overRate,
        long overflow,
        List<Channel> channels,
        long distinctChannels,
        List<String> gaps,
        String stopped,
        String unwatched,
        List<Finding> findings) {
    public TailSummary {
        patterns = List.copyOf(patterns);
        channels = List.copyOf(channels);
        gaps = List.copyOf(gaps);
        findings = List.copyOf(findings);
    }

    /** What the reader of the messages knows; the rest is still to come. */
    public static TailSummary of(
            String target, List<String> patterns, Duration elapsed, long matched, long shown, long overRate) {
        return new TailSummary(
                target, patterns, elapsed, 0, 0, matched, shown, overRate, 0, List.of(), 0, List.of(), "", "",
                List.of());
    }

    public record Channel(String name, long messages, long bytes) {}

    public TailSummary with(List<Finding> newFindings) {
        return new TailSummary(
                target,
                patterns,
                elapsed,
                received,
                bytes,
                matched,
                shown,
                overRate,
                overflow,
                channels,
                distinctChannels,
                gaps,
                stopped,
                unwatched,
                newFindings);
    }

    public Status status() {
        return Findings.worst(findings);
    }
}
