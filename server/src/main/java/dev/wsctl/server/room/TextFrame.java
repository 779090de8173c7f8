package dev.wsctl.server.room;

import dev.wsctl.server.protocol.Envelope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Set;

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

    /**
     * Copies complete frames of ours, without messages that bear one of these ids.
     *
     * @return how many frames were copied
     */
    static int copyWithout(Set<String> ids, ByteBuf frames, ByteBuf to) {
        int copied = 0;
        int at = frames.readerIndex();
        while (at < frames.writerIndex()) {
            int shortLength = frames.getByte(at + 1) & 0x7f;
            int header = shortLength < 126 ? 2 : shortLength == 126 ? 4 : 10;
            int length = shortLength < 126
                    ? shortLength
                    : shortLength == 126 ? frames.getUnsignedShort(at + 2) : (int) frames.getLong(at + 2);
            byte[] message = new byte[length];
            frames.getBytes(at + header, message);
            String id = Envelope.idOf(message);
            if (id == null || !ids.contains(id)) {
                to.writeBytes(frames, at, header + length);
                copied++;
            }
            at += header + length;
        }
        return copied;
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
