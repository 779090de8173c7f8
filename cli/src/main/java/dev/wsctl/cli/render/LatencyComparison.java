package dev.wsctl.cli.render;

import dev.wsctl.cli.model.LatencyReport;
import dev.wsctl.cli.model.LatencyReport.Operation;
import dev.wsctl.cli.model.LatencyReport.Probe;
import dev.wsctl.cli.model.Percentiles;
import java.util.List;

/** C12: before (a connection per operation) and after (pooled), side by side. */
public final class LatencyComparison implements HumanView<LatencyReport> {
    @Override
    public void write(LatencyReport report, Page page) {
        page.verdict(report.status(), report.target() + headline(report));
        if (page.quiet()) {
            return;
        }
        page.findings(report.findings());
        List<String> nodes = report.nodes();
        for (String node : nodes) {
            Percentiles pooled = values(report, node, Operation.POOLED);
            Percentiles unpooled = values(report, node, Operation.UNPOOLED);
            if (pooled.count() > 0 && unpooled.count() > 0) {
                page.blank();
                if (nodes.size() > 1) {
                    page.line("  " + page.paint(Style.BOLD, node));
                }
                page.table(table(pooled, unpooled));
            }
        }
    }

    private static String headline(LatencyReport report) {
        if (report.nodes().isEmpty()) {
            return "";
        }
        String node = report.nodes().get(0);
        Percentiles pooled = values(report, node, Operation.POOLED);
        Percentiles unpooled = values(report, node, Operation.UNPOOLED);
        return pooled.count() == 0 || unpooled.count() == 0
                ? ""
                : "  GET: " + Units.latency(pooled.p50Nanos()) + " pooled, " + Units.latency(unpooled.p50Nanos())
                        + " unpooled";
    }

    private static Table table(Percentiles pooled, Percentiles unpooled) {
        Table table = new Table()
                .indented(2)
                .left("GET")
                .right("CONNECTION EACH")
                .right("POOLED")
                .right("CHANGE");
        row(table, "average", unpooled.meanNanos(), pooled.meanNanos());
        row(table, "p50", unpooled.p50Nanos(), pooled.p50Nanos());
        row(table, "p90", unpooled.p90Nanos(), pooled.p90Nanos());
        row(table, "p99", unpooled.p99Nanos(), pooled.p99Nanos());
        row(table, "max", unpooled.maxNanos(), pooled.maxNanos());
        long before = 1_000_000_000L / Math.max(1, unpooled.meanNanos());
        long after = 1_000_000_000L / Math.max(1, pooled.meanNanos());
        table.row("commands/s, one at a time", Units.count(before), Units.count(after), times(after, before));
        table.row("connections opened", Units.count(unpooled.count()), "1", saved(unpooled.count(), 1));
        return table;
    }

    private static void row(Table table, String name, long before, long after) {
        table.row(name, Units.latency(before), Units.latency(after), saved(before, after));
    }

    private static String saved(long before, long after) {
        if (before == 0) {
            return "";
        }
        long percent = Math.round((after - before) * 100.0 / before);
        if (percent == -100) {
            return "-99.9 %";
        }
        return (percent > 0 ? "+" : "") + percent + " %";
    }

    private static String times(long after, long before) {
        return "× " + Units.rate((double) after / Math.max(1, before));
    }

    private static Percentiles values(LatencyReport report, String node, Operation operation) {
        for (Probe probe : report.on(node)) {
            if (probe.operation() == operation) {
                return probe.values();
            }
        }
        return Percentiles.NONE;
    }
}
