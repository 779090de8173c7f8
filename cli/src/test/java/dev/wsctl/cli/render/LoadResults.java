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
import java.util.ArrayList;
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
                new LoadReport.Connections(600, 600, List.of(), FAST, FAST, FAST),
                new LoadReport.Messages(1_000, 30_000, 30_000, 0, 0, 0, 0),
                new LoadReport.Throughput(100, 100, 3_000),
                new LoadReport.Latencies(FAST, FAST, FAST, CURVE, CURVE),
                List.of(pair(a, a, 0), pair(a, b, 0), pair(b, a, 0), pair(b, b, 0)),
                List.of(new ThresholdResult("lost==0", 0.0, true), new ThresholdResult("p99<25ms", 4_200.0, true)),
                STAGES,
                SERIES,
                new LoadReport.Generator(34.2, 800, 310, 4_100, List.of(), List.of())));
    }

    static LoadResult failed(String target, String reason) {
        return run(new LoadReport(
                Verdict.FAILED,
                List.of("12 deliveries were lost", reason),
                Duration.ofMillis(12_345),
                new LoadReport.Connections(
                        600, 598, List.of(new LoadReport.Failure(target, "connection refused", 2)), FAST, FAST, FAST),
                new LoadReport.Messages(1_000, 30_000, 29_988, 12, 3, 2, 1),
                new LoadReport.Throughput(100, 99.7, 2_998.8),
                new LoadReport.Latencies(FAST, FAST, NOTHING, CURVE, NO_CURVE),
                List.of(pair(target, target, 12)),
                List.of(new ThresholdResult("p99<1ms", 4_200.0, false), new ThresholdResult("max<1ms", null, false)),
                STAGES,
                SERIES,
                new LoadReport.Generator(99.1, 80_000, 1_310, 4_100, List.of(), List.of())));
    }

    /** Two processes' run in which an instance was restarted. */
    static LoadResult disturbed() {
        LoadReport calm = passed().report();
        List<LoadReport.Stage> stages = new ArrayList<>(STAGES);
        stages.add(new LoadReport.Stage(
                "restart-a",
                "fault",
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                100,
                new LoadReport.Messages(1_000, 30_000, 29_950, 50, 0, 0, 0),
                FAST,
                FAST,
                FAST,
                new LoadReport.Disturbed(
                        "SIGTERM to process a.pid",
                        200,
                        200,
                        198,
                        Duration.ofMillis(2_345),
                        50,
                        12,
                        Duration.ofSeconds(3),
                        2_500,
                        FAST,
                        new LoadReport.Slowest("worker 2 (node-b.7.5a6b7c8d)", Duration.ofMillis(2_812)),
                        List.of("the process <a> did not come back"))));
        return run(new LoadReport(
                Verdict.PASSED,
                List.of("50 deliveries lost in the gap of a disturbance"),
                calm.elapsed(),
                calm.connections(),
                calm.messages(),
                calm.throughput(),
                calm.latency(),
                calm.matrix(),
                calm.thresholds(),
                stages,
                SERIES,
                new LoadReport.Generator(
                        34.2,
                        800,
                        310,
                        4_100,
                        List.of(),
                        List.of(
                                new LoadReport.WorkerFigures(
                                        "worker 1 (node-a.7.1f2e3d4c)",
                                        300,
                                        500,
                                        15_000,
                                        17.1,
                                        700,
                                        3_000,
                                        96 << 20,
                                        40),
                                new LoadReport.WorkerFigures(
                                        "worker 2 (node-b.7.5a6b7c8d)",
                                        300,
                                        500,
                                        15_000,
                                        17.1,
                                        800,
                                        4_100,
                                        97 << 20,
                                        55)))));
    }

    /** Two instances that do not hear each other. */
    static LoadResult apart() {
        LoadReport calm = passed().report();
        List<Pair> matrix = calm.matrix().stream()
                .map(way -> pair(way.from(), way.to(), way.from().equals(way.to()) ? 0 : way.expected()))
                .toList();
        long lost = matrix.stream().mapToLong(Pair::lost).sum();
        return run(new LoadReport(
                Verdict.FAILED,
                List.of("nothing sent at ws://10.0.0.1:8001/ws came to ws://10.0.0.1:8002/ws: 7,500 deliveries lost; so"
                        + " it is on 2 of 4 ways"),
                calm.elapsed(),
                calm.connections(),
                new LoadReport.Messages(1_000, 30_000, 30_000 - lost, lost, 0, 0, 0),
                calm.throughput(),
                calm.latency(),
                matrix,
                List.of(),
                STAGES,
                SERIES,
                calm.generator()));
    }

    /** A run of a minute over three targets, in which the second was slow for a while and one pair lost something. */
    static LoadResult minute() {
        List<String> targets =
                List.of("ws://10.0.0.1:8001/ws?token=***", "ws://10.0.0.1:8002/ws?token=***", "ws://10.0.0.1:8003/ws");
        List<Pair> matrix = targets.stream()
                .flatMap(from -> targets.stream().map(to -> pair(from, to, from.equals(to) ? 0 : from.length() % 7)))
                .toList();
        LoadReport found = failed(targets.get(0), "threshold missed: p99<1ms").report();
        return run(new LoadReport(
                Verdict.FAILED,
                found.reasons(),
                Duration.ofSeconds(75),
                found.connections(),
                found.messages(),
                found.throughput(),
                new LoadReport.Latencies(FAST, FAST, FAST, curve(400), curve(300)),
                matrix,
                found.thresholds(),
                found.stages(),
                minuteOfSeconds(),
                found.generator()));
    }

    private static List<Second> minuteOfSeconds() {
        List<Second> seconds = new ArrayList<>();
        for (int i = 0; i < 66; i++) {
            double slow = i >= 30 && i < 38 ? 20 : 1 + (i * 7919 % 13) / 20.0;
            boolean quiet = i < 2;
            seconds.add(new Second(
                    i * 1_000L,
                    1_000,
                    quiet ? "connecting" : i < 12 ? "warm-up" : i < 62 ? "measuring" : "draining",
                    quiet ? 300 * (i + 1) : i >= 34 ? 598 : 600,
                    i >= 34 ? 2 : 0,
                    quiet || i >= 62 ? 0 : 100,
                    quiet || i >= 62 ? 0 : 100 - i % 3,
                    quiet || i >= 62 ? 0 : (long) (3_000 - 40 * slow),
                    quiet || i >= 62 ? Double.NaN : 420 * slow,
                    quiet || i >= 62 ? Double.NaN : 4_100 * slow,
                    quiet || i >= 62 ? Double.NaN : 15_000 * slow,
                    i % 9 == 4 ? 2_300 : 90 + i % 5 * 31,
                    i % 11 == 3 ? 5_100 : 400 + i % 7 * 55,
                    30 + i % 8 * 2.5));
        }
        return seconds;
    }

    private static Distribution curve(double base) {
        List<Distribution.Point> points = new ArrayList<>();
        double percentile = 0;
        for (int i = 0; i < 60; i++) {
            points.add(new Distribution.Point(
                    percentile, base * Math.pow(100 / (100 - percentile), 0.42), (long) (300 * percentile)));
            percentile += (100 - percentile) / 7;
        }
        points.add(new Distribution.Point(100, base * 100, 30_000));
        return new Distribution(812.4, points);
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
        return new LoadResult(plan, report, false, null);
    }
}
