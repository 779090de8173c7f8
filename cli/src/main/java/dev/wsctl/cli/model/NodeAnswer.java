package dev.wsctl.cli.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A node of Redis that was asked, and whether it answered.
 *
 * @param answer how long a PING took; null when it gave none
 * @param problem why it gave none; empty otherwise
 */
public record NodeAnswer(
        String address, Role role, @Nullable Duration answer, String problem) {
    /** A healthy node answers within a few milliseconds, wherever it is; people notice this. */
    private static final Duration LATE = Duration.ofMillis(100);

    public enum Role {
        MASTER,
        REPLICA
    }

    /** How it answered. */
    public enum State {
        ANSWERED,
        LATE,
        MISSING
    }

    public State state() {
        if (answer == null) {
            return State.MISSING;
        }
        return answer.compareTo(LATE) > 0 ? State.LATE : State.ANSWERED;
    }
}
