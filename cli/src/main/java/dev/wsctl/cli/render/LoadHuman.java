package dev.wsctl.cli.render;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Latency;
import dev.wsctl.load.report.LoadReport.Pair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A load test for people: the verdict and its reason first, then the figures, within 80 columns. */
final class LoadHuman implements HumanView<LoadResult> {
    /** More pairs than this are only shown where something went wrong, or with --verbose. */
    private static final int PAIRS = 4;

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
        page.blank();
        latencies(report, page);
        workers(report, page);
        StageHuman.write(report, page);
        matrix(report, page);
        thresholds(run, page);
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
        page.line("  " + Table.pad(label, 13) + text);
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

    private static void matrix(LoadReport report, Page page) {
        List<Pair> pairs = report.matrix();
        boolean all = page.verbose() || pairs.size() <= PAIRS;
        List<Pair> shown =
                all ? pairs : pairs.stream().filter(LoadHuman::faulty).toList();
        if (pairs.size() < 2) {
            return;
        }
        if (shown.isEmpty()) {
            page.blank();
            page.line("  " + between("within instances   ", pairs.stream().filter(LoadHuman::local)));
            page.line("  " + between("between instances  ", pairs.stream().filter(pair -> !local(pair))));
            return;
        }
        List<String> urls = pairs.stream().map(Pair::from).distinct().toList();
        List<String> labels = TargetLabels.of(urls);
        Table table = new Table()
                .indented(2)
                .flexible("from")
                .left("to")
                .right("expected")
                .right("lost")
                .right("p50")
                .right("p99");
        for (Pair pair : shown) {
            table.row(
                    label(pair.from(), urls, labels),
                    label(pair.to(), urls, labels),
                    Units.count(pair.expected()),
                    Table.styled(pair.lost() == 0 ? Style.PLAIN : Style.BAD, Units.count(pair.lost())),
                    Doubles.latency(pair.service().p50()),
                    Doubles.latency(pair.service().p99()));
        }
        page.blank();
        page.table(table);
        if (!all) {
            page.line("  " + (pairs.size() - shown.size()) + " more pairs without fault; --verbose shows them");
        }
    }

    /** One line where a table of pairs without fault would only be long. */
    private static String between(String what, Stream<Pair> pairs) {
        List<Pair> all = pairs.toList();
        double p50 =
                all.stream().mapToDouble(pair -> pair.service().p50()).max().orElse(Double.NaN);
        double p99 =
                all.stream().mapToDouble(pair -> pair.service().p99()).max().orElse(Double.NaN);
        return what + Units.count(all.size(), "pair") + " without fault, p50 up to " + Doubles.latency(p50)
                + ", p99 up to " + Doubles.latency(p99);
    }

    private static boolean local(Pair pair) {
        return pair.from().equals(pair.to());
    }

    private static boolean faulty(Pair pair) {
        return pair.lost() + pair.duplicated() + pair.reordered() + pair.misrouted() > 0;
    }

    private static String label(String url, List<String> urls, List<String> labels) {
        int index = urls.indexOf(url);
        return index < 0 ? url : labels.get(index);
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
