package dev.wsctl.cli.model;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Two diagnoses of one fleet, by the same checks and limits.
 *
 * @param appeared findings that were not there before
 * @param worse findings that were there with a lower severity, as they are now
 * @param gone findings whose check was made again and is content
 * @param stayed how many findings are as they were
 * @param unjudged checks that were made before and could not be made again, and why: what they would have found is unknown
 */
public record Comparison(
        Diagnosis before,
        Diagnosis after,
        List<CodedFinding> appeared,
        List<CodedFinding> worse,
        List<CodedFinding> gone,
        long stayed,
        List<Outcome.Skipped> unjudged,
        List<FigureChange> figures,
        List<SettingChange> settings) {
    public Comparison {
        appeared = List.copyOf(appeared);
        worse = List.copyOf(worse);
        gone = List.copyOf(gone);
        unjudged = List.copyOf(unjudged);
        figures = List.copyOf(figures);
        settings = List.copyOf(settings);
    }

    /**
     * A figure at both times.
     *
     * @param before empty when there was no such node or instance, or it did not tell; likewise {@code after}
     * @param matters the difference is more than chance
     */
    public record FigureChange(
            String subject,
            String name,
            Figure.Unit unit,
            OptionalDouble before,
            OptionalDouble after,
            boolean matters) {}

    /** A version, role or setting that is another one now; empty for none. */
    public record SettingChange(String subject, String name, String before, String after) {}

    /** Why the comparison is not whole, one line each. */
    public List<String> untold() {
        return Stream.concat(
                        before.untold().stream().map(why -> "before: " + why),
                        after.untold().stream().map(why -> "after: " + why))
                .toList();
    }

    /**
     * What has become worse, as a build sees it: findings below {@code failOn} do not count. UNKNOWN rather than OK when
     * one of the two looks, or a check, leaves something open.
     */
    public Status status(Severity failOn) {
        Status status = untold().isEmpty() && unjudged.isEmpty() ? Status.OK : Status.UNKNOWN;
        for (CodedFinding finding :
                Stream.concat(appeared.stream(), worse.stream()).toList()) {
            if (finding.severity().compareTo(failOn) >= 0) {
                status = status.worse(finding.severity() == Severity.CRITICAL ? Status.CRITICAL : Status.WARNING);
            }
        }
        return status;
    }
}
