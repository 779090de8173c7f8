package dev.wsctl.server.room;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;

/** The last step of the fan-out: from a shared buffer into one socket. Stateless. */
public enum SocketOutput {

    /**
     * Linux: one send(2) straight from the shared buffer while nothing is queued in the channel. Netty's own path
     * costs a promise, an entry in the outbound buffer, a duplicate and two reference counts for the same system call.
     */
    EPOLL {
        @Override
        boolean write(Channel channel, ByteBuf frames) {
            ChannelOutboundBuffer queued = channel.unsafe().outboundBuffer();
            if (queued == null) {
                return true;
            }
            int length = frames.readableBytes();
            int written = 0;
            if (queued.totalPendingWriteBytes() == 0 && frames.hasMemoryAddress()) {
                try {
                    int from = frames.readerIndex();
                    Socket socket = (Socket) ((EpollSocketChannel) channel).fd();
                    written = socket.sendAddress(frames.memoryAddress(), from, from + length);
                } catch (IOException e) {
                    channel.close();
                    return true;
                }
                if (written == length) {
                    return true;
                }
            }
            ByteBuf rest = frames.retainedSlice(frames.readerIndex() + written, length - written);
            channel.writeAndFlush(rest, channel.voidPromise());
            return queued.totalPendingWriteBytes() == 0;
        }
    },

    /** Everywhere else: through Netty's outbound buffer, below the encoders. */
    PORTABLE {
        @Override
        boolean write(Channel channel, ByteBuf frames) {
            ChannelOutboundBuffer queued = channel.unsafe().outboundBuffer();
            if (queued == null) {
                return true;
            }
            channel.writeAndFlush(frames.retainedDuplicate(), channel.voidPromise());
            return queued.totalPendingWriteBytes() == 0;
        }
    };

    /**
     * Writes the frames behind all that was written before; never blocks. On a dead connection it closes the channel
     * and counts as done. Call it on the channel's event loop; the caller keeps its reference to the buffer.
     *
     * @return whether the operating system took all; otherwise the rest waits in the channel
     */
    abstract boolean write(Channel channel, ByteBuf frames);
}
