package dev.wsctl.server.transport;

import dev.wsctl.server.protocol.CloseCode;
import java.net.SocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clients can make this instance log, as fast as they like: of each kind one line in a while, with the number of those
 * held back. Thread-safe.
 */
final class ClientLog {

    private static final Logger LOG = LoggerFactory.getLogger(ClientLog.class);

    private final LogLimit refusals = new LogLimit(Duration.ofSeconds(10));
    private final LogLimit violations = new LogLimit(Duration.ofSeconds(10));
    private final LogLimit failures = new LogLimit(Duration.ofSeconds(1));

    /** A connection was turned down before it was one. */
    void refused(SocketAddress client, String why) {
        long heldBack = refusals.pass();
        if (heldBack >= 0) {
            LOG.warn("Refused {}: {} ({} more not logged)", client, why, heldBack);
        }
    }

    /** A client broke a rule. */
    void violated(SocketAddress client, CloseCode code) {
        long heldBack = violations.pass();
        if (heldBack >= 0) {
            LOG.warn("Closing {} with {}, {} ({} more not logged)", client, code.code(), code.reason(), heldBack);
        }
    }

    /**
     * What should never happen: our own fault.
     *
     * @param where what was at work
     */
    void failed(String where, Throwable cause) {
        long heldBack = failures.pass();
        if (heldBack >= 0) {
            LOG.error("{} failed ({} more not shown)", where, heldBack, cause);
        }
    }
}
