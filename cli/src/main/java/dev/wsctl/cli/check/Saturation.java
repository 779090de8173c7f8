package dev.wsctl.cli.check;

import dev.wsctl.cli.model.RedisLoad;
import dev.wsctl.cli.model.RunSummary;
import java.util.Locale;

/**
 * What was at its limit in a load test, as far as it can be told from where the load was made.
 *
 * @param what {@code nothing}, or who
 * @param why the figure that says so; empty for nothing
 */
public record Saturation(String what, String why) {
    /** Redis works on one processor: above this it has none left. So has a machine whose processors are that busy. */
    private static final double BUSY_PERCENT = 90;

    private static final double SHORT = 0.95;
    private static final String GENERATOR = "the generator";

    public boolean isNone() {
        return why.isEmpty();
    }

    /** Who and why; what the generator says of itself names it already. */
    public String text() {
        return isNone() ? what : what.equals(GENERATOR) ? why : what + ": " + why;
    }

    /** The generator first: what it spoilt says nothing about anybody else. */
    public static Saturation of(RunSummary run) {
        if (!run.invalidReasons().isEmpty()) {
            return new Saturation(GENERATOR, run.invalidReasons().get(0));
        }
        RedisLoad redis = run.redis();
        if (redis != null && redis.cpuPercent() > BUSY_PERCENT) {
            return new Saturation("Redis", percent("its processor was %.0f %% busy", redis.cpuPercent()));
        }
        long fair = run.expected() - run.explained() - run.unheard();
        if (fair > 0 && run.delivered() < SHORT * fair) {
            return new Saturation(
                    "the servers", percent("%.1f %% of the deliveries arrived", 100.0 * run.delivered() / fair));
        }
        double asked = run.offeredPerSecond();
        if (run.sentPerSecond() < SHORT * asked) {
            return new Saturation(
                    "the servers", percent("they took %.1f %% of the messages", 100 * run.sentPerSecond() / asked));
        }
        return run.cpuPercent() > BUSY_PERCENT
                ? new Saturation("this machine", percent("the generator alone kept it %.0f %% busy", run.cpuPercent()))
                : new Saturation("nothing", "");
    }

    private static String percent(String text, double value) {
        return String.format(Locale.ROOT, text, value);
    }
}
