package dev.wsctl.load.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * A part of a run with a name, a length and a pace of its own.
 *
 * @param name as the report calls it; {@code [A-Za-z0-9_-]}, unlike those of the other stages
 * @param length how long messages are sent in it
 * @param fromRate messages a second at its beginning; of no meaning in the closed model
 * @param toRate and at its end; between them the pace changes evenly
 * @param disturbance what is done to clients, servers or Redis when it begins, and undone when it ends
 */
public record Stage(
        String name, Kind kind, Duration length, double fromRate, double toRate, Optional<Disturbance> disturbance) {

    /** What a stage is for. All but the warm-up are measured together; each has figures of its own. */
    public enum Kind {
        /** Only the first stage: connections, just-in-time compilers and caches get warm, and nothing of it counts. */
        WARM_UP,
        RAMP,
        HOLD,
        /** Clients are disturbed. */
        STORM,
        /** Servers or Redis are disturbed. */
        FAULT,
        COOL_DOWN;

        /** As it stands in a plan and in a report: {@code warm-up}. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private static final double FASTEST = 1e7;

    /** @throws PlanException if a stage cannot be so */
    public Stage {
        if (!name.matches("[A-Za-z0-9_-]{1,40}")) {
            throw new PlanException(
                    "the name of a stage has 1 to 40 letters, digits, '-' or '_'", "For example name: restart-a.");
        }
        if (length.isNegative() || length.isZero()) {
            throw new PlanException("stage " + name + " must last longer than nothing", "For example for: 30s.");
        }
        if (!(fromRate >= 0 && toRate >= 0 && fromRate <= FASTEST && toRate <= FASTEST)) {
            throw new PlanException(
                    "stage " + name + ": rate must be from 0 to 10,000,000 messages a second",
                    "Give the messages sent a second over all senders.");
        }
    }

    /** One of an even pace, undisturbed. */
    public static Stage even(String name, Kind kind, Duration length, double rate) {
        return new Stage(name, kind, length, rate, rate, Optional.empty());
    }
}
