package dev.wsctl.load.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Takes a server's bytes apart into WebSocket messages, in place in the buffer they were read into: a copy is made only
 * of a frame that one read did not bring whole, and of a message in several frames. Text is not checked to be UTF-8:
 * this measures servers, it doesn't certify them.
 */
final class FrameReader {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    /** A message larger than this ends the connection: no server under test has a reason to send one. */
    static final int LARGEST_MESSAGE = 16 << 20;

    private static final int MOST_RESERVED = 64 << 10;
    private static final int FIN = 0x80;
    private static final int RESERVED_BITS = 0x70;
    static final int COMPRESSED = 0x40;
    private static final int CONTROL = 0x8;

    /** Is shown what arrives; the bytes are valid only during the call. */
    interface Sink {
        void message(ByteBuf in, int from, int end);

        void control(int opcode, ByteBuf in, int from, int end);

        /** Nothing more is wanted, for example after a close frame. */
        boolean isDone();
    }

    private @Nullable ByteBuf rest;
    private @Nullable ByteBuf fragments;
    private boolean fragmentsCompressed;
    private @Nullable Inflation inflation;
    private @Nullable Inflater inflater;

    /** From now on messages may be compressed. */
    void inflate(Compression agreed, Inflation with) {
        inflation = with;
        inflater = agreed.serverKeepsContext() ? new Inflater(true) : null;
    }

    /** Shows all messages completed by {@code in} to the sink; doesn't release {@code in}. */
    void read(ByteBuf in, ByteBufAllocator allocator, Sink sink) throws ProtocolViolation {
        ByteBuf waiting = rest;
        if (waiting == null) {
            int missing = parse(in, allocator, sink);
            if (in.isReadable() && !sink.isDone()) {
                // Not all that was announced: who announces much and sends little must not cost memory.
                rest = allocator
                        .buffer(in.readableBytes() + Math.min(missing, MOST_RESERVED))
                        .writeBytes(in);
            }
            return;
        }
        waiting.writeBytes(in);
        rest = null; // so that a sink that ends the connection doesn't release what is being read
        boolean kept = false;
        try {
            parse(waiting, allocator, sink);
            if (waiting.isReadable() && !sink.isDone()) {
                rest = waiting.discardReadBytes();
                kept = true;
            }
        } finally {
            if (!kept) {
                waiting.release();
            }
        }
    }

    void release() {
        if (rest != null) {
            rest.release();
            rest = null;
        }
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
        inflation = null;
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }

    /** @return how many bytes the frame at the end still lacks, as far as is known */
    private int parse(ByteBuf in, ByteBufAllocator allocator, Sink sink) throws ProtocolViolation {
        int at = in.readerIndex();
        int end = in.writerIndex();
        int missing = 0;
        while (end - at >= 2 && !sink.isDone()) {
            int first = in.getByte(at);
            int second = in.getByte(at + 1);
            if (second < 0) {
                throw new ProtocolViolation("protocol error: the server sent a masked frame");
            }
            int header = second < 126 ? 2 : second == 126 ? 4 : 10;
            if (end - at < header) {
                missing = header;
                break;
            }
            long length = second < 126 ? second : second == 126 ? in.getUnsignedShort(at + 2) : in.getLong(at + 2);
            if (length < 0 || length > LARGEST_MESSAGE) {
                throw new ProtocolViolation("protocol error: the server announced a frame of "
                        + Long.toUnsignedString(length) + " bytes; at most " + LARGEST_MESSAGE + " are accepted");
            }
            if (end - at - header < length) {
                missing = (int) (header + length) - (end - at);
                break;
            }
            int payload = at + header;
            at = payload + (int) length;
            frame(first, in, payload, at, allocator, sink);
        }
        in.readerIndex(at);
        return missing;
    }

    private void frame(int first, ByteBuf in, int from, int end, ByteBufAllocator allocator, Sink sink)
            throws ProtocolViolation {
        boolean last = (first & FIN) != 0;
        int opcode = first & 0xF;
        boolean compressed = (first & COMPRESSED) != 0;
        if ((first & RESERVED_BITS) != 0 && !(compressed && mayBeCompressed(first))) {
            throw new ProtocolViolation("protocol error: the server sent a frame with reserved bits set");
        }
        if ((opcode & CONTROL) != 0) {
            if (opcode > PONG || !last || end - from > 125) {
                throw new ProtocolViolation("protocol error: the server sent a bad control frame");
            }
            sink.control(opcode, in, from, end);
        } else if (opcode > BINARY) {
            throw new ProtocolViolation("protocol error: the server sent a frame of unknown type " + opcode);
        } else if ((opcode == CONTINUATION) != (fragments != null)) {
            throw new ProtocolViolation("protocol error: the server mixed up the fragments of a message");
        } else if (last && opcode != CONTINUATION) {
            message(compressed, in, from, end, sink);
        } else {
            fragmentsCompressed = opcode == CONTINUATION ? fragmentsCompressed : compressed;
            fragment(last, in, from, end, allocator, sink);
        }
    }

    /** Only the first frame of a message says whether it is. */
    private boolean mayBeCompressed(int first) {
        int opcode = first & 0xF;
        return inflation != null && (first & RESERVED_BITS) == COMPRESSED && (opcode == TEXT || opcode == BINARY);
    }

    private void message(boolean compressed, ByteBuf in, int from, int end, Sink sink) throws ProtocolViolation {
        Inflation with = inflation;
        if (compressed && with != null) {
            ByteBuf text = with.inflate(inflater, in, from, end);
            sink.message(text, text.readerIndex(), text.writerIndex());
        } else {
            sink.message(in, from, end);
        }
    }

    private void fragment(boolean last, ByteBuf in, int from, int end, ByteBufAllocator allocator, Sink sink)
            throws ProtocolViolation {
        ByteBuf message = fragments;
        if (message == null) {
            message = allocator.buffer(2 * (end - from) + 64);
            fragments = message;
        }
        if (message.readableBytes() + (end - from) > LARGEST_MESSAGE) {
            throw new ProtocolViolation("protocol error: the server sent a message of more than " + LARGEST_MESSAGE
                    + " bytes in fragments");
        }
        message.writeBytes(in, from, end - from);
        if (last) {
            fragments = null;
            try {
                message(fragmentsCompressed, message, message.readerIndex(), message.writerIndex(), sink);
            } finally {
                message.release();
            }
        }
    }
}
