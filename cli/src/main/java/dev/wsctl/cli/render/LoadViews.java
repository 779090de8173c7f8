package dev.wsctl.cli.render;

import dev.wsctl.cli.check.Saturation;
import dev.wsctl.cli.model.RedisLoad;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Redacted;
import dev.wsctl.load.report.Distribution;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Latency;
import dev.wsctl.load.report.LoadReport.Pair;
import dev.wsctl.load.report.Second;
import java.util.OptionalLong;

/** How a load test looks: {@code wsctl/loadtest/v1}, and for people the verdict first. */
public final class LoadViews {
    private LoadViews() {}

    public static Views<LoadResult> views() {
        return new Views<>("wsctl/loadtest/v1", new LoadHuman(), LoadViews::json)
                .with(Format.CSV, new LoadCsv())
                .with(Format.PROMETHEUS, new LoadPrometheus())
                .with(Format.JUNIT, new LoadJunit());
    }

    private static void json(LoadResult run, JsonObject json) {
        LoadReport report = run.report();
        json.object("plan", o -> plan(run.plan(), o));
        json.text("verdict", report.verdict().name())
                .texts("reasons", report.reasons())
                .flag("interrupted", run.interrupted())
                .number("elapsed_ms", report.elapsed().toMillis())
                .object("connections", o -> connections(report.connections(), o))
                .object("messages", o -> messages(report.messages(), o))
                .object("throughput", o -> {
                    LoadReport.Throughput throughput = report.throughput();
                    Doubles.write(o, "offered_per_s", throughput.offeredPerSecond());
                    Doubles.write(o, "sent_per_s", throughput.sentPerSecond());
                    Doubles.write(o, "delivered_per_s", throughput.deliveredPerSecond());
                })
                .object(
                        "latency",
                        o -> o.object("corrected", l -> {
                                    latency(report.latency().corrected(), l);
                                    distribution(report.latency().correctedDistribution(), l);
                                })
                                .object("service", l -> {
                                    latency(report.latency().service(), l);
                                    distribution(report.latency().serviceDistribution(), l);
                                })
                                .object(
                                        "send_lag",
                                        l -> latency(report.latency().sendLag(), l)))
                .array("matrix", report.matrix(), LoadViews::pair)
                .array("thresholds", report.thresholds(), (threshold, o) -> {
                    o.text("expression", threshold.expression());
                    Doubles.write(o, "actual", threshold.actual() == null ? Double.NaN : threshold.actual());
                    o.flag("met", threshold.met());
                })
                .array("stages", report.stages(), LoadStages::stage)
                .array("series", report.series(), LoadViews::second)
                .object("generator", o -> generator(report.generator(), o));
        RedisLoad seen = run.redis();
        if (seen != null) {
            json.object("redis", o -> redis(seen, o));
        }
        Saturation saturation = Saturation.of(RunSummaries.of("this run", run));
        json.text("saturated", saturation.what()).text("saturated_because", saturation.why());
    }

    static void redis(RedisLoad redis, JsonObject json) {
        json.text("target", redis.target());
        Doubles.write(json, "cpu_pct", redis.cpuPercent());
        json.number("connections", known(redis.connections()))
                .number("memory_bytes", known(redis.memoryBytes()))
                .text("trouble", redis.trouble());
    }

    private static OptionalLong known(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static void plan(LoadPlan plan, JsonObject json) {
        json.texts("targets", plan.targets().stream().map(Redacted::url).toList())
                .number("connections", plan.connections())
                .number("rooms", plan.rooms());
        Doubles.write(json, "rate_per_s", plan.inFlight().isPresent() ? Double.NaN : plan.ratePerSecond());
        json.number(
                        "inflight",
                        plan.inFlight().isPresent()
                                ? OptionalLong.of(plan.inFlight().getAsInt())
                                : OptionalLong.empty())
                .number("warmup_ms", plan.warmUp().toMillis())
                .number("duration_ms", plan.duration().toMillis())
                .number("message_bytes", plan.messageBytes())
                .number("seed", plan.seed());
    }

    private static void connections(LoadReport.Connections connections, JsonObject json) {
        json.number("asked", connections.asked())
                .number("opened", connections.opened())
                .array(
                        "failed",
                        connections.failed(),
                        (failure, o) -> o.text("target", failure.target())
                                .text("reason", failure.reason())
                                .number("count", failure.count()))
                .object("connect", o -> halfAndTail(connections.connect(), o))
                .object("tcp", o -> halfAndTail(connections.tcp(), o))
                .object("handshake", o -> halfAndTail(connections.handshake(), o));
    }

    private static void halfAndTail(Latency latency, JsonObject json) {
        Doubles.write(json, "p50_us", latency.p50());
        Doubles.write(json, "p99_us", latency.p99());
    }

    static void messages(LoadReport.Messages messages, JsonObject json) {
        json.number("sent", messages.sent())
                .number("expected", messages.expected())
                .number("delivered", messages.delivered())
                .number("lost", messages.lost())
                .number("duplicated", messages.duplicated())
                .number("reordered", messages.reordered())
                .number("misrouted", messages.misrouted());
    }

    static void latency(Latency latency, JsonObject json) {
        json.number("count", latency.count());
        Doubles.write(json, "avg_us", latency.average());
        Doubles.write(json, "p50_us", latency.p50());
        Doubles.write(json, "p90_us", latency.p90());
        Doubles.write(json, "p95_us", latency.p95());
        Doubles.write(json, "p99_us", latency.p99());
        Doubles.write(json, "p999_us", latency.p999());
        Doubles.write(json, "max_us", latency.max());
    }

    private static void distribution(Distribution distribution, JsonObject json) {
        Doubles.write(json, "stddev_us", distribution.standardDeviationMicros());
        json.array("curve", distribution.points(), (point, o) -> {
            o.exact("pct", point.percentile());
            Doubles.write(o, "us", point.micros());
            o.number("count", point.count());
        });
    }

    private static void second(Second second, JsonObject json) {
        json.number("at_ms", second.atMillis())
                .number("length_ms", second.lengthMillis())
                .text("stage", second.stage())
                .number("connections", second.connections())
                .number("failed", second.failed());
        Doubles.write(json, "offered_per_s", second.offeredPerSecond());
        json.number("sent", second.sent()).number("delivered", second.delivered());
        Doubles.write(json, "p50_us", second.p50Micros());
        Doubles.write(json, "p99_us", second.p99Micros());
        Doubles.write(json, "max_us", second.maxMicros());
        Doubles.write(json, "send_lag_max_us", second.sendLagMaxMicros());
        Doubles.write(json, "loop_lag_max_us", second.loopLagMaxMicros());
        Doubles.write(json, "cpu_pct", second.cpuPercent());
    }

    private static void pair(Pair pair, JsonObject json) {
        json.text("from", pair.from())
                .text("to", pair.to())
                .number("expected", pair.expected())
                .number("delivered", pair.delivered())
                .number("lost", pair.lost())
                .number("duplicated", pair.duplicated())
                .number("reordered", pair.reordered())
                .number("misrouted", pair.misrouted());
        Doubles.write(json, "p50_us", pair.service().p50());
        Doubles.write(json, "p99_us", pair.service().p99());
    }

    private static void generator(LoadReport.Generator generator, JsonObject json) {
        Doubles.write(json, "cpu_pct", generator.cpuPercent());
        Doubles.write(json, "loop_lag_p99_us", generator.loopLagP99Micros());
        Doubles.write(json, "read_lag_p99_us", generator.readLagP99Micros());
        Doubles.write(json, "gc_pause_max_us", generator.gcPauseMaxMicros());
        json.texts("invalid_reasons", generator.invalidReasons())
                .array("workers", generator.workers(), LoadViews::worker);
    }

    private static void worker(LoadReport.WorkerFigures worker, JsonObject json) {
        json.text("name", worker.name())
                .number("connections", worker.connections())
                .number("sent", worker.sent())
                .number("delivered", worker.delivered());
        Doubles.write(json, "cpu_pct", worker.cpuPercent());
        Doubles.write(json, "loop_lag_p99_us", worker.loopLagP99Micros());
        Doubles.write(json, "gc_pause_max_us", worker.gcPauseMaxMicros());
        json.number("memory_bytes", worker.memoryBytes());
        Doubles.write(json, "clock_error_us", worker.clockErrorMicros());
    }
}
