package dev.wsctl.load.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers rows value by value: first the header, then as many values a row. */
final class RowsBuilder {

    private static final String COLUMN = "[A-Za-z0-9_-]{1,64}";

    private final String name;
    private final List<String> header = new ArrayList<>();
    private @Nullable List<String> columns;
    private byte[] bytes = new byte[1024];
    private int[] ends = new int[64];
    private int[] lines = new int[64];
    private int used;
    private int values;
    private int inRow;
    private int rows;

    RowsBuilder(String name) {
        this.name = name;
    }

    /** How many rows there are by now, the header not counted. */
    int size() {
        return rows;
    }

    void value(byte[] value, int length, int line) throws DataException {
        String text = text(value, length, line);
        if (columns == null) {
            header.add(text.strip());
            return;
        }
        if (used + length > CsvFile.MOST_BYTES) {
            throw mistake(
                    line,
                    "the rows have more than " + (CsvFile.MOST_BYTES >> 20) + " MiB from here on",
                    "Leave out columns that nothing uses, or give a part: head -n " + (line - 1) + " FILE.");
        }
        if (used + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(used + length, 2 * bytes.length));
        }
        System.arraycopy(value, 0, bytes, used, length);
        used += length;
        if (values == ends.length) {
            ends = Arrays.copyOf(ends, 2 * values);
        }
        ends[values++] = used;
        inRow++;
    }

    void endRow(int line) throws DataException {
        List<String> names = columns;
        if (names == null) {
            columns = checked(line);
            return;
        }
        if (inRow != names.size()) {
            throw mistake(
                    line,
                    count(inRow, "value") + " where the header has " + count(names.size(), "column") + ": "
                            + String.join(",", names),
                    "A value with a comma in it stands in quotes.");
        }
        inRow = 0;
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, 2 * rows);
        }
        lines[rows++] = line;
    }

    DataRows build() throws DataException {
        List<String> names = columns;
        if (names == null) {
            throw new DataException(name + " is empty", "The first line names the columns, like name,token.");
        }
        if (rows == 0) {
            throw new DataException(name + " has no row below its header", "The first line names the columns.");
        }
        return new DataRows(names, Arrays.copyOf(bytes, used), Arrays.copyOf(ends, values), Arrays.copyOf(lines, rows));
    }

    private List<String> checked(int line) throws DataException {
        for (int i = 0; i < header.size(); i++) {
            String column = header.get(i);
            if (!column.matches(COLUMN)) {
                throw mistake(
                        line,
                        "column " + (i + 1) + " has a name that is none: '" + column.replaceAll("[^ -~]", "?") + "'",
                        "The first line names the columns in letters, digits, '-' and '_', like name,token.");
            }
            if (header.indexOf(column) < i) {
                throw mistake(line, "two columns are named " + column, "Give each a name of its own.");
            }
        }
        return List.copyOf(header);
    }

    private String text(byte[] value, int length, int line) throws DataException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw mistake(line, "a value is not text in UTF-8", "iconv -f LATIN1 -t UTF-8 turns most into it.");
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private DataException mistake(int line, String what, String hint) {
        return new DataException(name + ":" + line + ": " + what, hint);
    }
}
