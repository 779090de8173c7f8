package dev.wsctl.cli.source.resp;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.Glob;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads RESP2 replies. Values come as {@code Long}, {@code String} (UTF-8), {@code List}, {@link RespError} or null.
 *
 * <p>The token methods ({@link #arrayHeader}, {@link #bulk}) let a caller walk a large reply without an object for
 * each element.
 */
public final class RespReader {
    /** No reply we ask for comes near it; Redis itself stops at 512 MiB, more than our heap may hold. */
    private static final int MAX_BULK = 64 * 1024 * 1024;

    private static final int MAX_LINE = 64 * 1024;

    /** Redis' own replies nest four deep at most. */
    private static final int MAX_DEPTH = 32;

    private final Transport transport;
    private final Slice slice = new Slice();
    private byte[] buffer = new byte[16 * 1024];
    private int position;
    private int limit;

    RespReader(Transport transport) {
        this.transport = transport;
    }

    public @Nullable Object reply(Deadline deadline) throws IOException {
        return reply(deadline, 0);
    }

    private @Nullable Object reply(Deadline deadline, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new NotRedisException(NotRedisException.Looks.OTHER, "arrays within arrays without end");
        }
        int type = next(deadline);
        return switch (type) {
            case '+' -> line(deadline);
            case '-' -> new RespError(line(deadline));
            case ':' -> number(deadline);
            case '$' -> bulkBody(number(deadline), deadline);
            case '*' -> array(number(deadline), deadline, depth);
            default -> throw unexpected(type);
        };
    }

    /** @return the number of elements that follow, −1 for a null array */
    public int arrayHeader(Deadline deadline) throws IOException {
        int type = next(deadline);
        if (type == '-') {
            throw new RespErrorException(new RespError(line(deadline)));
        }
        if (type != '*') {
            throw unexpected(type);
        }
        long size = number(deadline);
        if (size < -1 || size > Integer.MAX_VALUE) {
            throw new NotRedisException(NotRedisException.Looks.OTHER, "an array of " + size + " elements");
        }
        return (int) size;
    }

    /** A bulk string where it stands in the reader's buffer; valid until the next read. */
    public Slice bulk(Deadline deadline) throws IOException {
        int type = next(deadline);
        if (type != '$') {
            throw unexpected(type);
        }
        int length = checkedLength(number(deadline));
        require(length + 2, deadline);
        slice.set(buffer, position, length);
        position += length + 2;
        return slice;
    }

    /** A bulk string that is no text; null for a null one. */
    public byte @Nullable [] bytes(Deadline deadline) throws IOException {
        int type = next(deadline);
        if (type == '-') {
            throw new RespErrorException(new RespError(line(deadline)));
        }
        if (type != '$') {
            throw unexpected(type);
        }
        long size = number(deadline);
        if (size < 0) {
            return null;
        }
        int length = checkedLength(size);
        require(length + 2, deadline);
        byte[] bytes = Arrays.copyOfRange(buffer, position, position + length);
        position += length + 2;
        return bytes;
    }

    /** Bytes of a bulk string, in the reader's own buffer and always the same object: look, don't keep. */
    public static final class Slice {
        private byte[] bytes = {};
        private int offset;
        private int length;

        private void set(byte[] newBytes, int newOffset, int newLength) {
            bytes = newBytes;
            offset = newOffset;
            length = newLength;
        }

        public boolean matches(Glob glob) {
            return glob.matches(bytes, offset, length);
        }

        public String text() {
            return new String(bytes, offset, length, StandardCharsets.UTF_8);
        }

        public int length() {
            return length;
        }

        /** A byte, 0 to 255; −1 beyond the end. */
        public int at(int index) {
            return index < length ? bytes[offset + index] & 0xff : -1;
        }
    }

    private @Nullable List<@Nullable Object> array(long size, Deadline deadline, int depth) throws IOException {
        if (size < 0) {
            return null;
        }
        // Grown as elements arrive: a size a broken peer invented must not reserve memory.
        List<@Nullable Object> list = new ArrayList<>((int) Math.min(size, 1024));
        for (long i = 0; i < size; i++) {
            list.add(reply(deadline, depth + 1));
        }
        return list;
    }

    private @Nullable String bulkBody(long size, Deadline deadline) throws IOException {
        if (size < 0) {
            return null;
        }
        int length = checkedLength(size);
        require(length + 2, deadline);
        String text = new String(buffer, position, length, StandardCharsets.UTF_8);
        position += length + 2;
        return text;
    }

    private static int checkedLength(long size) throws IOException {
        if (size < 0 || size > MAX_BULK) {
            throw new NotRedisException(NotRedisException.Looks.OTHER, "a string of " + size + " bytes");
        }
        return (int) size;
    }

    private long number(Deadline deadline) throws IOException {
        long value = 0;
        int c = next(deadline);
        boolean negative = c == '-';
        if (negative) {
            c = next(deadline);
        }
        while (c != '\r') {
            if (c < '0' || c > '9') {
                throw unexpected(c);
            }
            if (value > (Long.MAX_VALUE - (c - '0')) / 10) {
                throw new NotRedisException(NotRedisException.Looks.OTHER, "a number beyond 64 bits");
            }
            value = value * 10 + (c - '0');
            c = next(deadline);
        }
        next(deadline);
        return negative ? -value : value;
    }

    private String line(Deadline deadline) throws IOException {
        int scanned = 0;
        while (true) {
            for (int i = position + scanned; i < limit; i++) {
                if (buffer[i] == '\n') {
                    int end = i > position && buffer[i - 1] == '\r' ? i - 1 : i;
                    requireLine(end - position);
                    String text = new String(buffer, position, end - position, StandardCharsets.UTF_8);
                    position = i + 1;
                    return text;
                }
            }
            scanned = limit - position;
            // A carriage return may be the last that has come of the longest line.
            requireLine(scanned - 1);
            require(scanned + 1, deadline);
        }
    }

    private static void requireLine(int length) throws NotRedisException {
        if (length > MAX_LINE) {
            throw new NotRedisException(NotRedisException.Looks.OTHER, "a line without an end");
        }
    }

    private int next(Deadline deadline) throws IOException {
        if (position == limit) {
            require(1, deadline);
        }
        return buffer[position++] & 0xff;
    }

    /** Makes at least {@code bytes} available from {@code position} on. */
    private void require(int bytes, Deadline deadline) throws IOException {
        while (limit - position < bytes) {
            if (position == limit) {
                position = 0;
                limit = 0;
            }
            if (position + bytes > buffer.length) {
                // Grown as bytes arrive: a length a broken peer invented must not reserve memory.
                boolean full = position == 0 && limit == buffer.length;
                byte[] room = full ? new byte[(int) Math.min(MAX_BULK + 64L, buffer.length * 2L)] : buffer;
                System.arraycopy(buffer, position, room, 0, limit - position);
                limit -= position;
                position = 0;
                buffer = room;
            }
            int read = transport.read(buffer, limit, buffer.length - limit, deadline);
            if (read < 0) {
                throw new EOFException("the connection was closed");
            }
            limit += read;
        }
    }

    private static NotRedisException unexpected(int type) {
        return switch (type) {
            case 'H', '<' -> new NotRedisException(NotRedisException.Looks.HTTP, "an HTTP answer");
            case 0x15, 0x16 -> new NotRedisException(NotRedisException.Looks.TLS, "a TLS record");
            default -> new NotRedisException(NotRedisException.Looks.OTHER, "byte 0x" + Integer.toHexString(type));
        };
    }
}
