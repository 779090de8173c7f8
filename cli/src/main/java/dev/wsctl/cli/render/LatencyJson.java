package dev.wsctl.cli.render;

import dev.wsctl.cli.model.LatencyReport;
import dev.wsctl.cli.model.LatencyReport.Bucket;
import dev.wsctl.cli.model.LatencyReport.Probe;
import dev.wsctl.cli.model.Percentiles;

/** {@code wsctl/latency/v1}. */
public final class LatencyJson implements JsonView<LatencyReport> {
    public static final String SCHEMA = "wsctl/latency/v1";

    private final boolean distribution;

    public LatencyJson(boolean distribution) {
        this.distribution = distribution;
    }

    @Override
    public void write(LatencyReport report, JsonObject json) {
        json.text("status", report.status().name())
                .text("target", report.target())
                .text("time", report.time().toString())
                .micros("elapsed_us", report.elapsed().toNanos())
                .array("probes", report.probes(), this::probe)
                .array(
                        "skipped",
                        report.skipped(),
                        (skip, o) -> o.text("name", skip.operation().id())
                                .text("node", skip.node())
                                .text("reason", skip.reason()))
                .array("findings", report.findings(), HealthJson::finding);
    }

    private void probe(Probe probe, JsonObject json) {
        Percentiles values = probe.values();
        json.text("name", probe.operation().id())
                .text("node", probe.node())
                .number("count", values.count())
                .number("failed", probe.failed());
        micros("p50_us", values, values.p50Nanos(), json);
        micros("p90_us", values, values.p90Nanos(), json);
        micros("p99_us", values, values.p99Nanos(), json);
        micros("p999_us", values, values.p999Nanos(), json);
        micros("max_us", values, values.maxNanos(), json);
        micros("min_us", values, values.minNanos(), json);
        micros("avg_us", values, values.meanNanos(), json);
        if (distribution) {
            json.array("distribution", probe.distribution(), LatencyJson::bucket);
        }
    }

    private static void bucket(Bucket bucket, JsonObject json) {
        json.micros("up_to_us", bucket.upToNanos()).number("count", bucket.count());
    }

    /** What was never measured is null: a 0 would read as fast. */
    private static void micros(String name, Percentiles values, long nanos, JsonObject json) {
        if (values.count() == 0) {
            json.text(name, null);
        } else {
            json.micros(name, nanos);
        }
    }
}
