package dev.wsctl.cli.render;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * A chart as a drawing within the page, which needs no script: it is what is seen where none runs, and on paper. Colours are
 * those of the page's style, by day and by night.
 */
final class SvgChart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 250;
    private static final int LEFT = 62;
    private static final int RIGHT = 62;
    private static final int TOP = 20;
    private static final int BOTTOM = 44;
    /** A character of a small label, about. */
    private static final double LETTER = 6.2;

    private static final int COLOURS = 6;

    private final Chart chart;
    private final SvgScale across;
    private final Map<String, SvgScale> up = new LinkedHashMap<>();
    private final StringBuilder svg = new StringBuilder(1 << 14);

    private SvgChart(Chart chart) {
        this.chart = chart;
        across = chart.x().equals("tail")
                ? SvgScale.logarithmic(values(chart.lines(), true))
                : SvgScale.spanning(
                        values(chart.lines(), true).min().orElse(0),
                        values(chart.lines(), true).max().orElse(1));
        for (Chart.Line line : chart.lines()) {
            up.computeIfAbsent(line.unit(), unit -> {
                List<Chart.Line> alike = chart.lines().stream()
                        .filter(other -> other.unit().equals(unit))
                        .toList();
                return unit.equals("us")
                        ? SvgScale.logarithmic(values(alike, false))
                        : SvgScale.upTo(values(alike, false));
            });
        }
    }

    /** The drawing as markup. */
    static String of(Chart chart) {
        return new SvgChart(chart).drawn();
    }

    private static DoubleStream values(List<Chart.Line> lines, boolean x) {
        return lines.stream()
                .flatMap(line -> (x ? line.x() : line.y()).stream())
                .mapToDouble(Double::doubleValue);
    }

    private String drawn() {
        svg.append("<svg class=\"plot\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\""
                + Html.escape(chart.title()) + "\">\n");
        bands();
        axes();
        for (int i = 0; i < chart.lines().size(); i++) {
            line(chart.lines().get(i), i % COLOURS);
        }
        legend();
        return svg.append("</svg>\n").toString();
    }

    private double x(double value) {
        return LEFT + across.at(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(SvgScale scale, double value) {
        return HEIGHT - BOTTOM - scale.at(value) * (HEIGHT - TOP - BOTTOM);
    }

    /** The stages behind the lines, every other one shaded, named where there is room. */
    private void bands() {
        for (int i = 0; i < chart.bands().size(); i++) {
            Chart.Band band = chart.bands().get(i);
            double from = Math.max(LEFT, x(band.from()));
            double width = Math.min(WIDTH - RIGHT, x(band.to())) - from;
            if (width > 0 && i % 2 == 0) {
                svg.append("<rect class=\"band\" x=\"" + number(from) + "\" y=\"" + TOP + "\" width=\"" + number(width)
                        + "\" height=\"" + (HEIGHT - TOP - BOTTOM) + "\"/>\n");
            }
            if (width > LETTER * band.label().length()) {
                text("", from + 2, TOP - 6, band.label());
            }
        }
    }

    private void axes() {
        for (double tick : across.ticks()) {
            rule(x(tick), TOP, x(tick), HEIGHT - BOTTOM);
            text("middle", x(tick), HEIGHT - BOTTOM + 15, shown(chart.x(), tick));
        }
        int axis = 0;
        for (Map.Entry<String, SvgScale> each : up.entrySet()) {
            // A third unit has no side left.
            boolean left = axis == 0;
            for (double tick : axis < 2 ? each.getValue().ticks() : List.<Double>of()) {
                double at = y(each.getValue(), tick);
                if (left) {
                    rule(LEFT, at, WIDTH - RIGHT, at);
                }
                text(left ? "end" : "", left ? LEFT - 6 : WIDTH - RIGHT + 6, at + 4, shown(each.getKey(), tick));
            }
            axis++;
        }
    }

    /** Broken where nothing was measured. */
    private void line(Chart.Line line, int colour) {
        SvgScale scale = up.get(line.unit());
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        SvgColumns columns = new SvgColumns();
        for (int i = 0; i < line.x().size() && scale != null; i++) {
            columns.add(x(line.x().get(i)), y(scale, line.y().get(i)));
        }
        for (SvgColumns.Point point : columns.points()) {
            if (Double.isFinite(point.y())) {
                path.append(drawing ? 'L' : 'M')
                        .append(number(point.x()))
                        .append(' ')
                        .append(number(point.y()));
                // A point without neighbours is seen as a dot, by the line's round ends.
                path.append(drawing ? "" : "h0");
            }
            drawing = Double.isFinite(point.y());
        }
        svg.append("<path class=\"c" + colour + "\" d=\"" + path + "\"/>\n");
    }

    private void legend() {
        double at = LEFT;
        for (int i = 0; i < chart.lines().size(); i++) {
            String label = chart.lines().get(i).label();
            svg.append("<path class=\"c" + i % COLOURS + "\" d=\"M" + number(at) + " " + (HEIGHT - 10) + "h16\"/>\n");
            text("", at + 22, HEIGHT - 6, label);
            at += 44 + LETTER * label.length();
        }
    }

    private void rule(double fromX, double fromY, double toX, double toY) {
        svg.append("<path class=\"rule\" d=\"M" + number(fromX) + " " + number(fromY) + "L" + number(toX) + " "
                + number(toY) + "\"/>\n");
    }

    private void text(String anchor, double x, double y, String text) {
        svg.append("<text x=\"" + number(x) + "\" y=\"" + number(y) + "\""
                + (anchor.isEmpty() ? "" : " text-anchor=\"" + anchor + "\"") + ">" + Html.escape(text)
                + "</text>\n");
    }

    private static String shown(String unit, double value) {
        return switch (unit) {
            case "us" -> plain(Doubles.latency(value));
            case "pct" -> number(value) + " %";
            case "s" -> count(value) + " s";
            case "tail" -> percentile(value);
            default -> count(value);
        };
    }

    private static String count(double value) {
        return value < 10 ? number(value) : Units.count(Math.round(value));
    }

    /** Of 1 / (1 − percentile). */
    private static String percentile(double value) {
        String digits = String.format(Locale.ROOT, "%.6f", 100 - 100 / value);
        return digits.replaceAll("\\.?0+$", "") + " %";
    }

    /** Without the zeros behind a round number. */
    private static String plain(String measured) {
        return measured.replaceFirst("\\.0+(?= )", "");
    }

    private static String number(double value) {
        String digits = String.format(Locale.ROOT, "%.1f", value);
        return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    }
}
