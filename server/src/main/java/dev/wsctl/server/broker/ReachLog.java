package dev.wsctl.server.broker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line in the log when the Redis that keeps sessions is reached, and one when it is not any more. For where no messages
 * go through it, whose lane would say so. Belongs to one event loop.
 */
final class ReachLog {

    private static final Logger LOG = LoggerFactory.getLogger(ReachLog.class);

    private enum State {
        UNKNOWN,
        REACHED,
        AWAY
    }

    private final String label;
    private State state = State.UNKNOWN;

    /** @param label which Redis, without secrets */
    ReachLog(String label) {
        this.label = label;
    }

    void reached() {
        if (state != State.REACHED) {
            state = State.REACHED;
            LOG.info("Connected to {}: sessions are shared between instances", label);
        }
    }

    void away(String reason) {
        if (state != State.AWAY) {
            state = State.AWAY;
            LOG.warn("Sessions stay on this instance: {} is out of reach ({})", label, reason);
        }
    }
}
