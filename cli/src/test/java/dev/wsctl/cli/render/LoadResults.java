package dev.wsctl.cli.render;

import dev.wsctl.load.dialect.Dialects;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Threshold;
import dev.wsctl.load.report.Distribution;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Latency;
import dev.wsctl.load.report.LoadReport.Pair;
import dev.wsctl.load.report.LoadReport.ThresholdResult;
import dev.wsctl.load.report.LoadReport.Verdict;
import dev.wsctl.load.report.Second;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Reports to be shown. */
final class LoadResults {
    private static final Latency FAST = new Latency(30_000, 512.3, 400, 900, 1_250, 4_200, 9_000, 15_432.1);
    private static final Latency NOTHING =
            new Latency(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    private static final Distribution NO_CURVE = new Distribution(Double.NaN, List.of());
    private static final Distribution CURVE = new Distribution(
            812.4,
            List.of(
                    new Distribution.Point(0, 200, 1),
                    new Distribution.Point(50, 400, 15_000),
                    new Distribution.Point(99, 4_200, 29_700),
                    new Distribution.Point(100, 15_432.1, 30_000)));
    private static final List<Second> SERIES = List.of(
            new Second(0, 345, "connecting", 600, 0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, 0, 0, 61.5),
            new Second(345, 1_000, "warm-up", 600, 0, 100, 98, 2_940, 800, 9_000, 20_100.5, 700, 1_200, 48.25),
            new Second(1_345, 1_000, "measuring", 600, 0, 100, 100, 3_000, 400, 4_200, 15_432.1, 80, 800, 34.2),
            new Second(2_345, 1_000, "measuring", 598, 2, 100, 100, 3_001, 410, 4_100, 9_100, 75, 640, 33.9));

    private static final List<LoadReport.Stage> STAGES = List.of(
            new LoadReport.Stage(
                    "warm-up",
                    "warm-up",
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    100,
                    new LoadReport.Messages(98, 2_940, 2_940, 0, 0, 0, 0),
                    FAST,
                    FAST,
                    FAST,
                    null),
            new LoadReport.Stage(
                    "hold",
                    "hold",
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    100,
                    new LoadReport.Messages(200, 6_001, 6_001, 0, 0, 0, 0),
                    FAST,
                    FAST,
                    FAST,
                    null));

    private LoadResults() {}

    static LoadResult passed() {
        String a = "ws://10.0.0.1:8001/ws";
        String b = "ws://10.0.0.1:8002/ws";
        return run(new LoadReport(
                Verdict.PASSED,
                List.of("every threshold was met"),
                Duration.ofMillis(12_345),
                new LoadReport.Connections(600, 600, List.of(), FAST),
                new LoadReport.Messages(1_000, 30_000, 30_000, 0, 0, 0, 0),
                new LoadReport.Throughput(100, 100, 3_000),
                new LoadReport.Latencies(FAST, FAST, FAST, CURVE, CURVE),
                List.of(pair(a, a, 0), pair(a, b, 0), pair(b, a, 0), pair(b, b, 0)),
                List.of(new ThresholdResult("lost==0", 0.0, true), new ThresholdResult("p99<25ms", 4_200.0, true)),
                STAGES,
                SERIES,
                new LoadReport.Generator(34.2, 800, 310, 4_100, List.of())));
    }

    static LoadResult failed(String target, String reason) {
        return run(new LoadReport(
                Verdict.FAILED,
                List.of("12 deliveries were lost", reason),
                Duration.ofMillis(12_345),
                new LoadReport.Connections(
                        600, 598, List.of(new LoadReport.Failure(target, "connection refused", 2)), FAST),
                new LoadReport.Messages(1_000, 30_000, 29_988, 12, 3, 2, 1),
                new LoadReport.Throughput(100, 99.7, 2_998.8),
                new LoadReport.Latencies(FAST, FAST, NOTHING, CURVE, NO_CURVE),
                List.of(pair(target, target, 12)),
                List.of(new ThresholdResult("p99<1ms", 4_200.0, false), new ThresholdResult("max<1ms", null, false)),
                STAGES,
                SERIES,
                new LoadReport.Generator(99.1, 80_000, 1_310, 4_100, List.of())));
    }

    private static Pair pair(String from, String to, long lost) {
        return new Pair(from, to, 7_500, 7_500 - lost, lost, 0, 0, 0, FAST);
    }

    private static LoadResult run(LoadReport report) {
        LoadPlan plan = LoadPlan.builder(
                        Dialects.named("chat"),
                        List.of(URI.create("ws://10.0.0.1:8001/ws"), URI.create("ws://10.0.0.1:8002/ws")))
                .connections(600)
                .rooms(20)
                .ratePerSecond(100)
                .thresholds(report.thresholds().stream()
                        .map(result -> Threshold.parse(result.expression()))
                        .toList())
                .build();
        return new LoadResult(plan, report, false);
    }
}
