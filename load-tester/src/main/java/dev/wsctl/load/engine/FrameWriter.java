package dev.wsctl.load.engine;

import dev.wsctl.load.dialect.Envelope;
import dev.wsctl.load.dialect.Marker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes a client's frames, each with a mask of its own: a mask of zero would be legal and free, but a server might
 * notice and unmask faster than with the clients it will meet. Belongs to one event loop, whose scratch space it holds.
 */
final class FrameWriter implements AutoCloseable {

    private static final int LONGEST_HEADER = 14;

    private final SplittableRandom masks;
    private final long run;
    private final int messageBytes;
    private byte[] scratch;
    private @Nullable Deflation deflation;

    FrameWriter(long run, int messageBytes, long seed) {
        this.run = run;
        this.messageBytes = messageBytes;
        masks = new SplittableRandom(seed);
        scratch = new byte[messageBytes + 256];
    }

    /**
     * A message: padding, so that it has the size asked for, and the marker at its end.
     *
     * @param compressed the server agreed to that
     */
    ByteBuf message(
            ByteBufAllocator allocator,
            Envelope envelope,
            int room,
            int sender,
            long sequence,
            long intended,
            long actual,
            boolean compressed) {
        int length = envelope.overhead() + messageBytes;
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        envelope.wrap(scratch, messageBytes);
        int text = envelope.textOffset();
        int marker = text + messageBytes - Marker.LENGTH;
        Arrays.fill(scratch, text, marker, (byte) 'x');
        Marker.write(scratch, marker, run, room, sender, sequence, intended, actual);
        return compressed ? deflated(allocator, length) : frame(allocator, FrameReader.TEXT, scratch, length);
    }

    private ByteBuf deflated(ByteBufAllocator allocator, int length) {
        Deflation with = deflation;
        if (with == null) {
            with = new Deflation();
            deflation = with;
        }
        int shorter = with.deflate(scratch, length);
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
