package dev.wsctl.load.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What became of every message × member of one room, exactly. One bit for each message × member that is under way:
 * nothing is kept for pairs of members, so a room of 10,000 costs no more than its messages in flight. Belongs to one
 * event loop.
 */
public final class RoomLedger {

    /** A window may hold this many messages, or fewer in large rooms so as to stay within {@link #WINDOW_BYTES}. */
    private static final int MOST_MESSAGES = 1 << 16;

    private static final int FEWEST_MESSAGES = 1 << 10;
    private static final int WINDOW_BYTES = 4 << 20;

    /** A reference to a window, and whether the member is there. */
    private static final long MEMBER_BYTES = 9;

    /** A window's fields and the headers of its arrays. */
    private static final long WINDOW_OWN_BYTES = 128;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final @Nullable SenderWindow[] windows;
    private final boolean[] present;
    private final int windowLimit;
    private int members;
    private long outstanding;

    /** @param size members are numbered below this */
    public RoomLedger(int size) {
        this(size, windowLimit(size));
    }

    RoomLedger(int size, int windowLimit) {
        windows = new SenderWindow[size];
        present = new boolean[size];
        this.windowLimit = windowLimit;
    }

    private static int windowLimit(int size) {
        int fitting = Integer.highestOneBit(WINDOW_BYTES / bytesPerMessage(size));
        return Math.max(FEWEST_MESSAGES, Math.min(MOST_MESSAGES, fitting));
    }

    private static int bytesPerMessage(int size) {
        return 8 * ((size + 63) >>> 6) + 8;
    }

    /**
     * What a room's ledger takes, about.
     *
     * @param senders so many of its members send
     * @param messagesEach that have not reached everyone, of each of them; beyond the window's limit more take no more
     */
    public static long bytes(int size, int senders, long messagesEach) {
        int limit = windowLimit(size);
        long slots = messagesEach >= limit ? limit : Math.max(2, Long.highestOneBit(2 * messagesEach - 1));
        return MEMBER_BYTES * size + senders * (WINDOW_OWN_BYTES + slots * bytesPerMessage(size));
    }

    /** From now on messages are expected to reach this member. */
    public void join(int member) {
        if (!present[member]) {
            present[member] = true;
            members++;
        }
    }

    /** From now on nothing is waited for that has not reached this member; it counts as lost all the same. */
    public void leave(int member) {
        if (!present[member]) {
            return;
        }
        present[member] = false;
        members--;
        for (SenderWindow window : windows) {
            if (window != null) {
                outstanding -= window.leave(member);
            }
        }
    }

    /**
     * Notes that {@code sender} sends a message and returns its number among its sender's, from 0.
     *
     * @param nowNanos since the run's origin, kept in milliseconds
     */
    public long send(int sender, long nowNanos) {
        SenderWindow window = window(sender);
        long sequence = window.next();
        outstanding += members - window.send(members, (int) (nowNanos / NANOS_PER_MILLI));
        return sequence;
    }

    /** Notes that the sender's message {@code sequence} arrived at {@code member}. */
    public Delivery arrive(int sender, long sequence, int member) {
        SenderWindow window = sender < windows.length ? windows[sender] : null;
        if (window == null || !present[member]) {
            return Delivery.UNKNOWN;
        }
        Delivery delivery = window.arrive(sequence, member);
        if (delivery == Delivery.IN_ORDER || delivery == Delivery.REORDERED) {
            outstanding--;
        }
        return delivery;
    }

    /**
     * The same for a message of a sender whose sending is not seen here: that the message, and those before it, have been
     * sent is learnt from its arrival.
     *
     * @param sentNanos since the run's origin, kept in milliseconds
     */
    public Delivery arriveFromElsewhere(int sender, long sequence, int member, long sentNanos) {
        if (sender >= windows.length || !present[member]) {
            return Delivery.UNKNOWN;
        }
        SenderWindow window = window(sender);
        long before = window.next();
        if (sequence >= before) {
            if (!window.isPlausible(sequence)) {
                return Delivery.UNKNOWN;
            }
            int abandoned = window.heard(sequence, members, (int) (sentNanos / NANOS_PER_MILLI));
            outstanding += (sequence + 1 - before) * members - abandoned;
        }
        return arrive(sender, sequence, member);
    }

    private SenderWindow window(int sender) {
        SenderWindow window = windows[sender];
        if (window == null) {
            window = new SenderWindow(windows.length, windowLimit);
            windows[sender] = window;
        }
        return window;
    }

    /** Whether this message has reached every member that is still there. */
    public boolean isComplete(int sender, long sequence) {
        SenderWindow window = windows[sender];
        return window != null && window.isComplete(sequence);
    }

    /** Is shown a message × member pair that has not arrived. */
    public interface Missing {
        /** @param sentNanos since the run's origin, in whole milliseconds */
        void missing(int member, long sentNanos);
    }

    /**
     * Shows what of the sender's messages from {@code firstSequence} on has not arrived at members that are there: what
     * is under way still, or lost; but for messages given up because too many had not arrived.
     */
    public void forEachMissing(int sender, long firstSequence, Missing missing) {
        SenderWindow window = windows[sender];
        if (window != null) {
            for (int member = 0; member < present.length; member++) {
                if (present[member]) {
                    int whose = member;
                    window.forEachMissing(
                            firstSequence, member, sentMillis -> missing.missing(whose, sentMillis * NANOS_PER_MILLI));
                }
            }
        }
    }

    /** Message × member pairs that may still arrive. */
    public long outstanding() {
        return outstanding;
    }
}
