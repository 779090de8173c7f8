package dev.wsctl.server.broker;

import java.time.Duration;

/**
 * Time as an event loop lives it: what it stood still, because the process was stopped, starved of CPU or collecting
 * garbage, passes as a moment. An answer that came meanwhile lies unread in the socket, so a deadline measured by the
 * wall's clock would take a well connection for a dead one, and lose what is under way on it. For one event loop.
 */
final class LoopTime {

    private final long mostNanos;
    private long livedNanos;
    private long lastNanos;

    /**
     * @param tick how often the loop is to call {@link #tick}
     * @param nowNanos by {@link System#nanoTime}
     */
    LoopTime(Duration tick, long nowNanos) {
        mostNanos = 2 * tick.toNanos();
        lastNanos = nowNanos;
    }

    void tick(long nowNanos) {
        livedNanos = at(nowNanos);
        lastNanos = nowNanos;
    }

    /** Nanoseconds the loop has lived. */
    long at(long nowNanos) {
        return livedNanos + Math.min(nowNanos - lastNanos, mostNanos);
    }
}
