package dev.wsctl.cli.option;

import dev.wsctl.cli.check.LatencyLimits;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How fast is fast enough. */
public final class LatencyLimitOptions implements ContextDefaults {
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

    private Supplier<ContextSettings> settings = () -> ContextSettings.NONE;

    @Override
    public void defaults(Supplier<ContextSettings> newSettings) {
        settings = newSettings;
    }

    /** Option, else context, else what is usual for the site. */
    public LatencyLimits limits() {
        LatencyLimits usual = site == Site.SAME ? LatencyLimits.SAME_SITE : LatencyLimits.REMOTE;
        Duration contextWarn = ContextThreshold.duration(settings.get(), "latency.warn");
        Duration contextCrit = ContextThreshold.duration(settings.get(), "latency.crit");
        Duration givenWarn = warn != null ? warn : contextWarn;
        Duration givenCrit = crit != null ? crit : contextCrit;
        Duration lower = givenWarn == null ? usual.warn() : givenWarn;
        Duration upper = givenCrit == null ? usual.crit() : givenCrit;
        if (lower.compareTo(upper) > 0) {
            // With one of them given, the other's default must not contradict it.
            if (givenWarn != null && givenCrit != null) {
                throw WsctlException.usage("--warn is above --crit", "--warn 5ms --crit 50ms");
            }
            lower = givenCrit != null ? givenCrit : lower;
            upper = givenWarn != null ? givenWarn : upper;
        }
        return new LatencyLimits(lower, upper, origin(usual, givenWarn != null || givenCrit != null));
    }

    private String origin(LatencyLimits usual, boolean given) {
        if (!given) {
            return usual.origin();
        }
        return warn != null || crit != null
                ? "--warn, --crit"
                : "context " + settings.get().name();
    }
}
