package dev.wsctl.cli.option;

import dev.wsctl.cli.check.LatencyLimits;
import dev.wsctl.cli.exit.WsctlException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How fast is fast enough. */
public final class LatencyLimitOptions {
    /** How far away Redis is. */
    public enum Site {
        SAME,
        REMOTE
    }

    @Option(
            names = "--site",
            paramLabel = "WHERE",
            description = "same: warning above 5 ms, critical above 50 ms, at p99. remote: 50 and 200 ms. "
                    + "Default: same.")
    private Site site = Site.SAME;

    @Option(names = "--warn", paramLabel = "TIME", converter = Durations.class, description = "WARNING above this p99.")
    private @Nullable Duration warn;

    @Option(
            names = "--crit",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "CRITICAL above this p99.")
    private @Nullable Duration crit;

    public LatencyLimits limits() {
        LatencyLimits usual = site == Site.SAME ? LatencyLimits.SAME_SITE : LatencyLimits.REMOTE;
        Duration lower = warn == null ? usual.warn() : warn;
        Duration upper = crit == null ? usual.crit() : crit;
        if (lower.compareTo(upper) > 0) {
            // With one of them given, the other's default must not contradict it.
            if (warn != null && crit != null) {
                throw WsctlException.usage("--warn is above --crit", "--warn 5ms --crit 50ms");
            }
            lower = crit != null ? crit : lower;
            upper = warn != null ? warn : upper;
        }
        return new LatencyLimits(lower, upper, warn == null && crit == null ? usual.origin() : "--warn, --crit");
    }
}
