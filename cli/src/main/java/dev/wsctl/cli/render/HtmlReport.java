package dev.wsctl.cli.render;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Latency;
import dev.wsctl.load.report.LoadReport.Pair;
import dev.wsctl.load.report.Second;
import java.util.ArrayList;
import java.util.List;

/**
 * A load test as one self-contained HTML page: the verdict first, charts where there is a script, and everything as tables
 * where there is none. No network. Everything that comes from outside is escaped.
 */
public final class HtmlReport {
    /** A grid with more columns than this is no longer read at a glance. */
    private static final int GRID = 12;

    private final LoadResult run;
    private final LoadReport report;
    private final Html html = new Html();
    private final List<Chart> charts;

    private HtmlReport(LoadResult run) {
        this.run = run;
        report = run.report();
        charts = charts(report);
    }

    /** The whole page. */
    public static String of(LoadResult run) {
        HtmlReport page = new HtmlReport(run);
        page.write();
        return HtmlDocument.of("wsctl loadtest: " + page.report.verdict().name(), page.html, page.charts);
    }

    private void write() {
        html.element("h1", "", "wsctl loadtest");
        html.element("p", "about", String.join(", ", targets()));
        verdict(html, report, run.interrupted());
        tiles();
        charts.forEach(chart -> chart.place(html));
        latencies();
        thresholds();
        HtmlSections.disturbances(html, report);
        found();
        if (report.matrix().size() > 1) {
            matrix();
        }
        HtmlSections.generator(html, report);
        asked();
        seconds();
    }

    static void verdict(Html html, LoadReport report, boolean interrupted) {
        String verdict = report.verdict().name();
        html.raw("<div class=\"verdict " + verdict + "\"><strong>" + verdict + "</strong>\n<ul>\n");
        report.reasons().forEach(reason -> html.element("li", "", reason));
        if (report.reasons().isEmpty()) {
            html.element("li", "", "everything was delivered, once and in order, and every threshold was met");
        }
        if (interrupted) {
            html.element("li", "bad", "interrupted: only what was measured until then");
        }
        html.raw("</ul></div>\n");
    }

    private void tiles() {
        LoadReport.Messages messages = report.messages();
        html.raw("<ul class=\"tiles\">\n");
        tile(Doubles.latency(report.latency().corrected().p50()), "p50, corrected");
        tile(Doubles.latency(report.latency().corrected().p99()), "p99, corrected");
        tile(Units.count(messages.delivered()), "of " + Units.count(messages.expected()) + " delivered");
        tile(Units.count(messages.lost()), "lost");
        tile(Doubles.rate(report.throughput().deliveredPerSecond()), "deliveries a second");
        tile(
                Units.count(report.connections().opened()),
                "of " + Units.count(report.connections().asked()) + " connections");
        html.raw("</ul>\n");
    }

    private void tile(String figure, String what) {
        html.raw("<li><b>").text(figure).raw("</b><span>").text(what).raw("</span></li>\n");
    }

    private static List<Chart> charts(LoadReport report) {
        List<Second> series = report.series();
        List<Chart> charts = new ArrayList<>();
        if (series.size() > 1) {
            List<Chart.Band> bands = Chart.bands(series);
            charts.add(new Chart(
                    "latency",
                    "Latency over time",
                    "from the intended time to receipt, by second of receipt",
                    "s",
                    List.of(
                            Chart.over(series, "p50", "us", Second::p50Micros),
                            Chart.over(series, "p99", "us", Second::p99Micros),
                            Chart.over(series, "max", "us", Second::maxMicros)),
                    bands));
            charts.add(new Chart(
                    "throughput",
                    "Offered, sent, delivered",
                    "messages a second on the left, deliveries on the right",
                    "s",
                    List.of(
                            Chart.over(series, "offered", "per_s", Second::offeredPerSecond),
                            Chart.over(series, "sent", "per_s", Second::sentPerSecond),
                            Chart.over(series, "delivered", "per_s_delivered", Second::deliveredPerSecond)),
                    bands));
            charts.add(new Chart(
                    "connections",
                    "Connections",
                    "",
                    "s",
                    List.of(
                            Chart.over(series, "joined", "count", Second::connections),
                            Chart.over(series, "failed", "count", Second::failed)),
                    bands));
        }
        if (!report.latency().correctedDistribution().points().isEmpty()) {
            charts.add(new Chart(
                    "percentiles",
                    "Latency by percentile",
                    "corrected counts from when a message was due, service from when it left",
                    "tail",
                    List.of(
                            Chart.curve("corrected", report.latency().correctedDistribution()),
                            Chart.curve("service", report.latency().serviceDistribution())),
                    List.of()));
        }
        if (series.size() > 1) {
            charts.add(new Chart(
                    "generator",
                    "The generator itself",
                    "its peaks are its own doing, not the server's",
                    "s",
                    List.of(
                            Chart.over(series, "send lag, worst", "us", Second::sendLagMaxMicros),
                            Chart.over(series, "loop lag, worst", "us", Second::loopLagMaxMicros),
                            Chart.over(series, "CPU of this machine", "pct", Second::cpuPercent)),
                    Chart.bands(series)));
        }
        return charts;
    }

    private void latencies() {
        html.heading("Latency");
        html.table("", "avg", "p50", "p90", "p95", "p99", "p99.9", "max");
        latency("corrected (receive − intended)", report.latency().corrected());
        latency("service (receive − actual)", report.latency().service());
        latency("send lag (actual − intended)", report.latency().sendLag());
        latency("connect", report.connections().connect());
        report.stages().forEach(stage -> latency("stage " + stage.name() + ", corrected", stage.corrected()));
        html.endTable();
    }

    private void latency(String name, Latency latency) {
        html.row(
                name,
                Doubles.latency(latency.average()),
                Doubles.latency(latency.p50()),
                Doubles.latency(latency.p90()),
                Doubles.latency(latency.p95()),
                Doubles.latency(latency.p99()),
                Doubles.latency(latency.p999()),
                Doubles.latency(latency.max()));
    }

    private void thresholds() {
        if (report.thresholds().isEmpty()) {
            return;
        }
        html.heading("Thresholds");
        html.table("condition", "actual", "");
        for (LoadReport.ThresholdResult result : report.thresholds()) {
            html.raw("<tr><td>")
                    .text(result.expression())
                    .raw("</td><td>")
                    .text(Thresholds.actual(run.plan(), result))
                    .raw(result.met() ? "</td><td class=\"good\">met" : "</td><td class=\"bad\">missed")
                    .raw("</td></tr>\n");
        }
        html.endTable();
    }

    private void found() {
        LoadReport.Messages messages = report.messages();
        html.heading("Found");
        html.table();
        html.fact(
                "connections",
                Units.count(report.connections().opened()) + " of "
                        + Units.count(report.connections().asked()) + " opened");
        for (LoadReport.Failure failure : report.connections().failed()) {
            html.fact("failed at " + failure.target(), Units.count(failure.count()) + " × " + failure.reason());
        }
        html.fact("messages sent", Units.count(messages.sent()));
        html.fact(
                "deliveries",
                Units.count(messages.delivered()) + " of " + Units.count(messages.expected()) + " expected");
        html.fact("lost", Units.count(messages.lost()));
        html.fact("duplicated", Units.count(messages.duplicated()));
        html.fact("reordered", Units.count(messages.reordered()));
        html.fact("misrouted", Units.count(messages.misrouted()));
        html.fact(
                "a second",
                Doubles.rate(report.throughput().offeredPerSecond()) + " offered, "
                        + Doubles.rate(report.throughput().sentPerSecond()) + " sent, "
                        + Doubles.rate(report.throughput().deliveredPerSecond()) + " delivered");
        html.endTable();
    }

    private void matrix() {
        html.heading("Between instances");
        List<String> urls = targets();
        boolean details = urls.size() > 1 && urls.size() <= GRID;
        if (details) {
            grid(urls, TargetLabels.of(urls));
            html.raw("<details><summary>Every pair in full</summary>\n");
        }
        html.table("from → to", "expected", "delivered", "lost", "duplicated", "reordered", "misrouted", "p50", "p99");
        for (Pair pair : report.matrix()) {
            html.row(
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
        html.endTable();
        if (details) {
            html.raw("</details>\n");
        }
    }

    /** Rows send, columns receive: p99, and what went wrong. */
    private void grid(List<String> urls, List<String> labels) {
        List<String> columns = new ArrayList<>(List.of("from ↓ to →"));
        columns.addAll(labels);
        html.table(columns.toArray(String[]::new));
        for (int from = 0; from < urls.size(); from++) {
            html.raw("<tr><td>").text(labels.get(from)).raw("</td>");
            for (String to : urls) {
                cell(urls.get(from), to);
            }
            html.raw("</tr>\n");
        }
        html.endTable();
    }

    private void cell(String from, String to) {
        for (Pair pair : report.matrix()) {
            if (pair.from().equals(from) && pair.to().equals(to)) {
                html.raw(pair.lost() == 0 ? "<td>" : "<td class=\"bad\">")
                        .text(Doubles.latency(pair.service().p99()))
                        .text(pair.lost() == 0 ? "" : ", " + Units.count(pair.lost()) + " lost")
                        .raw("</td>");
                return;
            }
        }
        html.raw("<td>–</td>");
    }

    private void asked() {
        LoadPlan plan = run.plan();
        html.heading("Asked for");
        html.table();
        html.fact("targets", String.join(", ", targets()));
        html.fact("connections", Units.count(plan.connections()) + " in " + Units.count(plan.rooms(), "room"));
        html.fact("pace", LoadHuman.pace(plan));
        html.fact("time", Units.span(plan.duration()) + " after " + Units.span(plan.warmUp()) + " of warm-up");
        html.fact("message", plan.messageBytes() + " bytes");
        html.fact("seed", Long.toString(plan.seed()));
        html.endTable();
    }

    private void seconds() {
        if (report.series().isEmpty()) {
            return;
        }
        html.heading("Second by second");
        html.raw("<details><summary>")
                .text(Units.count(report.series().size(), "row"))
                .raw("</summary>\n");
        html.table("at", "stage", "joined", "sent /s", "delivered /s", "p50", "p99", "max", "send lag", "CPU");
        for (Second second : report.series()) {
            html.row(
                    second.atMillis() / 1000 + "." + second.atMillis() % 1000 / 100 + " s",
                    second.stage(),
                    Units.count(second.connections()),
                    Doubles.rate(second.sentPerSecond()),
                    Doubles.rate(second.deliveredPerSecond()),
                    Doubles.latency(second.p50Micros()),
                    Doubles.latency(second.p99Micros()),
                    Doubles.latency(second.maxMicros()),
                    Doubles.latency(second.sendLagMaxMicros()),
                    Doubles.rate(second.cpuPercent()) + " %");
        }
        html.endTable().raw("</details>\n");
    }

    private List<String> targets() {
        return report.matrix().stream().map(Pair::from).distinct().toList();
    }
}
