package dev.wsctl.cli.render;

import dev.wsctl.cli.model.RunSummary;
import dev.wsctl.cli.model.RunTrace;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.Second;
import java.util.List;
import java.util.stream.Stream;

/** Runs as they are held against others. */
public final class RunSummaries {
    private RunSummaries() {}

    public static RunSummary of(String name, LoadResult run) {
        LoadReport report = run.report();
        LoadReport.Latency latency = report.latency().corrected();
        return new RunSummary(
                name,
                job(run.plan()),
                report.verdict().name(),
                report.reasons(),
                report.generator().invalidReasons(),
                report.connections().opened(),
                report.messages().expected(),
                report.messages().delivered(),
                report.messages().lost(),
                disturbed(report).mapToLong(LoadReport.Disturbed::lostInGap).sum(),
                report.matrix().stream()
                        .filter(LoadReport.Pair::isSilent)
                        .mapToLong(LoadReport.Pair::lost)
                        .sum(),
                disturbed(report).findAny().isPresent()
                        ? Double.NaN
                        : report.throughput().offeredPerSecond(),
                report.throughput().sentPerSecond(),
                report.throughput().deliveredPerSecond(),
                latency.average(),
                latency.p50(),
                latency.p95(),
                latency.p99(),
                latency.max(),
                report.generator().cpuPercent(),
                run.redis(),
                trace(report));
    }

    private static Stream<LoadReport.Disturbed> disturbed(LoadReport report) {
        return report.stages().stream().flatMap(stage -> Stream.ofNullable(stage.disturbance()));
    }

    public static RunSummary.Job job(LoadPlan plan) {
        boolean open = plan.inFlight().isEmpty();
        return new RunSummary.Job(
                plan.targets().size(),
                plan.connections(),
                plan.rooms(),
                // As it is written: to one decimal.
                open ? Math.round(plan.ratePerSecond() * 10) / 10.0 : Double.NaN,
                plan.inFlight().orElse(0),
                plan.messageBytes());
    }

    private static RunTrace trace(LoadReport report) {
        List<Second> seconds =
                report.series().stream().dropWhile(second -> second.sent() == 0).toList();
        long from = seconds.isEmpty() ? 0 : seconds.get(0).atMillis();
        return new RunTrace(
                seconds.stream()
                        .map(second -> new RunTrace.Moment(
                                (second.atMillis() - from + second.lengthMillis() / 2.0) / 1e3,
                                second.p99Micros(),
                                second.deliveredPerSecond()))
                        .toList(),
                report.latency().correctedDistribution().points().stream()
                        .map(point -> new RunTrace.Point(point.percentile(), point.micros()))
                        .toList());
    }
}
