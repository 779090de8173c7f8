package dev.wsctl.cli.render;

import dev.wsctl.cli.check.doctor.Catalogue;
import dev.wsctl.cli.check.doctor.Rule;
import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Comparison;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.Outcome;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.render.TestCases.Case;
import dev.wsctl.cli.render.TestCases.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A diagnosis as test cases: one a check, one more for each further finding of it. */
public final class DoctorCases {
    private DoctorCases() {}

    /** @param failOn findings below it are in the case's details and fail nothing */
    public static TestCases of(Diagnosis diagnosis, Severity failOn) {
        List<Case> cases = new ArrayList<>();
        for (String untold : diagnosis.untold()) {
            cases.add(new Case("doctor", "evidence", Result.ERROR, untold, List.of(), "error"));
        }
        for (Outcome outcome : diagnosis.outcomes()) {
            Rule rule = Catalogue.rule(outcome.code());
            String group = "doctor." + rule.group().name();
            String name = rule.code() + " " + rule.title();
            if (outcome instanceof Outcome.Skipped skipped) {
                cases.add(Case.skipped(group, name, skipped.reason()));
            } else if (outcome instanceof Outcome.Judged judged) {
                List<CodedFinding> failing = judged.findings().stream()
                        .filter(finding -> finding.severity().compareTo(failOn) >= 0)
                        .toList();
                failing.forEach(finding -> cases.add(failed(group, name, finding)));
                if (failing.isEmpty()) {
                    cases.add(Case.passed(group, name));
                }
            }
        }
        return new TestCases("wsctl doctor", diagnosis.time(), diagnosis.window(), cases);
    }

    /** What has become worse: one case a check, as far as it was made both times. */
    public static TestCases of(Comparison comparison, Severity failOn) {
        List<CodedFinding> failing = Stream.concat(comparison.appeared().stream(), comparison.worse().stream())
                .filter(finding -> finding.severity().compareTo(failOn) >= 0)
                .toList();
        List<Case> cases = new ArrayList<>();
        for (String untold : comparison.untold()) {
            cases.add(new Case("doctor", "evidence", Result.ERROR, untold, List.of(), "error"));
        }
        Set<String> open =
                comparison.unjudged().stream().map(Outcome.Skipped::code).collect(Collectors.toSet());
        for (Outcome outcome : comparison.after().outcomes()) {
            Rule rule = Catalogue.rule(outcome.code());
            String group = "doctor." + rule.group().name();
            String name = rule.code() + " " + rule.title();
            if (outcome instanceof Outcome.Skipped skipped) {
                cases.add(
                        open.contains(skipped.code())
                                ? new Case(group, name, Result.ERROR, skipped.reason(), List.of(), "error")
                                : Case.skipped(group, name, skipped.reason()));
                continue;
            }
            List<CodedFinding> own = failing.stream()
                    .filter(finding -> finding.code().equals(rule.code()))
                    .toList();
            own.forEach(finding -> cases.add(failed(group, name, finding)));
            if (own.isEmpty()) {
                cases.add(Case.passed(group, name));
            }
        }
        return new TestCases(
                "wsctl doctor --diff",
                comparison.after().time(),
                comparison.after().window(),
                cases);
    }

    static Case failed(String group, String name, CodedFinding finding) {
        List<String> details = new ArrayList<>();
        details.add("subject: " + finding.subject());
        details.add("evidence: " + finding.evidence());
        details.add("limit: " + finding.threshold());
        details.add("affects: " + finding.affects());
        finding.remedy().forEach(step -> details.add("try: " + step));
        String severity = switch (finding.severity()) {
            case CRITICAL -> "error";
            case WARNING -> "warning";
            case INFO -> "notice";
        };
        return new Case(group, name, Result.FAILED, finding.title(), details, severity);
    }
}
