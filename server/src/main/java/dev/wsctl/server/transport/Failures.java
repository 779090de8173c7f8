package dev.wsctl.server.transport;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what should never happen, at most once a second: clients can repeat it as fast as they like. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final LogLimit LIMIT = new LogLimit(Duration.ofSeconds(1));

    private Failures() {}

    /** @param where what was at work */
    static void report(String where, Throwable cause) {
        long heldBack = LIMIT.pass();
        if (heldBack >= 0) {
            LOG.error("{} failed ({} more not shown)", where, heldBack, cause);
        }
    }
}
