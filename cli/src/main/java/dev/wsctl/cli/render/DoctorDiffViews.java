package dev.wsctl.cli.render;

import dev.wsctl.cli.model.Captured;
import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Comparison;
import dev.wsctl.cli.model.Comparison.FigureChange;
import dev.wsctl.cli.model.Comparison.SettingChange;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.Figure;
import dev.wsctl.cli.model.Outcome;
import dev.wsctl.cli.model.Severity;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Two captures compared: {@code wsctl/doctor-diff/v1}. */
public final class DoctorDiffViews {
    private DoctorDiffViews() {}

    /** @param failOn new findings below it do not count */
    public static Views<Comparison> all(Severity failOn) {
        return new Views<Comparison>(
                        "wsctl/doctor-diff/v1",
                        (comparison, page) -> human(comparison, failOn, page),
                        (comparison, json) -> json(comparison, failOn, json))
                .with(Format.JUNIT, (one, out) -> JUnitXml.write(DoctorCases.of(one, failOn), out))
                .with(Format.TAP, (one, out) -> Tap.write(DoctorCases.of(one, failOn), out))
                .with(Format.GITHUB, (one, out) -> GitHubAnnotations.write(DoctorCases.of(one, failOn), out));
    }

    private static void human(Comparison comparison, Severity failOn, Page page) {
        page.verdict(comparison.status(failOn), summary(comparison));
        if (page.quiet()) {
            return;
        }
        page.line("  before  " + origin(comparison.before()));
        page.line("  after   " + origin(comparison.after()));
        comparison.untold().forEach(why -> labelled(page, "unknown", Style.WARN, why));
        unjudged(comparison, page);
        comparison.appeared().forEach(finding -> DoctorHuman.finding(finding, page.blank()));
        comparison.worse().forEach(finding -> DoctorHuman.finding(finding, page.blank()));
        if (!comparison.gone().isEmpty()) {
            page.blank();
            for (CodedFinding finding : comparison.gone()) {
                labelled(page, "gone", Style.GOOD, finding.code() + ": " + finding.title());
            }
        }
        settings(comparison.settings(), page);
        figures(comparison.figures(), page);
    }

    private static String summary(Comparison comparison) {
        List<String> parts = new ArrayList<>();
        parts.add(
                comparison.appeared().isEmpty()
                        ? "no new finding"
                        : Units.count(comparison.appeared().size(), "new finding"));
        if (!comparison.worse().isEmpty()) {
            parts.add(comparison.worse().size() + " worse");
        }
        parts.add(comparison.gone().size() + " gone");
        parts.add(comparison.stayed() + " as before");
        return String.join(", ", parts);
    }

    private static String origin(Diagnosis diagnosis) {
        Captured captured = diagnosis.captured();
        return diagnosis.time().truncatedTo(ChronoUnit.SECONDS)
                + (captured == null ? "" : ", " + DoctorHuman.age(captured.age()) + "  " + captured.file());
    }

    private static void labelled(Page page, String label, Style style, String text) {
        boolean first = true;
        for (String part : Wrap.at(text, page.width() - 11)) {
            page.line((first ? "  " + page.paint(style, Table.pad(label, 7)) + "  " : " ".repeat(11)) + part);
            first = false;
        }
    }

    /** By reason, since one thing that is missing takes many checks with it. */
    private static void unjudged(Comparison comparison, Page page) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (Outcome.Skipped one : comparison.unjudged()) {
            byReason.computeIfAbsent(one.reason(), reason -> new ArrayList<>()).add(one.code());
        }
        byReason.forEach((reason, codes) -> labelled(
                page, "unknown", Style.WARN, String.join(" ", codes) + " cannot be judged any more: " + reason));
    }

    private static void settings(List<SettingChange> settings, Page page) {
        if (settings.isEmpty()) {
            return;
        }
        page.blank();
        for (SettingChange one : settings) {
            String text = one.name() + " on " + one.subject() + ": " + shown(one.before()) + " → " + shown(one.after());
            labelled(page, "set", Style.PLAIN, text);
        }
    }

    private static String shown(String value) {
        return value.isEmpty() ? "none" : value;
    }

    private static void figures(List<FigureChange> figures, Page page) {
        List<FigureChange> shown =
                figures.stream().filter(one -> one.matters() || page.verbose()).toList();
        if (shown.isEmpty()) {
            page.blank().line("  No figure has changed by more than chance.");
            return;
        }
        Table table = new Table()
                .indented(2)
                .left("figure")
                .right("before")
                .right("after")
                .right("change")
                .flexible("of");
        shown.forEach(one -> table.row(
                one.name(),
                value(one.unit(), one.before()),
                value(one.unit(), one.after()),
                change(one),
                one.subject()));
        page.blank().table(table);
    }

    private static String value(Figure.Unit unit, OptionalDouble value) {
        if (value.isEmpty()) {
            return "–";
        }
        double number = value.getAsDouble();
        return switch (unit) {
            case COUNT -> Units.count(Math.round(number));
            case PER_SECOND -> Units.rate(number) + "/s";
            case BYTES -> Units.bytes(Math.round(number));
            case BYTES_PER_SECOND -> Units.bytes(Math.round(number)) + "/s";
            case TIME -> Units.latency(Math.round(number));
        };
    }

    private static String change(FigureChange one) {
        if (one.before().isEmpty() || one.after().isEmpty()) {
            return one.before().isEmpty() ? "new" : "gone";
        }
        double before = one.before().getAsDouble();
        double after = one.after().getAsDouble();
        if (before == 0 || after == before) {
            return after == before ? "" : "from 0";
        }
        long percent = Math.round((after - before) / before * 100);
        return percent > 900 ? "×" + Math.round(after / before) : (percent > 0 ? "+" : "") + percent + " %";
    }

    private static void json(Comparison comparison, Severity failOn, JsonObject json) {
        json.text("status", comparison.status(failOn).name())
                .object("before", o -> origin(comparison.before(), o))
                .object("after", o -> origin(comparison.after(), o))
                .array("new", comparison.appeared(), DoctorViews::finding)
                .array("worse", comparison.worse(), DoctorViews::finding)
                .array("gone", comparison.gone(), DoctorViews::finding)
                .number("stayed", comparison.stayed())
                .array("unjudged", comparison.unjudged(), DoctorViews::skipped)
                .texts("unknown", comparison.untold())
                .array(
                        "settings",
                        comparison.settings(),
                        (one, o) -> o.text("subject", one.subject())
                                .text("name", one.name())
                                .text("before", one.before())
                                .text("after", one.after()))
                .array("figures", comparison.figures(), DoctorDiffViews::figure);
    }

    private static void origin(Diagnosis diagnosis, JsonObject json) {
        json.text("target", diagnosis.target())
                .text("time", diagnosis.time().toString())
                .value("captured", diagnosis.captured(), DoctorViews::captured);
    }

    private static void figure(FigureChange one, JsonObject json) {
        json.text("subject", one.subject())
                .text("name", one.name())
                .text(
                        "unit",
                        switch (one.unit()) {
                            case COUNT -> "count";
                            case PER_SECOND -> "per_s";
                            case BYTES -> "bytes";
                            case BYTES_PER_SECOND -> "bytes_per_s";
                            case TIME -> "ns";
                        })
                .decimal("before", one.before().orElse(Double.NaN))
                .decimal("after", one.after().orElse(Double.NaN))
                .flag("matters", one.matters());
    }
}
