package dev.wsctl.cli.model;

import java.time.Duration;

/**
 * The moment by which something must have ended, on the monotonic clock.
 *
 * @param total how long was allowed in all, for messages
 */
public record Deadline(long atNanos, Duration total) {
    public static Deadline after(Duration total) {
        return new Deadline(System.nanoTime() + total.toNanos(), total);
    }

    /** Zero or negative once it has passed. */
    public long remainingNanos() {
        return atNanos - System.nanoTime();
    }

    public boolean expired() {
        return remainingNanos() <= 0;
    }

    /** This deadline or one {@code budget} from now, whichever comes first. */
    public Deadline atMost(Duration budget) {
        Deadline other = after(budget);
        return other.atNanos - atNanos < 0 ? other : this;
    }

    /** An equal part of what remains, when {@code parties} are still to be served: one that is silent leaves the others theirs. */
    public Deadline share(int parties) {
        return parties <= 1 ? this : after(Duration.ofNanos(Math.max(0, remainingNanos()) / parties));
    }

    /** For APIs that take whole milliseconds and read 0 as "for ever": at least 1. */
    public int remainingMillis() {
        long millis = remainingNanos() / 1_000_000;
        return (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE));
    }
}
