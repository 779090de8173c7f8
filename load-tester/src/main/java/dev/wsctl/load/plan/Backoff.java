package dev.wsctl.load.plan;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long a client waits before it tries to reconnect: a random part of a time that begins with {@code first} and doubles
 * with each attempt up to {@code longest}, so that not all come back together.
 */
public record Backoff(Duration first, Duration longest) {

    /** What clients usually do. */
    public static final Backoff USUAL = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));

    private static final int MOST_DOUBLINGS = 20;

    /** @throws PlanException if it is no time, or ends before it begins */
    public Backoff {
        if (first.toMillis() < 1 || longest.compareTo(first) < 0 || longest.compareTo(Duration.ofHours(1)) > 0) {
            throw new PlanException(
                    "a backoff is from 1 ms to 1 h, and its longest wait is not shorter than its first",
                    "For example 500ms..10s.");
        }
    }

    /** @param failed attempts since the connection ended */
    public long waitNanos(int failed, SplittableRandom random) {
        long bound = first.toNanos() << Math.min(MOST_DOUBLINGS, failed);
        long capped = bound <= 0 ? longest.toNanos() : Math.min(longest.toNanos(), bound);
        return 1 + random.nextLong(capped);
    }
}
