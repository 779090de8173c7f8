package dev.wsctl.cli.render;

import dev.wsctl.cli.model.RunSummary;
import java.util.ArrayList;
import java.util.List;

/** How a comparison looks: a table for people, {@code wsctl/loadtest-comparison/v1}, and one HTML page. */
public final class ComparisonViews {
    private ComparisonViews() {}

    public static Views<Comparison> views() {
        return new Views<>("wsctl/loadtest-comparison/v1", ComparisonViews::human, ComparisonViews::json);
    }

    private static void human(Comparison comparison, Page page) {
        Table table = new Table().flexible("");
        comparison.columns().forEach(table::right);
        for (Comparison.Row row : comparison.rows()) {
            table.row(cells(row));
        }
        page.table(table);
        for (RunSummary run : comparison.runs()) {
            for (String reason : run.reasons()) {
                for (String part : Wrap.at(run.name() + ": " + reason, page.width())) {
                    page.line(part);
                }
            }
        }
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
            o.text("saturated", Comparison.saturated(run));
        });
    }

    /** One page, readable without a network and without a script. */
    public static String html(Comparison comparison) {
        Html html = new Html();
        html.element("h1", "", "wsctl loadtest: runs compared");
        List<String> columns = new ArrayList<>(List.of(""));
        columns.addAll(comparison.columns());
        html.table(columns.toArray(String[]::new));
        for (Comparison.Row row : comparison.rows()) {
            html.raw("<tr><td>").text(row.name()).raw("</td>");
            row.cells().forEach(cell -> html.raw("<td>").text(cell).raw("</td>"));
            html.raw("</tr>\n");
        }
        html.endTable();
        for (RunSummary run : comparison.runs()) {
            if (!run.reasons().isEmpty()) {
                html.heading(run.name() + ": " + run.verdict()).raw("<ul>\n");
                run.reasons().forEach(reason -> html.element("li", "", reason));
                html.raw("</ul>\n");
            }
        }
        return HtmlDocument.of("wsctl loadtest: runs compared", html, List.of());
    }
}
