package dev.wsctl.cli.render;

import dev.wsctl.load.report.Distribution;
import dev.wsctl.load.report.Second;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A chart of the HTML report: a drawing, in whose place the page's script draws one that can be asked.
 *
 * @param id of the element it is drawn into
 * @param about what the title leaves open
 * @param x {@code s}: seconds since the run began; {@code tail}: 1 / (1 − percentile), drawn so that each further nine is
 *     as far away as the one before
 * @param bands the stages of a run, behind the lines
 */
record Chart(String id, String title, String about, String x, List<Line> lines, List<Band> bands) {

    /** @param unit {@code us}, drawn logarithmically; {@code pct}; {@code count}, or any {@code per_…}, each on an axis of its own */
    record Line(String label, String unit, List<Double> x, List<Double> y) {}

    /** From and to are on the x axis. */
    record Band(double from, double to, String label) {}

    /** One figure of each second, at that second's middle. */
    static Line over(List<Second> series, String label, String unit, Function<Second, ? extends Number> figure) {
        return new Line(
                label,
                unit,
                series.stream()
                        .map(second -> (second.atMillis() + second.lengthMillis() / 2.0) / 1e3)
                        .toList(),
                series.stream()
                        .map(second -> figure.apply(second).doubleValue())
                        .toList());
    }

    static Line curve(String label, Distribution distribution) {
        List<Distribution.Point> points = distribution.points().stream()
                .filter(point -> point.percentile() < 100)
                .toList();
        return new Line(
                label,
                "us",
                points.stream().map(point -> 100 / (100 - point.percentile())).toList(),
                points.stream().map(Distribution.Point::micros).toList());
    }

    /** What the run was doing, from second to second. */
    static List<Band> bands(List<Second> series) {
        List<Band> bands = new ArrayList<>();
        for (Second second : series) {
            double from = second.atMillis() / 1e3;
            double to = (second.atMillis() + second.lengthMillis()) / 1e3;
            Band last = bands.isEmpty() ? null : bands.get(bands.size() - 1);
            if (last != null && last.label().equals(second.stage())) {
                bands.set(bands.size() - 1, new Band(last.from(), to, last.label()));
            } else {
                bands.add(new Band(from, to, second.stage()));
            }
        }
        return bands;
    }

    /** The drawing with its caption, and where the script draws it. */
    void place(Html html) {
        html.raw("<figure><figcaption>")
                .text(title)
                .raw(" <span>")
                .text(about)
                .raw("</span></figcaption><div class=\"scroll static\">")
                .raw(SvgChart.of(this))
                .raw("</div><div class=\"scripted\" id=\"")
                .text(id)
                .raw("\" role=\"img\" aria-label=\"")
                .text(title)
                .raw("\"></div></figure>\n");
    }

    void json(JsonObject json) {
        json.text("id", id)
                .text("x", x)
                .array(
                        "lines",
                        lines,
                        (line, o) -> o.text("label", line.label())
                                .text("unit", line.unit())
                                .decimals("x", line.x())
                                .decimals("y", line.y()))
                .array(
                        "bands",
                        bands,
                        (band, o) -> o.exact("from", band.from())
                                .exact("to", band.to())
                                .text("label", band.label()));
    }
}
