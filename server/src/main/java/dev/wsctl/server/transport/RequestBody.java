package dev.wsctl.server.transport;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a client posts: a few fields of a form, no more. For one thread. */
final class RequestBody {

    private static final int MOST_BYTES = 4096;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    private boolean tooLong;

    /** Keeps no reference to the buffer. */
    void add(ByteBuf part) {
        if (bytes.size() + part.readableBytes() > MOST_BYTES) {
            tooLong = true;
            return;
        }
        byte[] copy = new byte[part.readableBytes()];
        part.getBytes(part.readerIndex(), copy);
        bytes.writeBytes(copy);
    }

    boolean isTooLong() {
        return tooLong;
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
