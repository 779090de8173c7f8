package dev.wsctl.cli.render;

import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Latency;
import dev.wsctl.load.report.LoadReport.Pair;
import java.util.List;

/**
 * A load test as one self-contained HTML page: no script, no network, readable in any browser and printable. Everything
 * that comes from outside is escaped.
 */
public final class HtmlReport {
    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
            h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
            .verdict { padding: .8rem 1rem; border-radius: .4rem; color: #fff; font-weight: 600 }
            .PASSED { background: #1a7f37 } .FAILED { background: #b42318 } .INVALID { background: #9a6700 }
            .verdict ul { margin: .3rem 0 0; font-weight: 400 }
            table { border-collapse: collapse } th, td { padding: .25rem .8rem; text-align: right }
            th:first-child, td:first-child { text-align: left; padding-left: 0 }
            th { font-weight: 600; border-bottom: 1px solid #888 } td { border-bottom: 1px solid #ddd }
            .bad { color: #b42318; font-weight: 600 } code { font-size: .9em }
            @media (prefers-color-scheme: dark) { body { background: #111; color: #ddd } td { border-color: #333 } }
            """;

    private final StringBuilder html = new StringBuilder(8192);

    private HtmlReport() {}

    /** The whole page. */
    public static String of(LoadResult run) {
        HtmlReport page = new HtmlReport();
        page.write(run);
        return page.html.toString();
    }

    private void write(LoadResult run) {
        LoadReport report = run.report();
        String verdict = report.verdict().name();
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>wsctl loadtest: ")
                .append(verdict)
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>wsctl loadtest</h1>\n<div class=\"verdict ")
                .append(verdict)
                .append("\">")
                .append(verdict)
                .append("<ul>\n");
        for (String reason : report.reasons()) {
            html.append("<li>").append(escape(reason)).append("</li>\n");
        }
        html.append("</ul></div>\n");
        if (run.interrupted()) {
            html.append("<p class=\"bad\">Interrupted: only what was measured until then.</p>\n");
        }
        asked(run);
        found(report);
        latencies(report);
        thresholds(run);
        matrix(report.matrix());
        html.append("</body>\n</html>\n");
    }

    private void asked(LoadResult run) {
        heading("Asked for");
        open("", "");
        row(
                "targets",
                String.join(
                        ", ",
                        run.report().matrix().stream()
                                .map(Pair::from)
                                .distinct()
                                .toList()));
        row("connections", Units.count(run.plan().connections()));
        row("rooms", Units.count(run.plan().rooms()));
        row(
                "pace",
                run.plan().inFlight().isPresent()
                        ? run.plan().inFlight().getAsInt() + " in flight a room"
                        : Units.rate(run.plan().ratePerSecond()) + " messages/s");
        row("duration", Units.span(run.plan().duration()));
        row("warm-up", Units.span(run.plan().warmUp()));
        row("message", run.plan().messageBytes() + " bytes");
        close();
    }

    private void found(LoadReport report) {
        LoadReport.Messages messages = report.messages();
        heading("Found");
        open("", "");
        row("connections opened", Units.count(report.connections().opened()));
        for (LoadReport.Failure failure : report.connections().failed()) {
            row("failed at " + failure.target(), failure.count() + " × " + failure.reason());
        }
        row("messages sent", Units.count(messages.sent()));
        row("deliveries expected", Units.count(messages.expected()));
        row("delivered", Units.count(messages.delivered()));
        row("lost", Units.count(messages.lost()));
        row("duplicated", Units.count(messages.duplicated()));
        row("reordered", Units.count(messages.reordered()));
        row("misrouted", Units.count(messages.misrouted()));
        row("offered", Doubles.rate(report.throughput().offeredPerSecond()) + " /s");
        row("sent", Doubles.rate(report.throughput().sentPerSecond()) + " /s");
        row("delivered", Doubles.rate(report.throughput().deliveredPerSecond()) + " /s");
        row("generator CPU", Doubles.rate(report.generator().cpuPercent()) + " %");
        row("generator loop lag p99", Doubles.latency(report.generator().loopLagP99Micros()));
        row("generator longest GC pause", Doubles.latency(report.generator().gcPauseMaxMicros()));
        close();
    }

    private void latencies(LoadReport report) {
        heading("Latency");
        open("", "avg", "p50", "p90", "p95", "p99", "p99.9", "max");
        latency("corrected (receive − intended)", report.latency().corrected());
        latency("service (receive − actual)", report.latency().service());
        latency("send lag (actual − intended)", report.latency().sendLag());
        latency("connect", report.connections().connect());
        close();
    }

    private void latency(String name, Latency latency) {
        row(
                name,
                Doubles.latency(latency.average()),
                Doubles.latency(latency.p50()),
                Doubles.latency(latency.p90()),
                Doubles.latency(latency.p95()),
                Doubles.latency(latency.p99()),
                Doubles.latency(latency.p999()),
                Doubles.latency(latency.max()));
    }

    private void thresholds(LoadResult run) {
        LoadReport report = run.report();
        if (report.thresholds().isEmpty()) {
            return;
        }
        heading("Thresholds");
        open("condition", "actual", "");
        for (LoadReport.ThresholdResult result : report.thresholds()) {
            row(result.expression(), Thresholds.actual(run.plan(), result), result.met() ? "met" : "missed");
        }
        close();
    }

    private void matrix(List<Pair> pairs) {
        heading("Between instances");
        open("from → to", "expected", "delivered", "lost", "duplicated", "reordered", "misrouted", "p50", "p99");
        for (Pair pair : pairs) {
            row(
                    pair.from() + " → " + pair.to(),
                    Units.count(pair.expected()),
                    Units.count(pair.delivered()),
                    Units.count(pair.lost()),
                    Units.count(pair.duplicated()),
                    Units.count(pair.reordered()),
                    Units.count(pair.misrouted()),
                    Doubles.latency(pair.service().p50()),
                    Doubles.latency(pair.service().p99()));
        }
        close();
    }

    private void heading(String text) {
        html.append("<h2>").append(escape(text)).append("</h2>\n");
    }

    private void open(String... columns) {
        html.append("<table>\n");
        if (columns.length > 2) {
            html.append("<tr>");
            for (String column : columns) {
                html.append("<th>").append(escape(column)).append("</th>");
            }
            html.append("</tr>\n");
        }
    }

    private void row(String... cells) {
        html.append("<tr>");
        for (String cell : cells) {
            html.append("<td>").append(escape(cell)).append("</td>");
        }
        html.append("</tr>\n");
    }

    private void close() {
        html.append("</table>\n");
    }

    /** For text and for attribute values in double quotes. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
