package dev.wsctl.server.transport;

import dev.wsctl.server.protocol.CloseCode;
import dev.wsctl.server.room.TextFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import java.nio.charset.StandardCharsets;

/**
 * One WebSocket connection, from the upgrade to the end: frames in, control frames, closing. The only handler in its
 * pipeline, on its loop alone.
 */
abstract class WebSocketHandler extends ChannelInboundHandlerAdapter implements FrameListener, PingWheel.Rider {

    private static final int FINAL_CLOSE = 0x88;
    private static final int FINAL_PONG = 0x8a;
    private static final ByteBuf PING = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer(2, 2).writeByte(0x89).writeByte(0).asReadOnly());

    private final Loop loop;
    private final Channel channel;
    private final FrameDecoder decoder;
    private final Runnable onEnd;
    private int wheelPlace;
    private boolean awaitingPong;
    private boolean closing;
    private boolean ended;

    /** @param onEnd called once when the connection is gone */
    WebSocketHandler(Loop loop, Channel channel, int maxMessageBytes, boolean binaryAllowed, Runnable onEnd) {
        this.loop = loop;
        this.channel = channel;
        this.decoder = new FrameDecoder(this, loop.scratch(), maxMessageBytes, binaryAllowed);
        this.onEnd = onEnd;
    }

    /** Called once, when the connection is gone. */
    abstract void onGone();

    /** Sends the close frame behind everything else that waits for this client. */
    abstract void sendLast(ByteBuf closeFrame);

    /** Stops sending anything but what is in the channel already. */
    abstract void stopSending();

    /** Asks this client to come back later, because the instance stops. */
    abstract void shutDown(long reconnectInMillis);

    final Loop loop() {
        return loop;
    }

    final Channel channel() {
        return channel;
    }

    final boolean isClosing() {
        return closing;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        loop.pings().add(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        awaitingPong = false;
        decoder.decode((ByteBuf) message, ctx.alloc());
    }

    /** A client that does not take what it asked for is not read from until it does. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        channel.config().setAutoRead(channel.isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
    }

    /** Connections break; that is no news. What else goes wrong here is our own fault. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof java.io.IOException) {
            channel.close();
        } else {
            loop.log().failed("connection", cause);
            close(CloseCode.INTERNAL_ERROR);
        }
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (!closing) {
            loop.counts().broken();
        }
        closing = true;
        decoder.close();
        loop.pings().remove(this);
        onGone();
        onEnd.run();
    }

    @Override
    public void onPing(byte[] payload, int length) {
        ByteBuf pong = channel.alloc().directBuffer(2 + length);
        TextFrame.header(pong, FINAL_PONG, length);
        channel.writeAndFlush(pong.writeBytes(payload, 0, length), channel.voidPromise());
    }

    @Override
    public void onPong() {
        // Any sign of life counts, see channelRead.
    }

    /** The client's close frame is answered with the same code (RFC 6455 section 5.5.1), or answers ours. */
    @Override
    public void onClose(byte[] payload, int length) {
        if (closing) {
            channel.close();
            return;
        }
        closing = true;
        loop.counts().closedByClient();
        int echoed = Math.min(length, 2);
        ByteBuf answer = channel.alloc().directBuffer(2 + echoed);
        TextFrame.header(answer, FINAL_CLOSE, echoed);
        stopSending();
        channel.writeAndFlush(answer.writeBytes(payload, 0, echoed)).addListener(ChannelFutureListener.CLOSE);
        awaitEnd();
    }

    @Override
    public void onViolation(CloseCode code) {
        fail(code);
    }

    /** Closes in good order: what waits is sent, then the close frame; then it is the client's turn. */
    final void close(CloseCode code) {
        if (closing) {
            return;
        }
        closing = true;
        loop.counts().closed(code);
        ByteBuf frame = closeFrame(code);
        sendLast(frame);
        frame.release();
        awaitEnd();
    }

    /**
     * Ends the connection with a client that broke a rule. Our side is closed behind the close frame and the rest of its
     * data is read and ignored: closing at once would make the kernel reset the connection, and the code be lost.
     */
    final void fail(CloseCode code) {
        if (closing) {
            return;
        }
        closing = true;
        loop.counts().closed(code);
        loop.log().violated(channel.remoteAddress(), code);
        decoder.close();
        stopSending();
        channel.writeAndFlush(closeFrame(code)).addListener(sent -> ((DuplexChannel) channel).shutdownOutput());
        awaitEnd();
    }

    private void awaitEnd() {
        loop.closings().add(new DeadlineQueue.Entry(channel::close), System.nanoTime());
    }

    private ByteBuf closeFrame(CloseCode code) {
        byte[] reason = code.reason().getBytes(StandardCharsets.US_ASCII);
        ByteBuf frame = channel.alloc().directBuffer(4 + reason.length);
        TextFrame.header(frame, FINAL_CLOSE, 2 + reason.length);
        return frame.writeShort(code.code()).writeBytes(reason);
    }

    @Override
    public final int wheelPlace() {
        return wheelPlace;
    }

    @Override
    public final void wheelPlace(int place) {
        this.wheelPlace = place;
    }

    @Override
    public final void ping() {
        if (!closing) {
            awaitingPong = true;
            channel.writeAndFlush(PING.duplicate(), channel.voidPromise());
        }
    }

    @Override
    public final void pongDue() {
        if (awaitingPong && !closing) {
            fail(CloseCode.NO_PONG);
        }
    }
}
