package dev.wsctl.load.ledger;

import java.util.function.LongConsumer;

/**
 * One sender's messages that have not reached every member yet: for each a bit a member and the number of those still
 * missing. Messages everyone has are forgotten from the front, so a healthy run keeps what is in flight and no more.
 *
 * <p>Memory: {@code 8·⌈members/64⌉ + 8} bytes for each message in the window. A lost message holds the window open; at
 * {@code limit} messages the oldest is given up, and arrives it still then, it is neither delivered nor duplicated.
 */
final class SenderWindow {

    private final int words;
    private final int limit;
    private long[] arrived;
    private int[] missing;
    /** When each was sent, in milliseconds since the run's origin: 24 days fit. */
    private int[] sentAt;
    /** The oldest message kept, and the one to be sent next. */
    private long oldest;

    private long next;
    /** Below this, messages were given up rather than completed. */
    private long givenUp;
    /** The latest message anyone has received, -1 for none. */
    private long latestArrived = -1;

    SenderWindow(int members, int limit) {
        words = (members + 63) >>> 6;
        this.limit = limit;
        arrived = new long[2 * words];
        missing = new int[2];
        sentAt = new int[2];
    }

    /** @return how many members will never be waited for any longer, because the oldest message was given up */
    int send(int members, int nowMillis) {
        int abandoned = 0;
        if (next - oldest == missing.length) {
            if (missing.length >= limit) {
                abandoned = missing[slot(oldest)];
                forget();
                givenUp = oldest;
                forgetCompleted();
            } else {
                grow();
            }
        }
        int slot = slot(next);
        missing[slot] = members;
        sentAt[slot] = nowMillis;
        next++;
        return abandoned;
    }

    /**
     * Notes that a sender whose sending is not seen here has sent everything up to {@code sequence}.
     *
     * @return like {@link #send}
     */
    int heard(long sequence, int members, int nowMillis) {
        int abandoned = 0;
        while (next <= sequence) {
            abandoned += send(members, nowMillis);
        }
        return abandoned;
    }

    /** Whether a message of this number can be: it is at most so far ahead as a window is long. */
    boolean isPlausible(long sequence) {
        return sequence < next + limit;
    }

    long next() {
        return next;
    }

    Delivery arrive(long sequence, int member) {
        if (sequence >= next || sequence < givenUp) {
            return Delivery.UNKNOWN;
        }
        if (sequence < oldest) {
            return Delivery.DUPLICATE;
        }
        int slot = slot(sequence);
        int word = slot * words + (member >>> 6);
        long bit = 1L << member;
        if ((arrived[word] & bit) != 0) {
            return Delivery.DUPLICATE;
        }
        arrived[word] |= bit;
        boolean overtaken = sequence < latestArrived && hasLater(sequence, member);
        latestArrived = Math.max(latestArrived, sequence);
        if (--missing[slot] == 0 && sequence == oldest) {
            forgetCompleted();
        }
        return overtaken ? Delivery.REORDERED : Delivery.IN_ORDER;
    }

    private boolean hasLater(long sequence, int member) {
        long bit = 1L << member;
        for (long later = sequence + 1; later <= latestArrived; later++) {
            if ((arrived[slot(later) * words + (member >>> 6)] & bit) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Stops waiting for a member; returns for how many messages it was waited. */
    int leave(int member) {
        int waited = 0;
        long bit = 1L << member;
        for (long sequence = oldest; sequence < next; sequence++) {
            int slot = slot(sequence);
            if ((arrived[slot * words + (member >>> 6)] & bit) == 0 && missing[slot] > 0) {
                missing[slot]--;
                waited++;
            }
        }
        forgetCompleted();
        return waited;
    }

    /** Shows when each message from {@code first} on was sent that has not arrived at {@code member}, in milliseconds. */
    void forEachMissing(long first, int member, LongConsumer sentMillis) {
        for (long sequence = Math.max(oldest, first); sequence < next; sequence++) {
            int slot = slot(sequence);
            if ((arrived[slot * words + (member >>> 6)] & 1L << member) == 0) {
                sentMillis.accept(sentAt[slot]);
            }
        }
    }

    boolean isComplete(long sequence) {
        return sequence < oldest || (sequence < next && missing[slot(sequence)] == 0);
    }

    private void forgetCompleted() {
        while (oldest < next && missing[slot(oldest)] == 0) {
            forget();
        }
    }

    private void forget() {
        int slot = slot(oldest);
        java.util.Arrays.fill(arrived, slot * words, (slot + 1) * words, 0);
        missing[slot] = 0;
        oldest++;
    }

    private void grow() {
        long[] bits = new long[arrived.length * 2];
        int[] counts = new int[missing.length * 2];
        int[] times = new int[missing.length * 2];
        for (long sequence = oldest; sequence < next; sequence++) {
            int from = slot(sequence);
            int to = (int) (sequence & (counts.length - 1));
            System.arraycopy(arrived, from * words, bits, to * words, words);
            counts[to] = missing[from];
            times[to] = sentAt[from];
        }
        arrived = bits;
        missing = counts;
        sentAt = times;
    }

    private int slot(long sequence) {
        return (int) (sequence & (missing.length - 1));
    }
}
