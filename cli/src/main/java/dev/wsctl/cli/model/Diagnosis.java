package dev.wsctl.cli.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code doctor} has to say.
 *
 * @param target what was looked at, without secrets
 * @param about one line on what stands there: product, version, role; empty when nothing answered
 * @param window between the two samples that counters are the difference of
 * @param outcomes of every check, in the order in which they want attention
 * @param suppressed findings that somebody decided to live with
 * @param untold why the whole cannot be called well, one line each: essential things that could not be read
 * @param frameworks what runs on this Redis
 * @param captured the file it was judged from; null for what was read just now
 */
public record Diagnosis(
        String target,
        String about,
        Instant time,
        Duration window,
        List<Outcome> outcomes,
        List<Suppressed> suppressed,
        List<String> untold,
        List<Framework> frameworks,
        @Nullable Captured captured) {
    public Diagnosis {
        outcomes = List.copyOf(outcomes);
        suppressed = List.copyOf(suppressed);
        untold = List.copyOf(untold);
        frameworks = List.copyOf(frameworks);
    }

    /** The same, and that it comes from a file. */
    public Diagnosis from(Captured file) {
        return new Diagnosis(target, about, time, window, outcomes, suppressed, untold, frameworks, file);
    }

    /** A finding with the reason why it is not held against anyone. */
    public record Suppressed(CodedFinding finding, String reason) {}

    /** All findings that count, what to do first first. */
    public List<CodedFinding> findings() {
        List<CodedFinding> findings = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Judged judged) {
                findings.addAll(judged.findings());
            }
        }
        // Stable: within a severity the order of the checks stays.
        findings.sort((a, b) -> b.severity().compareTo(a.severity()));
        return findings;
    }

    public List<Outcome.Skipped> skipped() {
        List<Outcome.Skipped> skipped = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Skipped one) {
                skipped.add(one);
            }
        }
        return skipped;
    }

    /** The worst finding; UNKNOWN when there is none worth the name and something essential could not be read. */
    public Status status() {
        Status status = untold.isEmpty() ? Status.OK : Status.UNKNOWN;
        for (CodedFinding finding : findings()) {
            status = status.worse(finding.severity().status());
        }
        return status;
    }

    /** The status as a build sees it: findings below {@code failOn} do not count, findings from there on do. */
    public Status status(Severity failOn) {
        Status status = untold.isEmpty() ? Status.OK : Status.UNKNOWN;
        for (CodedFinding finding : findings()) {
            if (finding.severity().compareTo(failOn) >= 0) {
                status = status.worse(finding.severity() == Severity.CRITICAL ? Status.CRITICAL : Status.WARNING);
            }
        }
        return status;
    }
}
