package dev.wsctl.server.transport;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** For lines that anybody can cause as often as they like: lets one through in a while, counts the others. Thread-safe. */
final class LogLimit {

    private final long pauseNanos;
    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final AtomicLong heldBack = new AtomicLong();

    LogLimit(Duration pause) {
        this.pauseNanos = pause.toNanos();
    }

    /** How many lines were held back since the last one; -1 if this one is to be held back. */
    long pass() {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + pauseNanos)) {
            return heldBack.getAndSet(0);
        }
        heldBack.incrementAndGet();
        return -1;
    }
}
