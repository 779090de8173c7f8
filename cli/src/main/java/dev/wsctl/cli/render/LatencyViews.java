package dev.wsctl.cli.render;

import dev.wsctl.cli.model.LatencyReport;
import dev.wsctl.cli.model.Percentiles;

/** {@code latency} for people and programs. */
public final class LatencyViews {
    private LatencyViews() {}

    public static Views<LatencyReport> all() {
        return new Views<>("wsctl/latency/v1", LatencyViews::human, LatencyViews::json);
    }

    private static void human(LatencyReport report, Page page) {
        page.verdict(report.status(), report.target());
        page.findings(report.findings());
        if (page.quiet()) {
            return;
        }
        boolean nodes = report.probes().stream()
                        .map(LatencyReport.Probe::node)
                        .distinct()
                        .count()
                > 1;
        Table table = new Table().left("PROBE");
        if (nodes) {
            table.flexible("NODE");
        }
        table.right("COUNT")
                .right("FAILED")
                .right("P50")
                .right("P90")
                .right("P99")
                .right("P99.9")
                .right("MAX");
        for (LatencyReport.Probe probe : report.probes()) {
            Percentiles values = probe.values();
            Object[] numbers = {
                Units.count(values.count()),
                Units.count(probe.failed()),
                Units.latency(values.p50Nanos()),
                Units.latency(values.p90Nanos()),
                Units.latency(values.p99Nanos()),
                Units.latency(values.p999Nanos()),
                Units.latency(values.maxNanos())
            };
            Object[] row = new Object[numbers.length + (nodes ? 2 : 1)];
            row[0] = probe.name();
            row[1] = probe.node();
            System.arraycopy(numbers, 0, row, nodes ? 2 : 1, numbers.length);
            table.row(row);
        }
        page.blank().table(table);
        for (LatencyReport.Probe probe : report.probes()) {
            spectrum(probe, page);
        }
    }

    private static void spectrum(LatencyReport.Probe probe, Page page) {
        if (probe.spectrum().isEmpty()) {
            return;
        }
        page.blank().line(probe.name() + "  " + probe.node());
        long most = probe.spectrum().stream()
                .mapToLong(LatencyReport.Bucket::count)
                .max()
                .orElse(1);
        int room = page.width() - 36;
        for (LatencyReport.Bucket bucket : probe.spectrum()) {
            String bound = Units.latency(bucket.upToNanos());
            String count = Units.count(bucket.count());
            int bar = (int) Math.ceil((double) bucket.count() * room / most);
            page.line("  below " + " ".repeat(Math.max(0, 9 - bound.length())) + bound + "  "
                    + " ".repeat(Math.max(0, 10 - count.length())) + count + "  " + "▇".repeat(bar));
        }
    }

    private static void json(LatencyReport report, JsonObject json) {
        json.text("status", report.status().name())
                .text("target", report.target())
                .text("time", report.time().toString())
                .micros("elapsed_us", report.elapsed().toNanos());
        json.array("probes", report.probes(), LatencyViews::probe);
        json.array("findings", report.findings(), HealthJson::finding);
    }

    private static void probe(LatencyReport.Probe probe, JsonObject json) {
        Percentiles values = probe.values();
        json.text("name", probe.name())
                .text("node", probe.node())
                .number("count", values.count())
                .number("failed", probe.failed())
                .micros("min_us", values.minNanos())
                .micros("avg_us", values.meanNanos())
                .micros("p50_us", values.p50Nanos())
                .micros("p90_us", values.p90Nanos())
                .micros("p99_us", values.p99Nanos())
                .micros("p999_us", values.p999Nanos())
                .micros("max_us", values.maxNanos());
        if (!probe.spectrum().isEmpty()) {
            json.array(
                    "spectrum",
                    probe.spectrum(),
                    (bucket, o) -> o.micros("below_us", bucket.upToNanos()).number("count", bucket.count()));
        }
    }
}
