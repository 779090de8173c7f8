package dev.wsctl.cli.model;

import java.time.Duration;

/**
 * One step of a staged check.
 *
 * @param elapsed zero when skipped
 * @param hint what to try when it failed; empty otherwise
 */
public record Stage(String name, Result result, Duration elapsed, String detail, String hint) {
    public enum Result {
        OK(Status.OK),
        WARNING(Status.WARNING),
        FAILED(Status.CRITICAL),
        UNKNOWN(Status.UNKNOWN),
        /** Left out on request, or because an earlier stage failed. Says nothing either way. */
        SKIPPED(Status.OK);

        private final Status status;

        Result(Status status) {
            this.status = status;
        }

        public Status status() {
            return status;
        }
    }

    public static Stage ok(String name, Duration elapsed, String detail) {
        return new Stage(name, Result.OK, elapsed, detail, "");
    }

    public static Stage skipped(String name, String reason) {
        return new Stage(name, Result.SKIPPED, Duration.ZERO, reason, "");
    }
}
