package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.Outcome;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.Suppression;
import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import dev.wsctl.cli.model.evidence.NodeSample;
import dev.wsctl.cli.model.evidence.Trouble;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs checks over the evidence. */
public final class Doctor {
    private final List<Check> checks;
    private final Limits limits;
    private final List<Suppression> suppressions;

    /** With everything it knows. */
    public Doctor(Limits limits, List<Suppression> suppressions) {
        this(Catalogue.CHECKS, limits, suppressions);
    }

    /** With some of the checks, for those who want certain answers only. */
    public Doctor(List<Check> checks, Limits limits, List<Suppression> suppressions) {
        this.checks = List.copyOf(checks);
        this.limits = limits;
        this.suppressions = List.copyOf(suppressions);
    }

    public Diagnosis diagnose(Evidence evidence) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Diagnosis.Suppressed> suppressed = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(evidence.time(), ZoneOffset.UTC);
        for (Check check : checks) {
            Rule rule = check.rule();
            try {
                List<CodedFinding> findings = new ArrayList<>();
                for (Found found : check.judge(evidence, limits)) {
                    CodedFinding finding = finding(rule, found);
                    suppressions.stream()
                            .filter(one -> one.holds(today) && one.covers(finding.code(), finding.subject()))
                            .findFirst()
                            .ifPresentOrElse(
                                    one -> suppressed.add(new Diagnosis.Suppressed(finding, one.reason())),
                                    () -> findings.add(finding));
                }
                outcomes.add(new Outcome.Judged(rule.code(), findings));
            } catch (AbsentException e) {
                outcomes.add(new Outcome.Skipped(rule.code(), e.reason()));
            }
        }
        return new Diagnosis(
                evidence.target(),
                about(evidence),
                evidence.time(),
                evidence.window(),
                outcomes,
                suppressed,
                untold(evidence),
                evidence.frameworks(),
                null);
    }

    private CodedFinding finding(Rule rule, Found found) {
        List<String> steps = found.remedy().isEmpty() ? rule.remedy() : found.remedy();
        List<String> remedy =
                steps.stream().map(step -> filled(step, found.values())).toList();
        return new CodedFinding(
                rule.code(),
                found.severity(),
                found.subject(),
                found.title(),
                found.evidence(),
                rule.threshold(limits),
                remedy,
                rule.affects());
    }

    private static String filled(String step, Map<String, String> values) {
        String text = step;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("{" + value.getKey() + "}", value.getValue());
        }
        return text;
    }

    private static String about(Evidence evidence) {
        RedisFacts sum = null;
        for (NodeEvidence node : evidence.nodes()) {
            Info info = info(node);
            if (info != null) {
                RedisFacts facts = RedisFacts.of(info, 1);
                sum = sum == null ? facts : sum.plus(facts);
            }
        }
        if (sum == null) {
            return "";
        }
        String product = sum.product() + " " + sum.version();
        int servers = evidence.servers().size();
        if (servers > 1) {
            return product + ", " + servers + " independent servers";
        }
        return product + " " + sum.role() + (sum.nodes() > 1 ? " of " + sum.nodes() + " masters" : "");
    }

    private static @Nullable Info info(NodeEvidence node) {
        Info info = node.last().info().value();
        return info == null ? node.first().info().value() : info;
    }

    /** Without these nothing is known, however many other checks are content. */
    private static List<String> untold(Evidence evidence) {
        List<String> untold = new ArrayList<>();
        for (Trouble trouble : evidence.troubles()) {
            add(untold, trouble.what());
        }
        for (NodeEvidence node : evidence.nodes()) {
            for (NodeSample sample : List.of(node.first(), node.last())) {
                add(untold, sample.info().reason());
                add(untold, sample.subscribers().reason());
            }
        }
        add(untold, evidence.heartbeats().reason());
        return untold;
    }

    private static void add(List<String> untold, String reason) {
        if (!reason.isEmpty() && !untold.contains(reason)) {
            untold.add(reason);
        }
    }
}
