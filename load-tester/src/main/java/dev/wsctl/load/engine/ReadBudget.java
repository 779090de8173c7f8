package dev.wsctl.load.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/** How much one connection reads at a time, and into what; can be changed while it is open. */
final class ReadBudget extends DefaultMaxMessagesRecvByteBufAllocator {

    private static final int USUAL_READS = 16;

    private final ReadBuffer buffer;
    private int bytes = ReadBuffer.BYTES;

    /** @param buffer of the connection's event loop */
    ReadBudget(ReadBuffer buffer) {
        this.buffer = buffer;
    }

    /** One read of so many bytes at most, each time reading is asked for. */
    void limit(int most) {
        bytes = Math.min(ReadBuffer.BYTES, most);
        maxMessagesPerRead(1);
    }

    void lift() {
        bytes = ReadBuffer.BYTES;
        maxMessagesPerRead(USUAL_READS);
    }

    @Override
    @SuppressWarnings("deprecation") // Netty has deprecated the type, not what it asks for
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return bytes;
            }

            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                return bytes == ReadBuffer.BYTES ? buffer.lend(allocator) : allocator.directBuffer(bytes, bytes);
            }
        };
    }
}
