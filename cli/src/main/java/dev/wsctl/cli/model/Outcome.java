package dev.wsctl.cli.model;

import java.util.List;

/** A check judged, or could not. */
public sealed interface Outcome {
    /**
     * Judged; no findings means well.
     *
     * @param code of the check
     */
    record Judged(String code, List<CodedFinding> findings) implements Outcome {
        public Judged {
            findings = List.copyOf(findings);
        }
    }

    /** Says nothing either way. */
    record Skipped(String code, String reason) implements Outcome {}

    String code();
}
