package dev.wsctl.load.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * What all connections of one event loop read into, one read after the other: the same few lines of the processor's cache, where a
 * buffer of its own for each read would be somewhere else each time, and no work for an allocator. Belongs to its event loop.
 */
final class ReadBuffer implements AutoCloseable {

    /** More than usually waits in a socket, so that one read takes it all. */
    static final int BYTES = 32 << 10;

    private final ByteBuf shared = Unpooled.directBuffer(BYTES, BYTES);

    /**
     * An empty buffer, to be released by who takes it.
     *
     * @param otherwise makes one if the last is still held: TLS keeps what it has of a record until the rest comes
     */
    ByteBuf lend(ByteBufAllocator otherwise) {
        return shared.refCnt() == 1 ? shared.clear().retain() : otherwise.directBuffer(BYTES, BYTES);
    }

    @Override
    public void close() {
        shared.release();
    }
}
