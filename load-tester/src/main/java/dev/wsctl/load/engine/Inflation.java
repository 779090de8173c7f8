package dev.wsctl.load.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates what servers have deflated (RFC 7692), one message at a time into memory that is used again and again: nothing is
 * allocated per message. Belongs to one event loop.
 */
final class Inflation implements AutoCloseable {

    /** A sender cuts these off the end of every message. */
    private static final byte[] TAIL = {0, 0, -1, -1};

    private static final int FIRST_SIZE = 8 << 10;

    private final Inflater shared = new Inflater(true);
    private byte[] bytes = new byte[FIRST_SIZE];
    private ByteBuf text = Unpooled.wrappedBuffer(bytes);

    /**
     * @param own the connection's inflater, if its messages refer back to earlier ones; else null
     * @return the message, valid until the next call; not to be released
     * @throws ProtocolViolation if it is not deflated data, or too large
     */
    ByteBuf inflate(@Nullable Inflater own, ByteBuf in, int from, int end) throws ProtocolViolation {
        Inflater inflater = own == null ? shared : own;
        try {
            inflater.setInput(in.internalNioBuffer(from, end - from));
            int length = inflate(inflater, 0);
            inflater.setInput(TAIL);
            length = inflate(inflater, length);
            return text.setIndex(0, length);
        } catch (DataFormatException e) {
            throw new ProtocolViolation("protocol error: the server sent a compressed message that cannot be inflated");
        } finally {
            // Also of what could not be inflated nothing may be left for the next connection's message.
            if (own == null || inflater.finished()) {
                inflater.reset();
            }
        }
    }

    private int inflate(Inflater inflater, int start) throws DataFormatException, ProtocolViolation {
        int length = start;
        while (true) {
            int more = inflater.inflate(bytes, length, bytes.length - length);
            length += more;
            if (length < bytes.length) {
                // It had room and stopped: it wants more input, has ended, or is stuck at a dictionary nobody gave it.
                return length;
            }
            grow();
        }
    }

    private void grow() throws ProtocolViolation {
        if (bytes.length >= FrameReader.LARGEST_MESSAGE) {
            throw new ProtocolViolation("protocol error: the server sent a compressed message of more than "
                    + FrameReader.LARGEST_MESSAGE + " bytes");
        }
        bytes = java.util.Arrays.copyOf(bytes, 2 * bytes.length);
        text = Unpooled.wrappedBuffer(bytes);
    }

    @Override
    public void close() {
        shared.end();
    }
}
