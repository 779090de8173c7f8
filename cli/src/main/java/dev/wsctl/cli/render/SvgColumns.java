package dev.wsctl.cli.render;

import java.util.ArrayList;
import java.util.List;

/**
 * The points of a line in the order of their x, of which no more are kept than can be told apart: of all within a column as
 * wide as a pixel the first, the highest, the lowest and the last. So an hour's seconds make no larger page than a minute's, and
 * no peak is smoothed away.
 */
final class SvgColumns {

    /** @param y NaN where there is nothing: the line is broken */
    record Point(double x, double y) {}

    private final List<Point> points = new ArrayList<>();
    private final List<Point> column = new ArrayList<>();

    void add(double x, double y) {
        if (!column.isEmpty() && Math.floor(column.get(0).x()) != Math.floor(x)) {
            close();
        }
        column.add(new Point(x, y));
    }

    /** All of them; nothing is added afterwards. */
    List<Point> points() {
        close();
        return points;
    }

    private void close() {
        int highest = 0;
        int lowest = 0;
        for (int i = 1; i < column.size(); i++) {
            double y = column.get(i).y();
            highest = y < column.get(highest).y() ? i : highest;
            lowest = y > column.get(lowest).y() ? i : lowest;
        }
        for (int i = 0; i < column.size(); i++) {
            boolean edge = i == 0 || i == column.size() - 1;
            if (edge
                    || i == highest
                    || i == lowest
                    || Double.isNaN(column.get(i).y())) {
                points.add(column.get(i));
            }
        }
        column.clear();
    }
}
