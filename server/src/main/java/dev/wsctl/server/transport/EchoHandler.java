package dev.wsctl.server.transport;

import dev.wsctl.server.protocol.CloseCode;
import dev.wsctl.server.room.TextFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** {@code /echo}: sends every message back, for round trips and conformance suites. */
final class EchoHandler extends WebSocketHandler {

    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BINARY = 0x82;
    private static final int HEADER = 10;

    EchoHandler(Loop loop, Channel channel, int maxMessageBytes, Runnable onEnd) {
        super(loop, channel, maxMessageBytes, true, onEnd);
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        echo(FINAL_TEXT, bytes, from, to);
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        echo(FINAL_BINARY, bytes, from, to);
    }

    private void echo(int firstByte, byte[] bytes, int from, int to) {
        ByteBuf frame = channel().alloc().directBuffer(HEADER + to - from);
        TextFrame.header(frame, firstByte, to - from);
        channel()
                .writeAndFlush(
                        frame.writeBytes(bytes, from, to - from), channel().voidPromise());
    }

    @Override
    void onGone() {}

    @Override
    void sendLast(ByteBuf closeFrame) {
        channel().writeAndFlush(closeFrame.retainedDuplicate(), channel().voidPromise());
    }

    @Override
    void stopSending() {}

    @Override
    void shutDown(long reconnectInMillis) {
        close(CloseCode.RESTART);
    }
}
