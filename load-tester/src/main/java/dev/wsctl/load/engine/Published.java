package dev.wsctl.load.engine;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;

/** What one event loop lets other threads know while it runs. Written by that loop, a hundred times a second. */
final class Published {

    private final LongAccumulator worstSendLag = new LongAccumulator(Math::max, 0);
    private final LongAccumulator worstLoopLag = new LongAccumulator(Math::max, 0);
    private final AtomicLongArray deliveredTo;
    private volatile long sent;
    private volatile long delivered;
    private volatile long promised;
    private volatile long outstanding;
    private volatile boolean doneSending;

    Published(int targets) {
        deliveredTo = new AtomicLongArray(targets);
    }

    /** The loop was so late for its own timer, and the latest message left so late. Nanoseconds. */
    void lagged(long loopNanos, long sendNanos) {
        worstLoopLag.accumulate(loopNanos);
        worstSendLag.accumulate(sendNanos);
    }

    void counts(Outbox outbox, Arrivals arrivals, long underWay, boolean allSent) {
        sent = outbox.sent();
        delivered = arrivals.delivered();
        promised = outbox.promised();
        for (int target = 0; target < deliveredTo.length(); target++) {
            deliveredTo.set(target, arrivals.deliveredTo(target));
        }
        outstanding = underWay;
        doneSending = allSent;
    }

    long sent() {
        return sent;
    }

    long delivered() {
        return delivered;
    }

    long deliveredTo(int target) {
        return deliveredTo.get(target);
    }

    /** Deliveries that follow from what was sent by now, in all processes. */
    long promised() {
        return promised;
    }

    /** Nanoseconds, since the last call. */
    long takeWorstSendLag() {
        return worstSendLag.getThenReset();
    }

    /** Nanoseconds, since the last call. */
    long takeWorstLoopLag() {
        return worstLoopLag.getThenReset();
    }

    /** Message × member pairs that may still arrive. */
    long outstanding() {
        return outstanding;
    }

    boolean isDoneSending() {
        return doneSending;
    }
}
