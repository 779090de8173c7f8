package dev.wsctl.cli.render;

import dev.wsctl.cli.model.Captured;
import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.Outcome;
import dev.wsctl.cli.model.Severity;

/** A diagnosis for people, programs and pipelines: {@code wsctl/doctor/v1}. */
public final class DoctorViews {
    private DoctorViews() {}

    /** @param failOn findings below fail no test case */
    public static Views<Diagnosis> all(Severity failOn) {
        return new Views<>("wsctl/doctor/v1", DoctorHuman::write, DoctorViews::json)
                .with(Format.NAGIOS, DoctorLines::nagios)
                .with(Format.PROMETHEUS, DoctorLines::prometheus)
                .with(Format.JUNIT, (diagnosis, out) -> JUnitXml.write(DoctorCases.of(diagnosis, failOn), out))
                .with(Format.TAP, (diagnosis, out) -> Tap.write(DoctorCases.of(diagnosis, failOn), out))
                .with(
                        Format.GITHUB,
                        (diagnosis, out) -> GitHubAnnotations.write(DoctorCases.of(diagnosis, failOn), out));
    }

    private static void json(Diagnosis diagnosis, JsonObject json) {
        json.text("status", diagnosis.status().name())
                .text("target", diagnosis.target())
                .text("about", diagnosis.about())
                .text("time", diagnosis.time().toString())
                .number("window_ms", diagnosis.window().toMillis())
                .value("captured", diagnosis.captured(), DoctorViews::captured)
                .number("checks", diagnosis.outcomes().size())
                .array("findings", diagnosis.findings(), DoctorViews::finding)
                .array("skipped", diagnosis.skipped(), DoctorViews::skipped)
                .array("suppressed", diagnosis.suppressed(), (one, o) -> {
                    finding(one.finding(), o);
                    o.text("reason", one.reason());
                })
                .texts("unknown", diagnosis.untold())
                .array("frameworks", diagnosis.frameworks(), FrameworkViews::framework);
    }

    static void captured(Captured captured, JsonObject json) {
        json.text("file", captured.file())
                .number("age_ms", captured.age().toMillis())
                .text("wsctl", captured.version())
                .flag("anonymized", captured.anonymized());
    }

    static void finding(CodedFinding finding, JsonObject json) {
        json.text("code", finding.code())
                .text("severity", finding.severity().name())
                .text("title", finding.title())
                .text("subject", finding.subject())
                .text("evidence", finding.evidence())
                .text("threshold", finding.threshold())
                .texts("remedy", finding.remedy())
                .text("affects", finding.affects());
    }

    static void skipped(Outcome.Skipped skipped, JsonObject json) {
        json.text("code", skipped.code()).text("reason", skipped.reason());
    }
}
