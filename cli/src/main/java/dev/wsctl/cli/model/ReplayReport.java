package dev.wsctl.cli.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the stream of a room holds, or a part of it.
 *
 * @param key of the stream
 * @param length entries in the whole stream; 0 when there is none
 * @param begins when its oldest entry was written, by Redis' clock; null when there is none
 * @param asked what was asked for, in words; empty for the newest
 * @param trimmed whether what was asked for reaches back further than the stream
 * @param more there are further entries behind the last shown; ask with its id
 */
public record ReplayReport(
        String target,
        String room,
        String key,
        long length,
        @Nullable Instant begins,
        String asked,
        Trimmed trimmed,
        List<Entry> entries,
        boolean more,
        List<Finding> findings) {
    public ReplayReport {
        entries = List.copyOf(entries);
        findings = List.copyOf(findings);
    }

    /** Whether entries that were asked for have gone. */
    public enum Trimmed {
        NO,
        YES,
        /** Redis before 7.0 does not tell whether there was ever more. */
        UNKNOWN
    }

    /**
     * @param id of the stream's entry
     * @param payload null for a mark that messages are missing here
     * @param unrecordedOn the instance on which messages were said that are not in the stream; empty for a message
     * @param decrypted whether the payload was encrypted and is shown decrypted
     */
    public record Entry(String id, Instant time, @Nullable Payload payload, String unrecordedOn, boolean decrypted) {}

    public ReplayReport with(List<Finding> newFindings) {
        return new ReplayReport(target, room, key, length, begins, asked, trimmed, entries, more, newFindings);
    }

    public boolean exists() {
        return length > 0;
    }

    /** How many entries no key has opened. */
    public long sealed() {
        return entries.stream()
                .filter(entry -> entry.payload() != null && entry.payload().encoding() == Payload.Encoding.ENCRYPTED)
                .count();
    }

    public Status status() {
        return Findings.worst(findings);
    }
}
