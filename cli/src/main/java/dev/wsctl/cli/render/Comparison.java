package dev.wsctl.cli.render;

import dev.wsctl.cli.model.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Several load tests side by side, C13: one column a run, and the change from the first to the last. */
public record Comparison(List<RunSummary> runs) {
    /** A generator above this has no processor time left that anything else on its machine could use. */
    private static final double BUSY_PERCENT = 90;

    private static final double SHORT = 0.95;

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
        rows.add(figure("generator CPU", RunSummary::cpuPercent, percent -> Doubles.rate(percent) + " %"));
        rows.add(text("saturated", Comparison::saturated));
        return rows;
    }

    /** What was at its limit, as far as a generator can tell from outside. */
    static String saturated(RunSummary run) {
        if (!run.invalidReasons().isEmpty()) {
            return "the generator";
        }
        double asked = run.job().ratePerSecond();
        boolean behind = run.expected() > 0 && run.delivered() < SHORT * run.expected();
        if (behind || run.sentPerSecond() < SHORT * asked) {
            return "the servers";
        }
        return run.cpuPercent() > BUSY_PERCENT ? "this machine" : "nothing";
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
