package dev.wsctl.cli.render;

import dev.wsctl.cli.check.Saturation;
import dev.wsctl.cli.model.RedisLoad;
import dev.wsctl.cli.model.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Several load tests side by side, C13: one column a run, and the change from the first to the last. */
public record Comparison(List<RunSummary> runs) {
    private static final RedisLoad UNSEEN = new RedisLoad("", Double.NaN, -1, -1, "");

    /** @param cells one a run, then the change; empty where a change says nothing */
    record Row(String name, List<String> cells) {}

    public Comparison {
        runs = List.copyOf(runs);
    }

    List<String> columns() {
        List<String> columns =
                new ArrayList<>(runs.stream().map(RunSummary::name).toList());
        columns.add("change");
        return columns;
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(text("verdict", RunSummary::verdict));
        rows.add(text(
                "connections",
                run -> Units.count(run.opened()) + " of "
                        + Units.count(run.job().connections())));
        rows.add(text("rooms", run -> Units.count(run.job().rooms())));
        rows.add(text("instances", run -> Units.count(run.job().targets())));
        rows.add(text(
                "messages/s asked",
                run -> run.job().inFlight() > 0
                        ? run.job().inFlight() + " in flight a room"
                        : Doubles.rate(run.job().ratePerSecond())));
        rows.add(figure("messages/s sent", RunSummary::sentPerSecond, Doubles::rate));
        rows.add(figure("deliveries/s", RunSummary::deliveredPerSecond, Doubles::rate));
        rows.add(figure("average latency", RunSummary::averageMicros, Doubles::latency));
        rows.add(figure("p50 latency", RunSummary::p50Micros, Doubles::latency));
        rows.add(figure("p95 latency", RunSummary::p95Micros, Doubles::latency));
        rows.add(figure("p99 latency", RunSummary::p99Micros, Doubles::latency));
        rows.add(figure("longest", RunSummary::maxMicros, Doubles::latency));
        rows.add(text("lost", run -> Units.count(run.lost())));
        rows.add(figure("generator CPU", RunSummary::cpuPercent, Doubles::percent));
        if (runs.stream().anyMatch(run -> run.redis() != null)) {
            redis(rows);
        }
        rows.add(text("saturated", run -> Saturation.of(run).what()));
        return rows;
    }

    private void redis(List<Row> rows) {
        rows.add(figure("Redis CPU", run -> redis(run).cpuPercent(), Doubles::percent));
        rows.add(figure("Redis connections", run -> known(redis(run).connections()), Doubles::count));
        rows.add(figure("Redis memory", run -> known(redis(run).memoryBytes()), Doubles::bytes));
    }

    private static RedisLoad redis(RunSummary run) {
        RedisLoad seen = run.redis();
        return seen == null ? UNSEEN : seen;
    }

    private static double known(long value) {
        return value < 0 ? Double.NaN : value;
    }

    private Row text(String name, Function<RunSummary, String> cell) {
        List<String> cells = new ArrayList<>(runs.stream().map(cell).toList());
        cells.add("");
        return new Row(name, cells);
    }

    private Row figure(String name, ToDoubleFunction<RunSummary> figure, Function<Double, String> shown) {
        List<String> cells = new ArrayList<>(
                runs.stream().map(run -> shown.apply(figure.applyAsDouble(run))).toList());
        double first = figure.applyAsDouble(runs.get(0));
        double last = figure.applyAsDouble(runs.get(runs.size() - 1));
        boolean told = first > 0 && !Double.isNaN(last);
        cells.add(told ? String.format(Locale.ROOT, "%+.0f %%", 100 * (last - first) / first) : "");
        return new Row(name, cells);
    }
}
