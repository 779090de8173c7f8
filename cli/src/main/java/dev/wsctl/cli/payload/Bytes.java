package dev.wsctl.cli.payload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads numbers and strings off the front of a message; never beyond its end. */
final class Bytes {
    private final ByteBuffer buffer;

    Bytes(byte[] bytes, ByteOrder order) {
        this.buffer = ByteBuffer.wrap(bytes).order(order);
    }

    boolean isEmpty() {
        return !buffer.hasRemaining();
    }

    int left() {
        return buffer.remaining();
    }

    int next() throws UnreadableException {
        need(1);
        return buffer.get() & 0xff;
    }

    /** @param width 1, 2, 4 or 8 bytes; unsigned up to 4 */
    long unsigned(int width) throws UnreadableException {
        need(width);
        return switch (width) {
            case 1 -> buffer.get() & 0xffL;
            case 2 -> buffer.getShort() & 0xffffL;
            case 4 -> buffer.getInt() & 0xffffffffL;
            default -> buffer.getLong();
        };
    }

    long signed(int width) throws UnreadableException {
        need(width);
        return switch (width) {
            case 1 -> buffer.get();
            case 2 -> buffer.getShort();
            case 4 -> buffer.getInt();
            default -> buffer.getLong();
        };
    }

    double float32() throws UnreadableException {
        need(4);
        return buffer.getFloat();
    }

    double float64() throws UnreadableException {
        need(8);
        return buffer.getDouble();
    }

    byte[] take(long length) throws UnreadableException {
        if (length < 0 || length > buffer.remaining()) {
            throw new UnreadableException("cut short");
        }
        byte[] bytes = new byte[(int) length];
        buffer.get(bytes);
        return bytes;
    }

    String text(long length) throws UnreadableException {
        return new String(take(length), StandardCharsets.UTF_8);
    }

    private void need(int bytes) throws UnreadableException {
        if (buffer.remaining() < bytes) {
            throw new UnreadableException("cut short");
        }
    }
}
