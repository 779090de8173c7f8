package dev.wsctl.cli.render;

import dev.wsctl.cli.model.CaptureReport;

/** What a capture holds, and what it could not: {@code wsctl/capture-report/v1}. */
public final class CaptureViews {
    private CaptureViews() {}

    public static Views<CaptureReport> all() {
        return new Views<>("wsctl/capture-report/v1", CaptureViews::human, CaptureViews::json);
    }

    private static void human(CaptureReport report, Page page) {
        page.verdict(report.status(), report.file() + "  " + Units.bytes(report.bytes()));
        if (page.quiet()) {
            return;
        }
        String contents = report.target() + ": " + Units.count(report.nodes(), "node") + ", "
                + Units.count(report.instances(), "instance") + ", "
                + Units.count(report.connections(), "connection") + ", " + Units.count(report.channels(), "channel")
                + ", " + Units.count(report.keys(), "key");
        Wrap.at(contents, page.width() - 2).forEach(part -> page.line("  " + part));
        for (String gap : report.missing()) {
            boolean first = true;
            for (String part : Wrap.at(gap, page.width() - 12)) {
                page.line((first ? "  " + page.paint(Style.WARN, "missing") + "   " : " ".repeat(12)) + part);
                first = false;
            }
        }
        page.blank().line("  wsctl doctor --from " + report.file());
    }

    private static void json(CaptureReport report, JsonObject json) {
        json.text("status", report.status().name())
                .text("file", report.file())
                .number("bytes", report.bytes())
                .text("target", report.target())
                .number("nodes", report.nodes())
                .number("instances", report.instances())
                .number("connections", report.connections())
                .number("channels", report.channels())
                .number("keys", report.keys())
                .texts("missing", report.missing());
    }
}
