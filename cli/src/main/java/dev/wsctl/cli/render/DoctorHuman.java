package dev.wsctl.cli.render;

import dev.wsctl.cli.model.Captured;
import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.Outcome;
import dev.wsctl.cli.model.Severity;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A diagnosis as an engineer reads it at night: the verdict, what to do first, and nothing that is well. */
final class DoctorHuman {
    private static final String INDENT = " ".repeat(9);

    private DoctorHuman() {}

    static void write(Diagnosis diagnosis, Page page) {
        page.verdict(
                diagnosis.status(), diagnosis.target() + (diagnosis.about().isEmpty() ? "" : "  " + diagnosis.about()));
        if (page.quiet()) {
            return;
        }
        page.line("  " + summary(diagnosis));
        Captured captured = diagnosis.captured();
        if (captured != null) {
            captured(diagnosis, captured, page);
        }
        for (String untold : untold(diagnosis)) {
            wrapped(page, page.paint(Style.WARN, "unknown") + "  ", " ".repeat(11), untold);
        }
        for (CodedFinding finding : diagnosis.findings()) {
            if (finding.severity() == Severity.INFO && !page.verbose()) {
                continue;
            }
            page.blank();
            finding(finding, page);
        }
        infos(diagnosis, page);
        FrameworkViews.table(diagnosis.frameworks(), page);
        if (page.verbose()) {
            skipped(diagnosis, page);
        }
        if (diagnosis.findings().stream().anyMatch(finding -> finding.severity() != Severity.INFO)) {
            page.blank()
                    .line("  wsctl explain " + diagnosis.findings().get(0).code()
                            + " tells more; --verbose shows all.");
        }
    }

    /** Without what a finding says, too. */
    private static List<String> untold(Diagnosis diagnosis) {
        List<String> untold = new ArrayList<>(diagnosis.untold());
        diagnosis.findings().forEach(finding -> untold.remove(finding.title()));
        return untold;
    }

    private static void captured(Diagnosis diagnosis, Captured captured, Page page) {
        String text =
                "as it was " + age(captured.age()) + ", at " + diagnosis.time().truncatedTo(ChronoUnit.SECONDS) + " ("
                        + captured.file() + (captured.anonymized() ? ", anonymized)" : ")");
        for (String part : Wrap.at(text, page.width() - 2)) {
            page.line("  " + page.paint(Style.DIM, part));
        }
    }

    static String age(Duration age) {
        return age.isNegative() ? "in the future by this clock" : Units.span(age) + " ago";
    }

    private static String summary(Diagnosis diagnosis) {
        List<String> parts = new ArrayList<>();
        parts.add(Units.count(diagnosis.outcomes().size() - diagnosis.skipped().size(), "check"));
        long critical = count(diagnosis, Severity.CRITICAL);
        long warnings = count(diagnosis, Severity.WARNING);
        if (critical > 0) {
            parts.add(critical + " critical");
        }
        if (warnings > 0) {
            parts.add(Units.count(warnings, "warning"));
        }
        if (critical + warnings == 0) {
            parts.add(diagnosis.untold().isEmpty() ? "nothing wrong" : "not all of what they need could be read");
        }
        if (!diagnosis.suppressed().isEmpty()) {
            parts.add(diagnosis.suppressed().size() + " suppressed");
        }
        if (!diagnosis.skipped().isEmpty()) {
            parts.add(diagnosis.skipped().size() + " skipped");
        }
        return String.join(", ", parts) + ".";
    }

    private static long count(Diagnosis diagnosis, Severity severity) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    static void finding(CodedFinding finding, Page page) {
        Style style = finding.severity() == Severity.INFO
                ? Style.DIM
                : Page.style(finding.severity().status());
        wrapped(
                page,
                page.paint(style, finding.code()) + "  ",
                INDENT,
                finding.severity().name() + ": " + finding.title());
        labelled(page, "seen: ", finding.evidence());
        if (page.verbose()) {
            labelled(page, "limit: ", finding.threshold());
        }
        labelled(page, "affects: ", finding.affects());
        String label = "try: ";
        for (String step : finding.remedy()) {
            wrapped(page, INDENT.substring(2) + page.paint(Style.DIM, label), INDENT + " ".repeat(5), step);
            label = "     ";
        }
    }

    private static void labelled(Page page, String label, String text) {
        if (!text.isEmpty()) {
            wrapped(
                    page,
                    INDENT.substring(2) + page.paint(Style.DIM, label),
                    INDENT + " ".repeat(label.length()),
                    text);
        }
    }

    // The lead stands before the first line, with two blanks in front of it; the indent is as wide as both.
    private static void wrapped(Page page, String lead, String indent, String text) {
        boolean first = true;
        for (String part : Wrap.at(text, page.width() - indent.length())) {
            page.line(first ? "  " + lead + part : indent + part);
            first = false;
        }
    }

    /** One line each: they are no reason to act now. */
    private static void infos(Diagnosis diagnosis, Page page) {
        if (page.verbose() || count(diagnosis, Severity.INFO) == 0) {
            return;
        }
        page.blank();
        for (CodedFinding finding : diagnosis.findings()) {
            if (finding.severity() == Severity.INFO) {
                wrapped(page, page.paint(Style.DIM, finding.code()) + "  ", INDENT, "info: " + finding.title());
            }
        }
    }

    /** By reason, since one missing permission takes many checks with it. */
    private static void skipped(Diagnosis diagnosis, Page page) {
        for (Diagnosis.Suppressed one : diagnosis.suppressed()) {
            page.blank();
            wrapped(
                    page,
                    page.paint(Style.DIM, one.finding().code()) + "  ",
                    INDENT,
                    "suppressed (" + one.reason() + "): " + one.finding().title());
        }
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (Outcome.Skipped one : diagnosis.skipped()) {
            byReason.computeIfAbsent(one.reason(), reason -> new ArrayList<>()).add(one.code());
        }
        if (!byReason.isEmpty()) {
            page.blank();
        }
        byReason.forEach((reason, codes) -> wrapped(
                page,
                page.paint(Style.DIM, "skipped") + "  ",
                " ".repeat(11),
                String.join(" ", codes) + ": " + reason));
    }
}
