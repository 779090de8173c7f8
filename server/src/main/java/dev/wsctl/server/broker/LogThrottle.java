package dev.wsctl.server.broker;

import java.util.concurrent.TimeUnit;

/** Lets one line through in 10 s and counts what it held back. For one thread. */
final class LogThrottle {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long quietUntil = System.nanoTime();
    private long heldBack;

    /** The number of lines held back since the last one; -1 if this one is to be held back. */
    long pass() {
        long now = System.nanoTime();
        if (now - quietUntil < 0) {
            heldBack++;
            return -1;
        }
        quietUntil = now + PAUSE_NANOS;
        long held = heldBack;
        heldBack = 0;
        return held;
    }
}
