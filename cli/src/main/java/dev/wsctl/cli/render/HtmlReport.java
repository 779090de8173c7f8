package dev.wsctl.cli.render;

import dev.wsctl.cli.check.Saturation;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.Distribution;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Latency;
import dev.wsctl.load.report.LoadReport.Pair;
import dev.wsctl.load.report.Second;
import java.util.List;
import java.util.Locale;

/**
 * A load test as one self-contained HTML page: the verdict first, charts, and everything as tables. Where a script runs the
 * charts tell the value under the pointer; nothing else needs one. No network. Everything that comes from outside is escaped.
 */
public final class HtmlReport {
    private final LoadResult run;
    private final LoadReport report;
    private final Html html = new Html();
    private final List<Chart> charts;

    private HtmlReport(LoadResult run) {
        this.run = run;
        report = run.report();
        charts = LoadCharts.of(report);
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
        HtmlDocument.charts(html, charts);
        latencies();
        thresholds();
        HtmlSections.disturbances(html, report);
        found();
        if (report.matrix().size() > 1) {
            HtmlMatrix.write(html, report.matrix());
        }
        HtmlSections.generator(html, report);
        HtmlSections.redis(html, run.redis());
        HtmlSections.baseline(html, run);
        asked();
        percentiles();
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

    private void latencies() {
        html.heading("Latency");
        html.table("", "avg", "p50", "p90", "p95", "p99", "p99.9", "max");
        latency("corrected (receive − intended)", report.latency().corrected());
        latency("service (receive − actual)", report.latency().service());
        latency("send lag (actual − intended)", report.latency().sendLag());
        latency("connect, until joined", report.connections().connect());
        latency("connect, TCP alone", report.connections().tcp());
        latency("connect, handshake alone", report.connections().handshake());
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
        Saturation saturation = Saturation.of(RunSummaries.of("this run", run));
        html.fact("saturated", saturation.text());
        html.fact(
                "a second",
                Doubles.rate(report.throughput().offeredPerSecond()) + " offered, "
                        + Doubles.rate(report.throughput().sentPerSecond()) + " sent, "
                        + Doubles.rate(report.throughput().deliveredPerSecond()) + " delivered");
        html.endTable();
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

    /** What the curves are drawn from; the two need not have the same points. */
    private void percentiles() {
        if (report.latency().correctedDistribution().points().isEmpty()) {
            return;
        }
        html.raw("<section class=\"long\">\n").heading("Latency by percentile");
        curve("corrected", report.latency().correctedDistribution());
        curve("service", report.latency().serviceDistribution());
        html.raw("</section>\n");
    }

    private void curve(String name, Distribution distribution) {
        html.raw("<details><summary>")
                .text(name + ", " + Units.count(distribution.points().size(), "row"))
                .raw("</summary>\n");
        html.table("percentile", "latency", "deliveries by then");
        for (Distribution.Point point : distribution.points()) {
            html.row(
                    String.format(Locale.ROOT, "%.6g %%", point.percentile()),
                    Doubles.latency(point.micros()),
                    Units.count(point.count()));
        }
        html.endTable().raw("</details>\n");
    }

    private void seconds() {
        if (report.series().isEmpty()) {
            return;
        }
        html.raw("<section class=\"long\">\n").heading("Second by second");
        html.raw("<details><summary>")
                .text(Units.count(report.series().size(), "row"))
                .raw("</summary>\n");
        html.table(
                "at",
                "stage",
                "joined",
                "failed",
                "offered /s",
                "sent /s",
                "delivered /s",
                "p50",
                "p99",
                "max",
                "send lag",
                "loop lag",
                "CPU");
        for (Second second : report.series()) {
            html.row(
                    second.atMillis() / 1000 + "." + second.atMillis() % 1000 / 100 + " s",
                    second.stage(),
                    Units.count(second.connections()),
                    Units.count(second.failed()),
                    Doubles.rate(second.offeredPerSecond()),
                    Doubles.rate(second.sentPerSecond()),
                    Doubles.rate(second.deliveredPerSecond()),
                    Doubles.latency(second.p50Micros()),
                    Doubles.latency(second.p99Micros()),
                    Doubles.latency(second.maxMicros()),
                    Doubles.latency(second.sendLagMaxMicros()),
                    Doubles.latency(second.loopLagMaxMicros()),
                    Doubles.percent(second.cpuPercent()));
        }
        html.endTable().raw("</details>\n</section>\n");
    }

    private List<String> targets() {
        return report.matrix().stream().map(Pair::from).distinct().toList();
    }
}
