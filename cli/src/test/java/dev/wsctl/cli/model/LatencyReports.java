package dev.wsctl.cli.model;

import dev.wsctl.cli.model.LatencyReport.Bucket;
import dev.wsctl.cli.model.LatencyReport.Operation;
import dev.wsctl.cli.model.LatencyReport.Probe;
import dev.wsctl.cli.model.LatencyReport.Skip;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reports to judge and to render. */
public final class LatencyReports {
    public static final String NODE = "127.0.0.1:6379";

    private LatencyReports() {}

    public static LatencyReport report(Probe... probes) {
        return report(List.of(), probes);
    }

    public static LatencyReport report(List<Skip> skipped, Probe... probes) {
        return new LatencyReport(
                "redis://127.0.0.1:6379/0",
                Instant.parse("2026-11-21T03:04:05Z"),
                Duration.ofMillis(254),
                List.of(probes),
                skipped,
                List.of());
    }

    /** A probe whose p50 is so long; p90 is 1.5, p99 4, p99.9 8 and the maximum 10 times that. */
    public static Probe probe(Operation operation, String node, long p50Micros) {
        long p50 = p50Micros * 1000;
        Percentiles values = new Percentiles(1000, p50 / 2, p50, p50, p50 * 3 / 2, p50 * 4, p50 * 8, p50 * 10);
        return new Probe(
                operation,
                node,
                values,
                0,
                "",
                "",
                List.of(
                        new Bucket(32_000, 900),
                        new Bucket(64_000, 0),
                        new Bucket(128_000, 99),
                        new Bucket(256_000, 1)));
    }

    public static Probe failing(Operation operation, long succeeded, long failed) {
        Probe whole = probe(operation, NODE, 20);
        Percentiles values = succeeded == 0
                ? Percentiles.NONE
                : new Percentiles(succeeded, 1000, 20_000, 20_000, 30_000, 80_000, 160_000, 200_000);
        return new Probe(
                operation,
                NODE,
                values,
                failed,
                NODE + " gave no answer to PING within 5 s",
                "is Redis stopped, or blocked by a slow command?",
                whole.distribution());
    }
}
