package dev.wsctl.load.engine;

import java.util.Arrays;

/** When one client was not there, or did not read: pairs of nanoseconds since the run's origin. */
final class Absences {

    private long[] times = new long[2];
    private int count;

    void begin(long nanos) {
        if (!isNow()) {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = nanos;
        }
    }

    void end(long nanos) {
        if (isNow()) {
            times[count++] = nanos;
        }
    }

    boolean isNow() {
        return count % 2 == 1;
    }

    /**
     * Whether a message sent then may be missing because of an absence.
     *
     * @param underWayNanos what was sent this long before one was under way still, and may be lost for the same reason
     */
    boolean explain(long sentNanos, long underWayNanos) {
        for (int i = 0; i < count; i += 2) {
            long until = i + 1 < count ? times[i + 1] : Long.MAX_VALUE;
            if (sentNanos >= times[i] - underWayNanos && sentNanos <= until) {
                return true;
            }
        }
        return false;
    }
}
