package dev.wsctl.cli.render;

import dev.wsctl.cli.model.LatencyReport;
import dev.wsctl.cli.model.LatencyReport.Bucket;
import dev.wsctl.cli.model.LatencyReport.Probe;
import dev.wsctl.cli.model.LatencyReport.Skip;
import java.util.ArrayList;
import java.util.List;

/** {@code latency} for people: percentiles in microseconds, one table a node. */
public final class LatencyText implements HumanView<LatencyReport> {
    private static final int BAR = 40;

    private final boolean distribution;

    /** @param distribution show how the samples spread, too */
    public LatencyText(boolean distribution) {
        this.distribution = distribution;
    }

    @Override
    public void write(LatencyReport report, Page page) {
        page.verdict(report.status(), headline(report));
        if (page.quiet()) {
            return;
        }
        page.findings(report.findings());
        List<String> nodes = report.nodes();
        for (String node : nodes) {
            page.blank();
            if (nodes.size() > 1) {
                page.line("  " + page.paint(Style.BOLD, node));
            }
            page.table(table(report.on(node)));
        }
        for (Skip skip : report.skipped()) {
            if (skip.hint().isEmpty()) {
                page.line("  " + page.paint(Style.DIM, skip.operation().label() + " left out: " + skip.reason()));
            }
        }
        if (distribution) {
            report.probes().forEach(probe -> spread(probe, nodes.size() > 1, page));
        }
    }

    private static String headline(LatencyReport report) {
        long worst = 0;
        for (Probe probe : report.probes()) {
            if (probe.operation().judged()) {
                worst = Math.max(worst, probe.values().p99Nanos());
            }
        }
        return report.target() + (worst == 0 ? "" : "  p99 " + Units.latency(worst) + " at worst") + ", measured for "
                + Units.latency(report.elapsed().toNanos());
    }

    private static Table table(List<Probe> probes) {
        boolean failures = probes.stream().anyMatch(probe -> probe.failed() > 0);
        Table table = new Table().indented(2).left("MICROSECONDS").right("COUNT");
        if (failures) {
            table.right("FAILED");
        }
        table.right("P50").right("P90").right("P99").right("P99.9").right("MAX");
        for (Probe probe : probes) {
            var values = probe.values();
            boolean none = values.count() == 0;
            List<Object> row = new ArrayList<>(List.of(probe.operation().label(), Units.count(values.count())));
            if (failures) {
                row.add(probe.failed() > 0 ? Table.styled(Style.BAD, Units.count(probe.failed())) : "0");
            }
            for (long nanos : new long[] {
                values.p50Nanos(), values.p90Nanos(), values.p99Nanos(), values.p999Nanos(), values.maxNanos()
            }) {
                row.add(none ? "-" : micros(nanos));
            }
            table.row(row.toArray());
        }
        return table;
    }

    private static void spread(Probe probe, boolean several, Page page) {
        if (probe.values().count() == 0) {
            return;
        }
        page.blank();
        page.line("  " + page.paint(Style.BOLD, probe.operation().label() + (several ? " on " + probe.node() : "")));
        long most = 1;
        for (Bucket bucket : probe.distribution()) {
            most = Math.max(most, bucket.count());
        }
        Table table = new Table()
                .indented(2)
                .withoutHeader()
                .left("")
                .right("")
                .right("")
                .left("");
        for (Bucket bucket : probe.distribution()) {
            table.row(
                    "up to",
                    Units.latency(bucket.upToNanos()),
                    share(bucket.count(), probe.values().count()),
                    bar(bucket.count(), most));
        }
        page.table(table);
    }

    /** One in a thousand is what an outlier hunt is about: never rounded to nothing. */
    private static String share(long count, long total) {
        if (count == 0) {
            return "0 %";
        }
        long hundredths = Math.round(count * 10_000.0 / total);
        return hundredths == 0 ? "<0.01 %" : hundredths / 100 + "." + hundredths % 100 / 10 + hundredths % 10 + " %";
    }

    private static String bar(long count, long most) {
        int length = (int) Math.round((double) count * BAR / most);
        return count == 0 ? "" : "█".repeat(Math.max(1, length));
    }

    static String micros(long nanos) {
        return Units.count((nanos + 500) / 1000);
    }
}
