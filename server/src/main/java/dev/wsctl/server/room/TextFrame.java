package dev.wsctl.server.room;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Encodes a message as the one unmasked WebSocket text frame all members share (RFC 6455 section 5.2). */
public final class TextFrame {

    private static final int FINAL_TEXT = 0x81;
    private static final int MAX_HEADER = 10;

    private TextFrame() {}

    /** @return a direct buffer that holds header and payload; the caller releases it */
    public static ByteBuf encode(ByteBufAllocator allocator, byte[] message) {
        ByteBuf frame = allocator.directBuffer(MAX_HEADER + message.length);
        header(frame, FINAL_TEXT, message.length);
        return frame.writeBytes(message);
    }

    /** Writes a frame's header. */
    public static void header(ByteBuf frame, int firstByte, int length) {
        frame.writeByte(firstByte);
        if (length < 126) {
            frame.writeByte(length);
        } else if (length < 65536) {
            frame.writeByte(126).writeShort(length);
        } else {
            frame.writeByte(127).writeLong(length);
        }
    }
}
