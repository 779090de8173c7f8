package dev.wsctl.cli.render;

import dev.wsctl.cli.check.Saturation;
import dev.wsctl.cli.model.RedisLoad;
import dev.wsctl.cli.model.RunSummary;
import dev.wsctl.cli.model.RunTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How a comparison looks: a table for people, {@code wsctl/loadtest-comparison/v1}, and one HTML page. */
public final class ComparisonViews {
    private static final String TITLE = "wsctl loadtest: runs compared";

    private ComparisonViews() {}

    public static Views<Comparison> views() {
        return new Views<>("wsctl/loadtest-comparison/v1", ComparisonViews::human, ComparisonViews::json);
    }

    private static void human(Comparison comparison, Page page) {
        table(comparison, page, 0);
        page.blank();
        for (RunSummary run : comparison.runs()) {
            run.reasons().forEach(reason -> page.prose(run.name() + ": " + reason, 0));
            Saturation saturation = Saturation.of(run);
            if (!run.reasons().contains(saturation.text()) && !saturation.isNone()) {
                page.prose(run.name() + ": " + saturation.what() + " saturated: " + saturation.why(), 0);
            }
        }
    }

    /** One column a run, and the change. */
    static void table(Comparison comparison, Page page, int indent) {
        Table table = new Table().indented(indent).flexible("");
        comparison.columns().forEach(table::right);
        for (Comparison.Row row : comparison.rows()) {
            table.row(cells(row));
        }
        page.table(table);
    }

    private static Object[] cells(Comparison.Row row) {
        Object[] cells = new Object[row.cells().size() + 1];
        cells[0] = row.name();
        for (int i = 1; i < cells.length; i++) {
            cells[i] = row.cells().get(i - 1);
        }
        return cells;
    }

    private static void json(Comparison comparison, JsonObject json) {
        json.array("runs", comparison.runs(), (run, o) -> {
            o.text("name", run.name())
                    .text("verdict", run.verdict())
                    .texts("reasons", run.reasons())
                    .number("connections", run.opened())
                    .number("connections_asked", run.job().connections())
                    .number("rooms", run.job().rooms())
                    .number("instances", run.job().targets());
            Doubles.write(o, "asked_per_s", run.job().ratePerSecond());
            Doubles.write(o, "sent_per_s", run.sentPerSecond());
            Doubles.write(o, "delivered_per_s", run.deliveredPerSecond());
            Doubles.write(o, "avg_us", run.averageMicros());
            Doubles.write(o, "p50_us", run.p50Micros());
            Doubles.write(o, "p95_us", run.p95Micros());
            Doubles.write(o, "p99_us", run.p99Micros());
            Doubles.write(o, "max_us", run.maxMicros());
            o.number("lost", run.lost());
            Doubles.write(o, "generator_cpu_pct", run.cpuPercent());
            RedisLoad redis = run.redis();
            if (redis != null) {
                o.object("redis", seen -> LoadViews.redis(redis, seen));
            }
            o.text("saturated", Saturation.of(run).what())
                    .text("saturated_because", Saturation.of(run).why());
        });
    }

    /** One page that needs no network; charts, and everything as tables. */
    public static String html(Comparison comparison) {
        Html html = new Html();
        html.element("h1", "", TITLE);
        List<Chart> charts = charts(comparison.runs());
        table(html, comparison);
        for (RunSummary run : comparison.runs()) {
            Saturation saturation = Saturation.of(run);
            if (!run.reasons().isEmpty() || !saturation.isNone()) {
                html.heading(run.name() + ": " + run.verdict()).raw("<ul>\n");
                run.reasons().forEach(reason -> html.element("li", "", reason));
                if (!run.reasons().contains(saturation.text()) && !saturation.isNone()) {
                    html.element("li", "", saturation.what() + " saturated: " + saturation.why());
                }
                html.raw("</ul>\n");
            }
        }
        HtmlDocument.charts(html, charts);
        return HtmlDocument.of(TITLE, html, charts);
    }

    static void table(Html html, Comparison comparison) {
        List<String> columns = new ArrayList<>(List.of(""));
        columns.addAll(comparison.columns());
        html.table(columns.toArray(String[]::new));
        for (Comparison.Row row : comparison.rows()) {
            html.raw("<tr><td>").text(row.name()).raw("</td>");
            row.cells().forEach(cell -> html.raw("<td>").text(cell).raw("</td>"));
            html.raw("</tr>\n");
        }
        html.endTable();
    }

    private static List<Chart> charts(List<RunSummary> runs) {
        List<Chart> charts = new ArrayList<>();
        List<RunSummary> timed =
                runs.stream().filter(run -> run.trace().seconds().size() > 1).toList();
        if (!timed.isEmpty()) {
            charts.add(new Chart(
                    "latency",
                    "p99 over time",
                    "corrected, by second of receipt, from each run's first message",
                    "s",
                    lines(timed, "us", RunTrace.Moment::p99Micros),
                    List.of()));
            charts.add(new Chart(
                    "throughput",
                    "Deliveries a second",
                    "from each run's first message",
                    "s",
                    lines(timed, "count", RunTrace.Moment::deliveredPerSecond),
                    List.of()));
        }
        List<RunSummary> curved = runs.stream()
                .filter(run -> !run.trace().percentiles().isEmpty())
                .toList();
        if (!curved.isEmpty()) {
            charts.add(new Chart(
                    "percentiles",
                    "Latency by percentile",
                    "corrected: from when a message was due",
                    "tail",
                    curved.stream().map(ComparisonViews::curve).toList(),
                    List.of()));
        }
        return charts;
    }

    private static List<Chart.Line> lines(
            List<RunSummary> runs, String unit, ToDoubleFunction<RunTrace.Moment> figure) {
        return runs.stream()
                .map(run -> new Chart.Line(
                        run.name(),
                        unit,
                        run.trace().seconds().stream()
                                .map(RunTrace.Moment::atSeconds)
                                .toList(),
                        run.trace().seconds().stream()
                                .map(figure::applyAsDouble)
                                .toList()))
                .toList();
    }

    private static Chart.Line curve(RunSummary run) {
        List<RunTrace.Point> points = run.trace().percentiles().stream()
                .filter(point -> point.percentile() < 100)
                .toList();
        return new Chart.Line(
                run.name(),
                "us",
                points.stream().map(point -> 100 / (100 - point.percentile())).toList(),
                points.stream().map(RunTrace.Point::micros).toList());
    }
}
