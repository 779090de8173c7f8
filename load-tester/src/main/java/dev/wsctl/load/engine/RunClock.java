package dev.wsctl.load.engine;

/** Time on one event loop, in nanoseconds since the run's origin, and which part of it counts. */
final class RunClock {

    private final StageTimes times;
    private final CaughtUp caughtUp;
    private long origin;
    private long measureFrom = Long.MAX_VALUE;
    private long measureTo = Long.MAX_VALUE;
    private long readTime;
    private long readLag;

    RunClock(StageTimes times, CaughtUp caughtUp) {
        this.times = times;
        this.caughtUp = caughtUp;
    }

    void start(long originNanos, long measureFromNanos, long measureToNanos) {
        origin = originNanos;
        measureFrom = measureFromNanos;
        measureTo = measureToNanos;
        readTime = System.nanoTime();
    }

    /** Whether it is known yet what counts, and from when. */
    boolean isStarted() {
        return measureFrom != Long.MAX_VALUE;
    }

    long now() {
        return System.nanoTime() - origin;
    }

    /** A socket read begins: everything it brings arrives now. */
    void read() {
        long nanoTime = System.nanoTime();
        readTime = nanoTime;
        readLag = nanoTime - caughtUp.since(nanoTime);
    }

    /** As if that read were now, which was the latest at that time. */
    void readAgain(long nanoTime) {
        readTime = nanoTime;
        readLag = 0;
    }

    /** The latest read, as {@link System#nanoTime}. */
    long readTime() {
        return readTime;
    }

    /** At most this long the bytes being looked at waited for this loop to read them. */
    long readLag() {
        return readLag;
    }

    /** How long ago this loop had read all there was. */
    long behind() {
        long nanoTime = System.nanoTime();
        return nanoTime - caughtUp.since(nanoTime);
    }

    /** When the bytes being looked at arrived. */
    long readAt() {
        return readTime - origin;
    }

    /** The run ends early. */
    void end() {
        measureTo = Math.min(measureTo, now());
    }

    /** Whether a message of this intended time counts, or warms up. */
    boolean isMeasured(long intended) {
        return intended >= measureFrom;
    }

    /** The stage a moment belongs to. */
    int stage(long nanos) {
        return times.at(nanos);
    }

    long stageStart(int stage) {
        return times.start(stage);
    }

    long measureFrom() {
        return measureFrom;
    }

    long measureTo() {
        return measureTo;
    }
}
