package dev.wsctl.cli.model;

import java.util.List;

/** A check judged, or could not. */
public sealed interface Outcome {
    /** Judged; no findings means well. */
    record Judged(List<Finding> findings) implements Outcome {
        public Judged {
            findings = List.copyOf(findings);
        }
    }

    record Skipped(String reason) implements Outcome {}
}
