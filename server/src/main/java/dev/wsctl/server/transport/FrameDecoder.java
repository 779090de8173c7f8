package dev.wsctl.server.transport;

import dev.wsctl.server.protocol.CloseCode;
import dev.wsctl.server.protocol.Utf8;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what a client sends (RFC 6455 section 5): masked frames into messages. Holds no buffer while no frame is
 * incomplete; whole frames are unmasked into a scratch array that the connections of a loop share.
 */
final class FrameDecoder {

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int MAX_CONTROL = 125;

    private final FrameListener listener;
    private final byte[] scratch;
    private final int maxBytes;
    private final boolean binaryAllowed;

    private @Nullable ByteBuf incomplete;
    private byte @Nullable [] fragments;
    private int fragmentsLength;
    private byte fragmentedOpcode;
    private int utf8State = Utf8.BOUNDARY;
    private boolean finished;

    /**
     * @param scratch at least {@code maxBytes} long; its content means nothing between two calls
     * @param maxBytes largest frame and message
     */
    FrameDecoder(FrameListener listener, byte[] scratch, int maxBytes, boolean binaryAllowed) {
        this.listener = listener;
        this.scratch = scratch;
        this.maxBytes = maxBytes;
        this.binaryAllowed = binaryAllowed;
    }

    /** Decodes and releases the buffer; an incomplete frame is kept for the next call. */
    void decode(ByteBuf received, ByteBufAllocator allocator) {
        ByteBuf in = received;
        boolean continued = incomplete != null;
        if (incomplete != null) {
            in = incomplete.writeBytes(received);
            received.release();
            incomplete = null;
        }
        while (!finished && decodeFrame(in)) {
            // Until a frame is incomplete or the connection is over.
        }
        if (finished || !in.isReadable()) {
            in.release();
        } else if (continued) {
            incomplete = in.discardSomeReadBytes();
        } else {
            // A copy of its size: the receive buffer may be far larger than what is left in it.
            incomplete = allocator.buffer(in.readableBytes()).writeBytes(in);
            in.release();
        }
    }

    /** Ends decoding and gives back what it holds. */
    void close() {
        finished = true;
        fragments = null;
        if (incomplete != null) {
            incomplete.release();
            incomplete = null;
        }
    }

    private boolean decodeFrame(ByteBuf in) {
        int available = in.readableBytes();
        if (available < 2) {
            return false;
        }
        int start = in.readerIndex();
        int first = in.getByte(start) & 0xff;
        int second = in.getByte(start + 1) & 0xff;
        CloseCode violation = checkHeader(first, second);
        if (violation != null) {
            return fail(violation);
        }
        int shortLength = second & 0x7f;
        int headerLength = 6 + (shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0);
        if (available < headerLength - 4) {
            return false;
        }
        long length = shortLength == 126
                ? in.getUnsignedShort(start + 2)
                : shortLength == 127 ? in.getLong(start + 2) : shortLength;
        if (length < 0) {
            return fail(CloseCode.PROTOCOL_ERROR);
        }
        boolean control = (first & 0x08) != 0;
        if (length > maxBytes - (control ? 0 : fragmentsLength)) {
            return fail(CloseCode.TOO_BIG);
        }
        if (available < headerLength + length) {
            return false;
        }
        int mask = in.getInt(start + headerLength - 4);
        unmask(in, start + headerLength, (int) length, mask);
        in.readerIndex(start + headerLength + (int) length);
        handle(first, (int) length);
        return true;
    }

    private @Nullable CloseCode checkHeader(int first, int second) {
        int opcode = first & 0x0f;
        boolean last = (first & 0x80) != 0;
        boolean reserved = (first & 0x70) != 0;
        boolean masked = (second & 0x80) != 0;
        boolean wellFormed = switch (opcode) {
            case CONTINUATION -> fragmentedOpcode != 0;
            case TEXT, BINARY -> fragmentedOpcode == 0;
            case CLOSE, PING, PONG -> last && (second & 0x7f) <= MAX_CONTROL;
            default -> false;
        };
        if (!wellFormed || reserved || !masked) {
            return CloseCode.PROTOCOL_ERROR;
        }
        return opcode == BINARY && !binaryAllowed ? CloseCode.UNSUPPORTED_DATA : null;
    }

    private void unmask(ByteBuf in, int from, int length, int mask) {
        in.getBytes(from, scratch, 0, length);
        byte[] key = {(byte) (mask >> 24), (byte) (mask >> 16), (byte) (mask >> 8), (byte) mask};
        for (int i = 0; i < length; i++) {
            scratch[i] ^= key[i & 3];
        }
    }

    private void handle(int first, int length) {
        boolean last = (first & 0x80) != 0;
        switch (first & 0x0f) {
            case PING -> listener.onPing(scratch, length);
            case PONG -> listener.onPong();
            case CLOSE -> handleClose(length);
            case CONTINUATION -> appendFragment(length, last);
            default -> {
                if (last) {
                    message(first & 0x0f, length);
                } else {
                    fragmentedOpcode = (byte) (first & 0x0f);
                    appendFragment(length, false);
                }
            }
        }
    }

    private void appendFragment(int length, boolean last) {
        // Checked as it comes: a text that went wrong is not collected to its end.
        boolean text = fragmentedOpcode == TEXT;
        utf8State = text ? Utf8.check(utf8State, scratch, 0, length) : Utf8.BOUNDARY;
        if (utf8State == Utf8.INVALID || (last && utf8State != Utf8.BOUNDARY)) {
            fail(CloseCode.INVALID_UTF8);
            return;
        }
        byte[] sofar = fragments == null ? new byte[Math.max(64, length)] : fragments;
        if (sofar.length < fragmentsLength + length) {
            sofar = Arrays.copyOf(sofar, Math.max(fragmentsLength + length, Math.min(maxBytes, sofar.length * 2)));
        }
        System.arraycopy(scratch, 0, sofar, fragmentsLength, length);
        fragments = sofar;
        fragmentsLength += length;
        if (last) {
            finishFragments(sofar, text);
        }
    }

    private void finishFragments(byte[] whole, boolean text) {
        int length = fragmentsLength;
        fragments = null;
        fragmentsLength = 0;
        fragmentedOpcode = 0;
        if (text) {
            listener.onText(whole, 0, length);
        } else {
            listener.onBinary(whole, 0, length);
        }
    }

    private void message(int opcode, int length) {
        if (opcode == BINARY) {
            listener.onBinary(scratch, 0, length);
        } else if (Utf8.check(Utf8.BOUNDARY, scratch, 0, length) == Utf8.BOUNDARY) {
            listener.onText(scratch, 0, length);
        } else {
            fail(CloseCode.INVALID_UTF8);
        }
    }

    private void handleClose(int length) {
        if (length == 1) {
            fail(CloseCode.PROTOCOL_ERROR);
        } else if (length > 1 && !CloseCode.mayBeSent((scratch[0] & 0xff) << 8 | (scratch[1] & 0xff))) {
            fail(CloseCode.PROTOCOL_ERROR);
        } else if (Utf8.check(Utf8.BOUNDARY, scratch, Math.min(2, length), length) != Utf8.BOUNDARY) {
            fail(CloseCode.INVALID_UTF8);
        } else {
            finished = true;
            listener.onClose(scratch, length);
        }
    }

    private boolean fail(CloseCode code) {
        finished = true;
        listener.onViolation(code);
        return false;
    }
}
