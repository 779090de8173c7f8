package dev.wsctl.load.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The open model's send times: when each message is due, whatever the server does. Within a stretch of even pace message
 * {@code i} is due {@code i / rate} seconds after its start; where the pace changes evenly, where the area below it has
 * reached {@code i}. Computed, not accumulated: a gap truncated to whole nanoseconds runs 10 µs fast every second at
 * 30,000 messages/s.
 */
public final class PacedSchedule {

    /** When a message is due that is never sent. */
    public static final long NEVER = Long.MAX_VALUE;

    /** A stretch of time, with the messages a second at its beginning and at its end. */
    public record Pace(Duration length, double from, double to) {}

    /** @param first how many messages come before it; a fraction: its first message is the next whole number */
    private record Segment(long startNanos, long lengthNanos, double from, double to, double first) {
        double end() {
            return first + (from + to) / 2 * (lengthNanos / 1e9);
        }

        boolean isEven() {
            return from == to;
        }

        long due(long i) {
            double messages = Math.max(0, i - first);
            if (isEven()) {
                return startNanos + (long) (messages * (1e9 / from));
            }
            double bend = 2 * (to - from) / (lengthNanos / 1e9);
            double seconds = 2 * messages / (from + Math.sqrt(Math.max(0, from * from + bend * messages)));
            return startNanos + (long) (seconds * 1e9);
        }
    }

    private final List<Segment> segments = new ArrayList<>();
    private final long firstMeasured;
    private final long messages;

    /**
     * @param paces one after the other
     * @param warmUp the beginning that doesn't count
     * @param messageLimit of measured messages; absent: as many as fit
     */
    public PacedSchedule(List<Pace> paces, Duration warmUp, OptionalLong messageLimit) {
        long end = 0;
        for (Pace pace : paces) {
            append(pace, end);
            end += pace.length().toNanos();
        }
        firstMeasured = before(warmUp.toNanos());
        long last = before(end);
        messages = messageLimit.isPresent() ? Math.min(last, firstMeasured + messageLimit.getAsLong()) : last;
    }

    /** One pace throughout. */
    public PacedSchedule(double ratePerSecond, Duration warmUp, Duration duration, OptionalLong messageLimit) {
        this(List.of(new Pace(warmUp.plus(duration), ratePerSecond, ratePerSecond)), warmUp, messageLimit);
    }

    private void append(Pace pace, long start) {
        Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
        if (last == null) {
            segments.add(new Segment(start, pace.length().toNanos(), pace.from(), pace.to(), 0));
        } else if (last.isEven() && pace.from() == last.to() && pace.to() == last.to()) {
            // The same pace goes on: no seam, so that a warm-up doesn't shift what follows.
            segments.set(
                    segments.size() - 1,
                    new Segment(
                            last.startNanos(),
                            last.lengthNanos() + pace.length().toNanos(),
                            last.from(),
                            last.to(),
                            last.first()));
        } else {
            segments.add(new Segment(start, pace.length().toNanos(), pace.from(), pace.to(), last.end()));
        }
    }

    /** How many messages are due before this time, in nanoseconds after the start. */
    public long before(long nanos) {
        long message = 0;
        for (Segment segment : segments) {
            if (segment.startNanos() < nanos) {
                double share = Math.min(1, (double) (nanos - segment.startNanos()) / segment.lengthNanos());
                double atEnd = segment.from() + (segment.to() - segment.from()) * share;
                double count = (segment.from() + atEnd) / 2 * share * (segment.lengthNanos() / 1e9);
                message = Math.max(0, (long) (segment.first() + count) - 1);
            }
        }
        while (dueNanos(message) < nanos) {
            message++;
        }
        return message;
    }

    /** When message {@code i} is due, in nanoseconds after the start; {@link #NEVER} if there is none of that number. */
    public long dueNanos(long i) {
        for (Segment segment : segments) {
            if (i < segment.end()) {
                return segment.due(i);
            }
        }
        return NEVER;
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
