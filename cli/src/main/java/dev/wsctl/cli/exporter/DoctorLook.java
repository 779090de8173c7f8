package dev.wsctl.cli.exporter;

import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.source.RedisSource;
import java.util.List;

/** What {@code wsctl doctor} finds. */
final class DoctorLook implements Collector.Look {
    private static final int MOST_FINDINGS = 200;

    private final Collectors.Diagnose diagnose;

    DoctorLook(Collectors.Diagnose diagnose) {
        this.diagnose = diagnose;
    }

    @Override
    public void into(MetricsText metrics, RedisSource source) throws InterruptedException {
        Diagnosis diagnosis = diagnose.of(source);
        List<CodedFinding> findings = diagnosis.findings();
        for (Severity severity : Severity.values()) {
            metrics.gauge(
                    "wsctl_findings",
                    "What wsctl doctor found, by severity.",
                    findings.stream().filter(one -> one.severity() == severity).count(),
                    "severity",
                    severity.word());
        }
        for (CodedFinding finding : findings.subList(0, Math.min(MOST_FINDINGS, findings.size()))) {
            metrics.gauge(
                    "wsctl_finding",
                    "1 for each finding that is there; wsctl explain CODE says what it means.",
                    1,
                    "code",
                    finding.code(),
                    "severity",
                    finding.severity().word(),
                    "subject",
                    finding.subject());
        }
        metrics.gauge(
                "wsctl_checks_skipped",
                "Checks that could not be judged.",
                diagnosis.skipped().size());
    }
}
