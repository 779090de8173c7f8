package dev.wsctl.cli.source;

/**
 * Redis' clock as seen from here, from the quickest of some round trips of TIME: Redis read it somewhere between question
 * and answer, so it is known to half a round trip.
 *
 * @param offsetNanos {@link System#nanoTime} plus this is Redis' time
 * @param errorNanos how far off that may be
 */
record RedisClock(long offsetNanos, long errorNanos) {
    private static final int ROUND_TRIPS = 25;

    static RedisClock read(RedisNode node) {
        RedisClock best = new RedisClock(0, Long.MAX_VALUE);
        for (int i = 0; i < ROUND_TRIPS; i++) {
            long asked = System.nanoTime();
            long redis = node.clockMicros();
            long answered = System.nanoTime();
            RedisClock clock = of(asked, answered, redis);
            best = clock.errorNanos < best.errorNanos ? clock : best;
        }
        return best;
    }

    private static RedisClock of(long asked, long answered, long redisMicros) {
        long half = (answered - asked) / 2;
        // TIME counts whole microseconds.
        return new RedisClock(redisMicros * 1_000 - (asked + half), half + 1_000);
    }

    /** How far times told by this clock may be off by now, the clocks having run apart since. */
    long errorNanos(RedisClock now) {
        return Math.max(errorNanos, now.errorNanos) + Math.abs(now.offsetNanos - offsetNanos);
    }
}
