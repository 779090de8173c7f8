package dev.wsctl.cli.render;

import java.util.ArrayList;
import java.util.List;

/** Columns of text that fit a width: the flexible column gives way first, cut with an ellipsis. */
public final class Table {
    private static final String GAP = "  ";

    private final List<Column> columns = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();
    private String indent = "";
    private boolean headed = true;

    private record Column(String header, boolean right, boolean flexible) {}

    private record Cell(String text, Style style) {}

    public Table left(String header) {
        columns.add(new Column(header, false, false));
        return this;
    }

    public Table right(String header) {
        columns.add(new Column(header, true, false));
        return this;
    }

    /** Left-aligned, and shortened when the table would be too wide. One a table. */
    public Table flexible(String header) {
        columns.add(new Column(header, false, true));
        return this;
    }

    public Table indented(int spaces) {
        indent = " ".repeat(spaces);
        return this;
    }

    public Table withoutHeader() {
        headed = false;
        return this;
    }

    public Table row(Object... values) {
        List<Cell> row = new ArrayList<>(values.length);
        for (Object value : values) {
            row.add(value instanceof Cell cell ? cell : new Cell(clean(String.valueOf(value)), Style.PLAIN));
        }
        rows.add(row);
        return this;
    }

    /** A cell for {@link #row} with a style of its own. */
    public static Object styled(Style style, String text) {
        return new Cell(clean(text), style);
    }

    public int size() {
        return rows.size();
    }

    void print(Page page) {
        int[] widths = widths(page.width());
        if (headed) {
            List<Cell> header = new ArrayList<>();
            for (Column column : columns) {
                header.add(new Cell(column.header(), Style.DIM));
            }
            page.line(indent + line(page, header, widths));
        }
        for (List<Cell> row : rows) {
            page.line(indent + line(page, row, widths));
        }
    }

    private String line(Page page, List<Cell> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        StringBuilder gap = new StringBuilder();
        for (int i = 0; i < columns.size() && i < cells.size(); i++) {
            String text = cut(cells.get(i).text(), widths[i]);
            int space = widths[i] - length(text);
            if (columns.get(i).right()) {
                gap.append(" ".repeat(space));
            }
            // Trailing blanks are never printed: they only make lines wrap.
            if (!text.isEmpty()) {
                line.append(gap).append(page.paint(cells.get(i).style(), text));
                gap.setLength(0);
            }
            if (!columns.get(i).right() || text.isEmpty()) {
                gap.append(" ".repeat(columns.get(i).right() ? 0 : space));
            }
            gap.append(GAP);
        }
        return line.toString();
    }

    private int[] widths(int page) {
        int[] widths = new int[columns.size()];
        int total = indent.length() + GAP.length() * (columns.size() - 1);
        int flexible = -1;
        for (int i = 0; i < widths.length; i++) {
            widths[i] = headed ? length(columns.get(i).header()) : 0;
            for (List<Cell> row : rows) {
                if (i < row.size()) {
                    widths[i] = Math.max(widths[i], length(row.get(i).text()));
                }
            }
            total += widths[i];
            flexible = columns.get(i).flexible() ? i : flexible;
        }
        if (total > page && flexible >= 0) {
            widths[flexible] = Math.max(8, widths[flexible] - (total - page));
        }
        return widths;
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - length(text)));
    }

    private static String cut(String text, int width) {
        if (length(text) <= width) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Names come from applications: a control character must not be able to steer the terminal. */
    private static String clean(String text) {
        return Printable.of(text);
    }
}
