package dev.wsctl.cli.source;

import java.time.Duration;

/** Durations in error messages. */
final class Seconds {
    private Seconds() {}

    /** {@code 5 s} or {@code 250 ms}. */
    static String of(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
