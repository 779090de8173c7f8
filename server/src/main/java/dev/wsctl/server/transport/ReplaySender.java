package dev.wsctl.server.transport;

import dev.wsctl.server.broker.Replay;
import dev.wsctl.server.broker.Replay.Shortfall;
import dev.wsctl.server.room.Member;
import dev.wsctl.server.room.TextFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Sends a new member what it has missed, as fast as its socket takes it, and then lets go what was said meanwhile. On
 * the connection's loop.
 */
final class ReplaySender {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final Channel channel;
    private final Member member;
    private final Replay replay;
    private final BooleanSupplier closing;
    private final byte[] announcement;
    private final Iterator<byte[]> messages;

    /** @param member holds what is sent to it in the ordinary way */
    ReplaySender(Loop loop, Channel channel, Member member, Replay replay, BooleanSupplier closing) {
        this.channel = channel;
        this.member = member;
        this.replay = replay;
        this.closing = closing;
        this.messages = replay.messages().iterator();
        Shortfall shortfall = replay.shortfall();
        this.announcement = loop.messages()
                .replay(
                        member.room().name(),
                        replay.messages().size(),
                        shortfall == null ? null : shortfall.name().toLowerCase(Locale.ROOT));
    }

    void start() {
        send(TextFrame.encode(channel.alloc(), announcement));
    }

    private void send(ByteBuf frames) {
        channel.writeAndFlush(frames).addListener(sent -> {
            if (!sent.isSuccess() || closing.getAsBoolean()) {
                return;
            }
            if (messages.hasNext()) {
                send(nextChunk());
            } else {
                member.resume(replay.known());
            }
        });
    }

    private ByteBuf nextChunk() {
        ByteBuf chunk = channel.alloc().directBuffer(CHUNK_BYTES);
        while (messages.hasNext() && chunk.readableBytes() < CHUNK_BYTES) {
            ByteBuf frame = TextFrame.encode(channel.alloc(), messages.next());
            chunk.writeBytes(frame);
            frame.release();
        }
        return chunk;
    }
}
