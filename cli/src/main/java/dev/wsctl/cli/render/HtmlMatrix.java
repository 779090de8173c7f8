package dev.wsctl.cli.render;

import dev.wsctl.load.report.LoadReport.Pair;
import java.util.ArrayList;
import java.util.List;

/** Which instance's messages reached which, in the page about a load test. */
final class HtmlMatrix {
    /** A grid with more columns than this is no longer read at a glance. */
    private static final int GRID = 12;

    private HtmlMatrix() {}

    static void write(Html html, List<Pair> matrix) {
        html.heading("Between instances");
        List<String> urls = matrix.stream().map(Pair::from).distinct().toList();
        boolean details = urls.size() > 1 && urls.size() <= GRID;
        if (details) {
            grid(html, matrix, urls);
            html.raw("<details><summary>Every pair in full</summary>\n");
        }
        html.table("from → to", "expected", "delivered", "lost", "duplicated", "reordered", "misrouted", "p50", "p99");
        for (Pair pair : matrix) {
            html.row(
                    pair.from() + " → " + pair.to(),
                    Units.count(pair.expected()),
                    Units.count(pair.delivered()),
                    Units.count(pair.lost()),
                    Units.count(pair.duplicated()),
                    Units.count(pair.reordered()),
                    Units.count(pair.misrouted()),
                    Doubles.latency(pair.service().p50()),
                    Doubles.latency(pair.service().p99()));
        }
        html.endTable();
        if (details) {
            html.raw("</details>\n");
        }
    }

    /** Rows send, columns receive: p99, and what went wrong. */
    private static void grid(Html html, List<Pair> matrix, List<String> urls) {
        List<String> labels = TargetLabels.of(urls);
        List<String> columns = new ArrayList<>(List.of("from ↓ to →"));
        columns.addAll(labels);
        html.table(columns.toArray(String[]::new));
        for (int from = 0; from < urls.size(); from++) {
            html.raw("<tr><td>").text(labels.get(from)).raw("</td>");
            for (String to : urls) {
                cell(html, matrix, urls.get(from), to);
            }
            html.raw("</tr>\n");
        }
        html.endTable();
    }

    private static void cell(Html html, List<Pair> matrix, String from, String to) {
        for (Pair pair : matrix) {
            if (pair.from().equals(from) && pair.to().equals(to)) {
                html.raw(pair.lost() == 0 ? "<td>" : "<td class=\"bad\">")
                        .text(Doubles.latency(pair.service().p99()))
                        .text(pair.lost() == 0 ? "" : ", " + Units.count(pair.lost()) + " lost")
                        .raw("</td>");
                return;
            }
        }
        html.raw("<td>–</td>");
    }
}
