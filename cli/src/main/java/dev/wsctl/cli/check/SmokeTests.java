package dev.wsctl.cli.check;

import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Delivery;
import dev.wsctl.cli.model.DeliveryFinding;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.HealthReport;
import dev.wsctl.cli.model.InstanceReport;
import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.model.SmokeReport.Test;
import dev.wsctl.cli.model.Stage;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns what other checks found into the lines of {@code smoke} (B2). */
public final class SmokeTests {
    private static final Map<String, String> STAGES = Map.of(
            "reach", "server reachable",
            "auth", "PING",
            "role", "role and topology",
            "write", "SET, GET, DEL",
            "session", "session store and retrieve",
            "pubsub", "publish and receive");

    private SmokeTests() {}

    /** @param health judged */
    public static List<Test> redis(HealthReport health) {
        List<Test> tests = new ArrayList<>();
        for (Stage stage : health.stages()) {
            String name = STAGES.getOrDefault(stage.name(), stage.name());
            tests.add(
                    stage.result() == Stage.Result.SKIPPED
                            ? Test.skipped(name, stage.detail())
                            : new Test(
                                    name,
                                    stage.result().status(),
                                    false,
                                    stage.elapsed(),
                                    stage.detail(),
                                    List.of(),
                                    some(stage.hint())));
        }
        tests.add(latency(health));
        for (Finding finding : health.findings()) {
            if (!finding.title().startsWith("PING takes")) {
                tests.add(new Test(
                        "limits",
                        finding.severity(),
                        false,
                        Duration.ZERO,
                        finding.title(),
                        some(finding.threshold()),
                        some(finding.remedy())));
            }
        }
        return tests;
    }

    /** B2's average, with the verdict on the 99th percentile: an average hides the requests that hurt. */
    private static Test latency(HealthReport health) {
        Percentiles ping = health.ping();
        if (ping.count() == 0) {
            return Test.skipped("latency", "PING was not measured, see above");
        }
        String detail = "PING " + HealthCheck.millis(ping.meanNanos()) + " on average, p99 "
                + HealthCheck.millis(ping.p99Nanos());
        for (Finding finding : health.findings()) {
            if (finding.title().startsWith("PING takes")) {
                return new Test(
                        "latency",
                        finding.severity(),
                        false,
                        Duration.ZERO,
                        detail,
                        some(finding.threshold()),
                        some(finding.remedy()));
            }
        }
        return new Test("latency", Status.OK, false, Duration.ZERO, detail, List.of(), List.of());
    }

    /** @param registry judged */
    public static Test instances(InstanceReport registry, Duration elapsed) {
        List<Finding> findings = registry.findings();
        String alive = registry.instances().size() + " under " + registry.prefix() + ":instances:*";
        Integer expected = registry.expected();
        String detail = alive + (expected == null ? "" : ", " + expected + " expected");
        return new Test(
                "instances",
                registry.status(),
                false,
                elapsed,
                findings.isEmpty() ? detail : findings.get(0).title() + "; " + detail,
                findings.stream().map(Finding::title).toList(),
                findings.stream()
                        .map(Finding::remedy)
                        .filter(remedy -> !remedy.isEmpty())
                        .toList());
    }

    public static Test delivery(Verification measured, Duration elapsed) {
        DeliveryCheck.Judgement judgement = DeliveryCheck.judge(measured);
        long sent = measured.deliveries().stream().mapToLong(Delivery::sent).sum();
        List<String> evidence = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        for (DeliveryFinding finding : judgement.findings()) {
            evidence.add(finding.code() + " " + finding.title() + ": " + finding.evidence());
            remedy.addAll(finding.remedy());
        }
        String detail = judgement.findings().isEmpty()
                ? sent + " deliveries over " + measured.deliveries().size() + " pairs: each once, in order, in its room"
                : judgement.findings().get(0).title();
        return new Test("delivery", judgement.status(), false, elapsed, detail, evidence, remedy);
    }

    /** One test for all checks that were chosen; what is merely worth knowing is left to {@code doctor}. */
    public static Test doctor(Diagnosis diagnosis, Duration elapsed) {
        List<CodedFinding> findings = diagnosis.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        List<String> evidence = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        for (CodedFinding finding : findings) {
            evidence.add(finding.code() + " " + finding.title() + ": " + finding.evidence());
            remedy.addAll(finding.remedy());
        }
        diagnosis.untold().forEach(why -> evidence.add("unknown: " + why));
        diagnosis.skipped().forEach(one -> evidence.add(one.code() + " skipped: " + one.reason()));
        int judged = diagnosis.outcomes().size() - diagnosis.skipped().size();
        Status status = diagnosis.status(Severity.WARNING);
        if (judged == 0) {
            status = status.worse(Status.UNKNOWN);
        }
        String detail = !findings.isEmpty()
                ? findings.get(0).code() + " " + findings.get(0).title()
                : judged + " of " + diagnosis.outcomes().size() + " checks, nothing above info";
        return new Test("doctor", status, false, elapsed, detail, evidence, remedy);
    }

    private static List<String> some(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }
}
