package dev.wsctl.server.broker;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Delays between attempts: growing, so that a Redis in trouble gets air, and jittered, so that instances don't come in step (B6). */
final class Backoff {

    private final long minNanos;
    private final long maxNanos;
    private final DoubleSupplier random;
    private int failures;

    /** @param random uniform in [0, 1) */
    Backoff(Duration min, Duration max, DoubleSupplier random) {
        this.minNanos = min.toNanos();
        this.maxNanos = max.toNanos();
        this.random = random;
    }

    /** The delay before the next attempt: between half of and the whole of a bound that doubles each time. */
    Duration next() {
        long bound = Math.min(maxNanos, minNanos << Math.min(failures, 20));
        failures++;
        return Duration.ofNanos((long) (bound * (0.5 + random.getAsDouble() / 2)));
    }

    void reset() {
        failures = 0;
    }
}
