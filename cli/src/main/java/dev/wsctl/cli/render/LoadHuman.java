package dev.wsctl.cli.render;

import dev.wsctl.cli.check.Saturation;
import dev.wsctl.cli.model.RedisLoad;
import dev.wsctl.cli.model.RunSummary;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Latency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A load test for people: the verdict and its reason first, then the figures, within 80 columns. */
final class LoadHuman implements HumanView<LoadResult> {
    private static final int LABEL = 13;

    @Override
    public void write(LoadResult run, Page page) {
        LoadReport report = run.report();
        verdict(run, page);
        if (page.quiet()) {
            return;
        }
        page.blank();
        connections(report.connections(), page);
        if (report.messages().sent() == 0) {
            return;
        }
        figures(report, page);
        outside(run, page);
        page.blank();
        latencies(report, page);
        workers(report, page);
        StageHuman.write(report, page);
        MatrixHuman.write(report.matrix(), page);
        thresholds(run, page);
        RunSummary before = run.baseline();
        if (before != null) {
            page.blank();
            ComparisonViews.table(new Comparison(List.of(before, RunSummaries.of("this run", run))), page, 2);
        }
    }

    private static void verdict(LoadResult run, Page page) {
        LoadReport report = run.report();
        Style style = switch (report.verdict()) {
            case PASSED -> Style.GOOD;
            case FAILED -> Style.BAD;
            case INVALID -> Style.WARN;
        };
        String first = report.reasons().isEmpty()
                ? Units.count(report.messages().delivered()) + " of "
                        + Units.count(report.messages().expected()) + " deliveries, none lost, p99 "
                        + Doubles.latency(report.latency().corrected().p99())
                : report.reasons().get(0);
        String indent = " ".repeat(report.verdict().name().length() + 2);
        boolean leading = true;
        for (String reason : report.reasons().isEmpty() ? List.of(first) : report.reasons()) {
            for (String part : Wrap.at(reason, page.width() - indent.length())) {
                page.line((leading ? page.paint(style, report.verdict().name()) + "  " : indent) + part);
                leading = false;
            }
        }
        if (run.interrupted()) {
            page.line(indent + page.paint(Style.WARN, "interrupted: only what was measured until then"));
        }
        page.line(page.paint(Style.DIM, indent + plan(run.plan())));
    }

    static String pace(LoadPlan plan) {
        return plan.inFlight().isPresent()
                ? plan.inFlight().getAsInt() + " in flight a room"
                : Units.rate(plan.ratePerSecond()) + " messages/s";
    }

    private static String plan(LoadPlan plan) {
        return Units.count(plan.connections()) + " connections, "
                + Units.count(plan.rooms(), "room") + ", "
                + Units.count(plan.targets().size(), "target") + ", " + pace(plan) + ", "
                + Units.span(plan.duration()) + ", " + plan.messageBytes() + " bytes";
    }

    private static void connections(LoadReport.Connections connections, Page page) {
        line(
                page,
                "connections",
                Units.count(connections.opened()) + " of " + Units.count(connections.asked())
                        + ", opened in p50 "
                        + Doubles.latency(connections.connect().p50()) + ", p99 "
                        + Doubles.latency(connections.connect().p99()));
        if (connections.tcp().count() > 0) {
            line(
                    page,
                    "",
                    "of that TCP p99 " + Doubles.latency(connections.tcp().p99()) + ", handshake p99 "
                            + Doubles.latency(connections.handshake().p99()));
        }
        for (LoadReport.Failure failure : connections.failed()) {
            line(
                    page,
                    "",
                    page.paint(Style.BAD, Units.count(failure.count()) + " failed") + " at " + failure.target() + ": "
                            + failure.reason());
        }
    }

    private static void figures(LoadReport report, Page page) {
        LoadReport.Messages messages = report.messages();
        LoadReport.Throughput throughput = report.throughput();
        line(
                page,
                "messages",
                Units.count(messages.sent()) + " sent, "
                        + Units.count(messages.expected()) + " deliveries expected, "
                        + Units.count(messages.delivered()) + " came");
        line(
                page,
                "",
                count(page, messages.lost(), "lost") + ", " + count(page, messages.duplicated(), "duplicated")
                        + ", " + count(page, messages.reordered(), "reordered") + ", "
                        + count(page, messages.misrouted(), "misrouted"));
        line(
                page,
                "throughput",
                Doubles.rate(throughput.offeredPerSecond()) + " offered, "
                        + Doubles.rate(throughput.sentPerSecond()) + " sent, "
                        + Doubles.rate(throughput.deliveredPerSecond()) + " delivered a second");
        LoadReport.Generator generator = report.generator();
        line(
                page,
                "generator",
                "CPU " + Doubles.rate(generator.cpuPercent()) + " %, loop lag p99 "
                        + Doubles.latency(generator.loopLagP99Micros()) + ", longest GC pause "
                        + Doubles.latency(generator.gcPauseMaxMicros()));
    }

    private static void outside(LoadResult run, Page page) {
        RedisLoad redis = run.redis();
        if (redis != null) {
            line(page, "redis", redis(redis));
        }
        Saturation saturation = Saturation.of(RunSummaries.of("this run", run));
        if (!run.report().reasons().contains(saturation.text()) && !saturation.isNone()) {
            line(page, "saturated", saturation.text());
        }
    }

    static String redis(RedisLoad redis) {
        String seen = redis.connections() < 0
                ? "not seen"
                : "CPU " + Doubles.percent(redis.cpuPercent()) + ", " + Units.count(redis.connections(), "connection")
                        + ", " + Units.bytes(redis.memoryBytes());
        return redis.trouble().isEmpty() ? seen : seen + "; " + redis.trouble();
    }

    private static void workers(LoadReport report, Page page) {
        List<LoadReport.WorkerFigures> workers = report.generator().workers();
        if (workers.isEmpty()) {
            return;
        }
        boolean apart = workers.stream().anyMatch(worker -> worker.clockErrorMicros() > 0);
        Table table = new Table()
                .indented(2)
                .flexible("worker")
                .right("connections")
                .right("sent")
                .right("CPU")
                .right("memory")
                .right(apart ? "clock ±" : "");
        for (LoadReport.WorkerFigures worker : workers) {
            table.row(
                    worker.name(),
                    Units.count(worker.connections()),
                    Units.count(worker.sent()),
                    Doubles.rate(worker.cpuPercent()) + " %",
                    Units.bytes(worker.memoryBytes()),
                    apart ? Doubles.latency(worker.clockErrorMicros()) : "");
        }
        page.blank();
        page.table(table);
    }

    private static String count(Page page, long value, String what) {
        String text = Units.count(value) + " " + what;
        return value == 0 ? text : page.paint(Style.BAD, text);
    }

    private static void line(Page page, String label, String text) {
        String lead = "  " + Table.pad(label, LABEL);
        for (String part : Wrap.at(text, page.width() - lead.length())) {
            page.line(lead + part);
            lead = " ".repeat(lead.length());
        }
    }

    private static void latencies(LoadReport report, Page page) {
        Table table = new Table().indented(2).left("latency");
        for (String column : List.of("avg", "p50", "p95", "p99", "p99.9", "max")) {
            table.right(column);
        }
        Map<String, Latency> rows = new LinkedHashMap<>();
        rows.put("corrected", report.latency().corrected());
        rows.put("service", report.latency().service());
        rows.put("send lag", report.latency().sendLag());
        rows.forEach((name, latency) -> table.row(
                name,
                Doubles.latency(latency.average()),
                Doubles.latency(latency.p50()),
                Doubles.latency(latency.p95()),
                Doubles.latency(latency.p99()),
                Doubles.latency(latency.p999()),
                Doubles.latency(latency.max())));
        page.table(table);
    }

    private static void thresholds(LoadResult run, Page page) {
        LoadReport report = run.report();
        if (report.thresholds().isEmpty()) {
            return;
        }
        Table table =
                new Table().indented(2).flexible("threshold").right("actual").left("");
        for (LoadReport.ThresholdResult result : report.thresholds()) {
            table.row(
                    result.expression(),
                    Thresholds.actual(run.plan(), result),
                    result.met() ? Table.styled(Style.GOOD, "met") : Table.styled(Style.BAD, "missed"));
        }
        page.blank();
        page.table(table);
    }
}
