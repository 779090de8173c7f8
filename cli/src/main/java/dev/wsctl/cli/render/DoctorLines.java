package dev.wsctl.cli.render;

import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.model.Status;
import java.io.PrintStream;
import java.util.List;

/** A diagnosis for monitoring: one line for a plugin, or metrics. */
final class DoctorLines {
    private DoctorLines() {}

    static void nagios(Diagnosis diagnosis, PrintStream out) {
        List<CodedFinding> findings = diagnosis.findings();
        String reason = !findings.isEmpty() && findings.get(0).severity() != Severity.INFO
                ? findings.get(0).code() + ": " + findings.get(0).title()
                : diagnosis.untold().isEmpty()
                        ? diagnosis.target() + " is well"
                        : diagnosis.untold().get(0);
        out.print("DOCTOR " + diagnosis.status() + " - " + reason.replace('|', '/') + " | critical="
                + count(diagnosis, Severity.CRITICAL) + " warning=" + count(diagnosis, Severity.WARNING) + " info="
                + count(diagnosis, Severity.INFO) + " skipped="
                + diagnosis.skipped().size() + "\n");
    }

    static void prometheus(Diagnosis diagnosis, PrintStream out) {
        String target = "target=\"" + label(diagnosis.target()) + "\"";
        gauge("wsctl_doctor_status", "Verdict of the diagnosis, 1 for the one that holds.", out);
        for (Status status : Status.values()) {
            out.print("wsctl_doctor_status{" + target + ",status=\"" + status + "\"} "
                    + (status == diagnosis.status() ? 1 : 0) + "\n");
        }
        gauge("wsctl_doctor_findings", "Findings by severity.", out);
        for (Severity severity : Severity.values()) {
            out.print("wsctl_doctor_findings{" + target + ",severity=\"" + severity.word() + "\"} "
                    + count(diagnosis, severity) + "\n");
        }
        gauge("wsctl_doctor_skipped_checks", "Checks that could not be judged.", out);
        out.print("wsctl_doctor_skipped_checks{" + target + "} "
                + diagnosis.skipped().size() + "\n");
        gauge("wsctl_doctor_finding", "A finding that is there.", out);
        diagnosis.findings().stream()
                .map(finding -> "wsctl_doctor_finding{" + target + ",code=\"" + finding.code() + "\",severity=\""
                        + finding.severity().word() + "\",subject=\"" + label(finding.subject()) + "\"} 1\n")
                .distinct()
                .forEach(out::print);
    }

    private static void gauge(String name, String help, PrintStream out) {
        out.print("# HELP " + name + " " + help + "\n");
        out.print("# TYPE " + name + " gauge\n");
    }

    private static long count(Diagnosis diagnosis, Severity severity) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static String label(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
