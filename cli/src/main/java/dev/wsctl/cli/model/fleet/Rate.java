package dev.wsctl.cli.model.fleet;

/**
 * How fast a counter grows.
 *
 * @param value when it was seen to change last
 * @param atNanos when that was
 * @param perSecond NaN before the second value
 */
public record Rate(double value, long atNanos, double perSecond) {
    public static Rate first(double value, long atNanos) {
        return new Rate(value, atNanos, Double.NaN);
    }

    /** @param holdNanos for how long an unchanged value means that nobody has looked again, rather than that nothing grows */
    public Rate next(double now, long nowNanos, long holdNanos) {
        double seconds = (nowNanos - atNanos) / 1e9;
        if (seconds <= 0 || (now == value && nowNanos - atNanos <= holdNanos)) {
            return this;
        }
        // A counter that went back has begun anew.
        double grown = now < value ? now : now - value;
        return new Rate(now, nowNanos, grown / seconds);
    }
}
