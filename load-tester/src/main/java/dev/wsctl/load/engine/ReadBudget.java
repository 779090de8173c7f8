package dev.wsctl.load.engine;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/** How much one connection reads at a time; can be changed while it is open. */
final class ReadBudget extends DefaultMaxMessagesRecvByteBufAllocator {

    /** More than usually waits in a socket, so that one read takes it all; borrowed from a pool for that read alone. */
    private static final int USUAL_BYTES = 32 << 10;

    private static final int USUAL_READS = 16;

    private int bytes = USUAL_BYTES;

    /** One read of so many bytes at most, each time reading is asked for. */
    void limit(int most) {
        bytes = Math.min(USUAL_BYTES, most);
        maxMessagesPerRead(1);
    }

    void lift() {
        bytes = USUAL_BYTES;
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
        };
    }
}
