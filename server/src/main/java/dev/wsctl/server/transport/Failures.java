package dev.wsctl.server.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what should never happen, at most once a second: clients can repeat it as fast as they like. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());
    private static final AtomicLong SUPPRESSED = new AtomicLong();

    private Failures() {}

    /** @param where what was at work */
    static void report(String where, Throwable cause) {
        long now = System.nanoTime();
        long next = NEXT.get();
        if (now - next >= 0 && NEXT.compareAndSet(next, now + PAUSE)) {
            LOG.error("{} failed ({} more not shown)", where, SUPPRESSED.getAndSet(0), cause);
        } else {
            SUPPRESSED.incrementAndGet();
        }
    }
}
