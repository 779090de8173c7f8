package dev.wsctl.load.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes a client's frames, each with a mask of its own: a mask of zero would be legal and free, but a server might
 * notice and unmask faster than with the clients it will meet. Belongs to one event loop.
 */
final class FrameWriter implements AutoCloseable {

    private static final int LONGEST_HEADER = 14;

    private final SplittableRandom masks;
    private @Nullable Deflation deflation;

    FrameWriter(long seed) {
        masks = new SplittableRandom(seed);
    }

    /**
     * A message.
     *
     * @param compressed the server agreed to that
     */
    ByteBuf message(ByteBufAllocator allocator, TextBuffer text, boolean compressed) {
        return compressed ? deflated(allocator, text) : frame(allocator, FrameReader.TEXT, text.bytes(), text.length());
    }

    private ByteBuf deflated(ByteBufAllocator allocator, TextBuffer text) {
        Deflation with = deflation;
        if (with == null) {
            with = new Deflation();
            deflation = with;
        }
        int shorter = with.deflate(text.bytes(), text.length());
        return frame(allocator, FrameReader.COMPRESSED | FrameReader.TEXT, with.bytes(), shorter);
    }

    @Override
    public void close() {
        if (deflation != null) {
            deflation.close();
        }
    }

    ByteBuf text(ByteBufAllocator allocator, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return frame(allocator, FrameReader.TEXT, bytes, bytes.length);
    }

    ByteBuf pong(ByteBufAllocator allocator, ByteBuf ping, int from, int end) {
        byte[] bytes = new byte[end - from];
        ping.getBytes(from, bytes);
        return frame(allocator, FrameReader.PONG, bytes, bytes.length);
    }

    ByteBuf close(ByteBufAllocator allocator, int code) {
        return frame(allocator, FrameReader.CLOSE, new byte[] {(byte) (code >> 8), (byte) code}, 2);
    }

    private ByteBuf frame(ByteBufAllocator allocator, int opcode, byte[] payload, int length) {
        ByteBuf out = allocator.directBuffer(LONGEST_HEADER + length);
        out.writeByte(0x80 | opcode);
        if (length < 126) {
            out.writeByte(0x80 | length);
        } else if (length < 65_536) {
            out.writeByte(0x80 | 126).writeShort(length);
        } else {
            out.writeByte(0x80 | 127).writeLong(length);
        }
        int mask = masks.nextInt();
        out.writeInt(mask);
        int start = out.writerIndex();
        out.writeBytes(payload, 0, length);
        mask(out, start, length, mask);
        return out;
    }

    private static void mask(ByteBuf out, int start, int length, int mask) {
        long wide = (mask & 0xFFFFFFFFL) << 32 | (mask & 0xFFFFFFFFL);
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            out.setLong(start + i, out.getLong(start + i) ^ wide);
        }
        for (; i < length; i++) {
            out.setByte(start + i, out.getByte(start + i) ^ mask >>> (24 - 8 * (i & 3)));
        }
    }
}
