package dev.wsctl.cli.render;

import dev.wsctl.cli.model.SmokeReport;
import dev.wsctl.cli.model.SmokeReport.Test;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.render.TestCases.Case;
import dev.wsctl.cli.render.TestCases.Result;
import java.util.ArrayList;
import java.util.List;

/** {@code smoke} for people, programs and build servers: {@code wsctl/smoke/v1}. */
public final class SmokeViews {
    private static final String SUITE = "wsctl smoke";
    private static final int NAME = 26;

    private SmokeViews() {}

    public static Views<SmokeReport> all() {
        return new Views<>("wsctl/smoke/v1", SmokeViews::human, SmokeViews::json)
                .with(Format.JUNIT, (report, out) -> JUnitXml.write(cases(report), out))
                .with(Format.TAP, (report, out) -> Tap.write(cases(report), out))
                .with(Format.GITHUB, (report, out) -> GitHubAnnotations.write(cases(report), out));
    }

    private static void human(SmokeReport report, Page page) {
        page.verdict(report.status(), report.target() + "  " + summary(report));
        if (page.quiet()) {
            return;
        }
        for (Test test : report.tests()) {
            Style style = test.skipped() ? Style.DIM : Page.style(test.status());
            String label = page.paint(
                    style, Table.pad(test.skipped() ? "skipped" : test.status().name(), 8));
            boolean first = true;
            for (String part : Wrap.at(test.detail(), page.width() - NAME - 12)) {
                page.line(
                        first
                                ? "  " + label + "  " + Table.pad(test.name(), NAME) + part
                                : " ".repeat(NAME + 12) + part);
                first = false;
            }
            if (page.verbose() || test.status() != Status.OK) {
                test.evidence().forEach(line -> indented(page, "seen: ", line));
                test.remedy().forEach(line -> indented(page, "try: ", line));
            }
        }
    }

    private static String summary(SmokeReport report) {
        long made = report.tests().stream().filter(test -> !test.skipped()).count();
        long bad = report.tests().stream()
                .filter(test -> test.status() != Status.OK)
                .count();
        return Units.count(made, "test") + ", " + (bad == 0 ? "all passed" : bad + " not passed") + ", "
                + Units.latency(report.elapsed().toNanos());
    }

    private static void indented(Page page, String label, String text) {
        boolean first = true;
        for (String part : Wrap.at(text, page.width() - 12 - label.length())) {
            page.line(" ".repeat(12) + page.paint(Style.DIM, first ? label : " ".repeat(label.length())) + part);
            first = false;
        }
    }

    private static TestCases cases(SmokeReport report) {
        List<Case> cases = new ArrayList<>();
        for (Test test : report.tests()) {
            cases.add(
                    test.skipped()
                            ? Case.skipped("smoke", test.name(), test.detail())
                            : test.status() == Status.OK ? Case.passed("smoke", test.name()) : failed(test));
        }
        return new TestCases(SUITE, report.time(), report.elapsed(), cases);
    }

    private static Case failed(Test test) {
        List<String> details = new ArrayList<>();
        test.evidence().forEach(line -> details.add("evidence: " + line));
        test.remedy().forEach(line -> details.add("try: " + line));
        Result result = test.status() == Status.UNKNOWN ? Result.ERROR : Result.FAILED;
        String severity = test.status() == Status.WARNING ? "warning" : "error";
        return new Case("smoke", test.name(), result, test.detail(), details, severity);
    }

    private static void json(SmokeReport report, JsonObject json) {
        json.text("status", report.status().name())
                .text("target", report.target())
                .text("time", report.time().toString())
                .number("elapsed_ms", report.elapsed().toMillis())
                .number("waited_ms", report.waited().toMillis())
                .array(
                        "tests",
                        report.tests(),
                        (test, o) -> o.text("name", test.name())
                                .text(
                                        "status",
                                        test.skipped()
                                                ? "SKIPPED"
                                                : test.status().name())
                                .micros("elapsed_us", test.elapsed().toNanos())
                                .text("detail", test.detail())
                                .texts("evidence", test.evidence())
                                .texts("remedy", test.remedy()));
    }
}
