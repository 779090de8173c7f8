package dev.wsctl.load.dialect;

import io.netty.buffer.ByteBuf;

/**
 * Finds markers in received bytes and reads them in place, without allocation. Not for concurrent use: it holds the
 * marker found last.
 */
public final class MarkerScanner {

    /** How far a scan may step when the eighth byte is this one (Horspool). */
    private static final byte[] STEP = steps();

    private static final long MAGIC = magic();

    private final long run;
    private int room;
    private int sender;
    private long sequence;
    private long intended;
    private long actual;

    /** @param run markers of other runs are passed over */
    public MarkerScanner(long run) {
        this.run = run & ((1L << 48) - 1);
    }

    /**
     * Looks for this run's next marker in {@code in[from, end)}.
     *
     * @return the index after it, or -1 if there is none
     */
    public int next(ByteBuf in, int from, int end) {
        int last = end - Marker.LENGTH;
        int at = from;
        while (at <= last) {
            if (in.getLong(at) == MAGIC && read(in, at)) {
                return at + Marker.LENGTH;
            }
            at += STEP[in.getByte(at + 7) & 0xff];
        }
        return -1;
    }

    private boolean read(ByteBuf in, int at) {
        if (digits(in.getLong(at + 8)) != run || in.getByte(at + Marker.LENGTH - 1) != Marker.END) {
            return false;
        }
        long roomAndSender = digits(in.getLong(at + 16));
        long number = digits(in.getLong(at + 24));
        intended = digits(in.getLong(at + 30));
        actual = digits(in.getLong(at + 38));
        if ((roomAndSender | number | intended | actual) < 0) {
            return false;
        }
        room = (int) (roomAndSender >>> 24);
        sender = (int) roomAndSender & (Marker.MOST - 1);
        // Eight digits were read where the sequence has six: the last two are the first of the intended time.
        sequence = number >>> 12;
        return true;
    }

    /** Eight digits as a number of 48 bits; negative if one of them is not a digit. */
    private static long digits(long eight) {
        long number = 0;
        long bad = 0;
        for (int shift = 56; shift >= 0; shift -= 8) {
            long value = Marker.VALUES[(int) (eight >>> shift) & 0xff];
            bad |= value;
            number = number << 6 | value;
        }
        return bad < 0 ? -1 : number;
    }

    private static byte[] steps() {
        byte[] steps = new byte[256];
        java.util.Arrays.fill(steps, (byte) 8);
        for (int i = 0; i < 7; i++) {
            steps[Marker.MAGIC[i]] = (byte) (7 - i);
        }
        return steps;
    }

    private static long magic() {
        long magic = 0;
        for (byte b : Marker.MAGIC) {
            magic = magic << 8 | b;
        }
        return magic;
    }

    public int room() {
        return room;
    }

    /** The sender's connection number. */
    public int sender() {
        return sender;
    }

    /** The message's number among its sender's, from 0. */
    public long sequence() {
        return sequence;
    }

    /** When it should have been sent, nanoseconds since the run's origin. */
    public long intended() {
        return intended;
    }

    /** When it was sent, nanoseconds since the run's origin. */
    public long actual() {
        return actual;
    }
}
