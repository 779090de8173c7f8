package dev.wsctl.cli.render;

import java.util.List;

/** A history in one line of eight heights, the latest at the right. */
final class Sparkline {
    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** From zero to the largest shown; a gap for what was not known. */
    static String of(List<Double> values, int width) {
        List<Double> shown = values.subList(Math.max(0, values.size() - width), values.size());
        double largest = 0;
        for (double value : shown) {
            largest = Double.isNaN(value) ? largest : Math.max(largest, value);
        }
        StringBuilder line = new StringBuilder(" ".repeat(width - shown.size()));
        for (double value : shown) {
            if (Double.isNaN(value)) {
                line.append(' ');
            } else {
                int height = largest == 0 ? 0 : (int) Math.round(value / largest * (HEIGHTS.length() - 1));
                line.append(HEIGHTS.charAt(Math.max(0, height)));
            }
        }
        return line.toString();
    }
}
