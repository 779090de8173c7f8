package dev.wsctl.load.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads CSV as RFC 4180 has it: a header with the columns' names, values in double quotes where they hold commas, quotes (doubled) or line
 * ends. UTF-8, with or without a byte order mark; empty lines are passed over. Reads no further than it must, and keeps at most
 * {@value #MOST_BYTES} bytes.
 */
public final class CsvFile {

    /** Of values, in one run: the workers get all of them. */
    public static final int MOST_BYTES = 48 << 20;

    private static final int LARGEST_VALUE = 1 << 20;

    private final String name;
    private final InputStream in;
    private final RowsBuilder rows;
    private byte[] value = new byte[256];
    private int length;
    private int line = 1;

    private CsvFile(String name, InputStream in) {
        this.name = name;
        this.in = in;
        rows = new RowsBuilder(name);
    }

    /**
     * @param most rows that can be of use; more are not read
     * @throws DataException if the file cannot be read or has a mistake, with its line
     */
    public static DataRows read(Path file, int most) throws DataException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 << 10)) {
            return new CsvFile(file.toString(), in).read(most);
        } catch (NoSuchFileException e) {
            throw new DataException("cannot read " + file + ": there is no such file", "Check its path.");
        } catch (IOException e) {
            throw new DataException("cannot read " + file + ": " + e.getMessage(), "Check that it is a readable file.");
        }
    }

    private DataRows read(int most) throws IOException, DataException {
        int next = afterMark();
        while (next >= 0 && rows.size() < most) {
            if (next == '\r' || next == '\n') {
                next = lineEnd(next);
            } else {
                next = row(next);
            }
        }
        return rows.build();
    }

    /** Some programs begin a file in UTF-8 with a byte order mark. */
    private int afterMark() throws IOException {
        in.mark(3);
        if (in.read() == 0xEF && in.read() == 0xBB && in.read() == 0xBF) {
            return in.read();
        }
        in.reset();
        return in.read();
    }

    private int lineEnd(int end) throws IOException {
        line++;
        int next = in.read();
        return end == '\r' && next == '\n' ? in.read() : next;
    }

    /** @return what stands behind the row's line end, -1 for nothing */
    private int row(int first) throws IOException, DataException {
        int begins = line;
        int next = first;
        while (true) {
            next = next == '"' ? quoted() : plain(next);
            rows.value(value, length, begins);
            if (next != ',') {
                rows.endRow(begins);
                return next < 0 ? next : lineEnd(next);
            }
            next = in.read();
        }
    }

    private int plain(int first) throws IOException, DataException {
        length = 0;
        int next = first;
        while (next >= 0 && next != ',' && next != '\r' && next != '\n') {
            if (next == '"') {
                throw mistake(
                        line, "a quote stands within a value", "Put the whole value in quotes, and double this one.");
            }
            append(next);
            next = in.read();
        }
        return next;
    }

    private int quoted() throws IOException, DataException {
        int opened = line;
        length = 0;
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw mistake(opened, "a quote opens here and is never closed", "Close it; quotes within are doubled.");
            }
            if (next == '"') {
                next = in.read();
                if (next != '"') {
                    if (next >= 0 && next != ',' && next != '\r' && next != '\n') {
                        throw mistake(line, "text stands behind a closing quote", "Quotes within a value are doubled.");
                    }
                    return next;
                }
            } else if (next == '\n') {
                line++;
            }
            append(next);
        }
    }

    private void append(int next) throws DataException {
        if (length == value.length) {
            if (length >= LARGEST_VALUE) {
                throw mistake(line, "a value has more than " + LARGEST_VALUE + " bytes", "Is a quote missing?");
            }
            value = java.util.Arrays.copyOf(value, 2 * length);
        }
        value[length++] = (byte) next;
    }

    private DataException mistake(int at, String what, String hint) {
        return new DataException(name + ":" + at + ": " + what, hint);
    }
}
