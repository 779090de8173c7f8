package dev.wsctl.load.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of a CSV file, kept as the bytes they were: a row costs its text, 4 bytes a column and 4 bytes for its line. Never
 * changed; event loops share it.
 */
public final class DataRows {

    /** No data. */
    public static final DataRows NONE = new DataRows(List.of(), new byte[0], new int[0], new int[0]);

    private final List<String> columns;
    private final byte[] bytes;
    private final int[] ends;
    private final int[] lines;

    /**
     * @param bytes all values one after the other, row by row, in UTF-8
     * @param ends where in them each value ends
     * @param lines of the file, from 1, on which the rows begin
     */
    public DataRows(List<String> columns, byte[] bytes, int[] ends, int[] lines) {
        this.columns = List.copyOf(columns);
        this.bytes = bytes;
        this.ends = ends;
        this.lines = lines;
    }

    /** In the order of the file. */
    public List<String> columns() {
        return columns;
    }

    /** How many there are. */
    public int size() {
        return lines.length;
    }

    /** Where a row stands in its file, from 1. */
    public int line(int row) {
        return lines[row];
    }

    /** Where a value begins in {@link #bytes}. */
    public int start(int row, int column) {
        int value = row * columns.size() + column;
        return value == 0 ? 0 : ends[value - 1];
    }

    /** Where it ends. */
    public int end(int row, int column) {
        return ends[row * columns.size() + column];
    }

    /** Of all values; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Of all values; not to be changed. */
    public int[] ends() {
        return ends;
    }

    /** Of all rows; not to be changed. */
    public int[] lines() {
        return lines;
    }

    public String value(int row, int column) {
        int start = start(row, column);
        return new String(bytes, start, end(row, column) - start, StandardCharsets.UTF_8);
    }

    /** The row of a number, by column: rows are given out in turn. Empty if there are none. */
    public Map<String, String> row(int number) {
        Map<String, String> values = new LinkedHashMap<>();
        if (size() > 0) {
            int row = number % size();
            for (int column = 0; column < columns.size(); column++) {
                values.put(columns.get(column), value(row, column));
            }
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataRows rows
                && columns.equals(rows.columns)
                && Arrays.equals(bytes, rows.bytes)
                && Arrays.equals(ends, rows.ends)
                && Arrays.equals(lines, rows.lines);
    }

    @Override
    public int hashCode() {
        return 31 * columns.hashCode() + Arrays.hashCode(bytes);
    }

    /** Without the values: tokens may be among them. */
    @Override
    public String toString() {
        return "DataRows[" + size() + " rows of " + columns + "]";
    }
}
