package dev.wsctl.server.transport;

/** A token bucket that needs two fields and no timer. For one thread. */
final class RateLimit {

    private final int perSecond;
    private final int burst;
    private double tokens;
    private long filledAtNanos;

    /** @param perSecond 0 is no limit */
    RateLimit(int perSecond, int burst, long nowNanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filledAtNanos = nowNanos;
    }

    /** Whether one more is within the limit. */
    boolean tryTake(long nowNanos) {
        if (perSecond == 0) {
            return true;
        }
        tokens = Math.min(burst, tokens + (nowNanos - filledAtNanos) * 1e-9 * perSecond);
        filledAtNanos = nowNanos;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
