package dev.wsctl.cli.check;

import java.time.Duration;

/**
 * Where a round trip to Redis stops being well; both apply to p99.
 *
 * @param origin where the limits come from, for people
 */
public record LatencyLimits(Duration warn, Duration crit, String origin) {
    /** C11: under 5 ms on one site, under 50 ms across regions. */
    public static final LatencyLimits SAME_SITE =
            new LatencyLimits(Duration.ofMillis(5), Duration.ofMillis(50), "same site");

    /** Four times C11's figure for another region is engineering judgement. */
    public static final LatencyLimits REMOTE =
            new LatencyLimits(Duration.ofMillis(50), Duration.ofMillis(200), "remote site");
}
