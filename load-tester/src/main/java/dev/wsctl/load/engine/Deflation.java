package dev.wsctl.load.engine;

import java.util.Arrays;
import java.util.zip.Deflater;

/** Deflates messages (RFC 7692), each by itself, into memory that is used again. Belongs to one event loop. */
final class Deflation implements AutoCloseable {

    /** What a flush ends with, and the message leaves out. */
    private static final int TAIL = 4;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private byte[] bytes = new byte[1024];

    /** @return how many of {@link #bytes} it takes */
    int deflate(byte[] text, int length) {
        deflater.reset();
        deflater.setInput(text, 0, length);
        int deflated = 0;
        while (true) {
            deflated += deflater.deflate(bytes, deflated, bytes.length - deflated, Deflater.SYNC_FLUSH);
            if (deflated < bytes.length) {
                return deflated - TAIL;
            }
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }

    /** Valid until the next call. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
