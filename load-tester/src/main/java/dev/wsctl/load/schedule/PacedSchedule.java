package dev.wsctl.load.schedule;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The open model's send times: message {@code i} is due {@code i / rate} seconds after the start, whatever the server
 * does. Multiplied, not accumulated: a gap truncated to whole nanoseconds runs 10 µs fast every second at 30,000
 * messages/s.
 */
public final class PacedSchedule {

    private final double nanosPerMessage;
    private final long firstMeasured;
    private final long messages;

    /** @param messageLimit of measured messages; absent: as many as fit into {@code duration} */
    public PacedSchedule(double ratePerSecond, Duration warmUp, Duration duration, OptionalLong messageLimit) {
        nanosPerMessage = 1e9 / ratePerSecond;
        firstMeasured = firstAtOrAfter(warmUp.toNanos());
        long last = firstAtOrAfter(warmUp.plus(duration).toNanos());
        messages = messageLimit.isPresent() ? Math.min(last, firstMeasured + messageLimit.getAsLong()) : last;
    }

    private long firstAtOrAfter(long nanos) {
        long message = Math.max(0, (long) (nanos / nanosPerMessage) - 1);
        while (dueNanos(message) < nanos) {
            message++;
        }
        return message;
    }

    /** When message {@code i} is due, in nanoseconds after the start. */
    public long dueNanos(long i) {
        return (long) (i * nanosPerMessage);
    }

    /** The number of the first message that counts; those before it warm up. */
    public long firstMeasured() {
        return firstMeasured;
    }

    /** How many messages there are, those of the warm-up included. */
    public long messages() {
        return messages;
    }
}
