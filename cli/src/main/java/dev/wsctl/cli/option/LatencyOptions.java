package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.WsctlException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What {@code latency} measures, how often, and how it tells. */
public final class LatencyOptions {
    private static final Duration DEFAULT_DURATION = Duration.ofSeconds(2);
    private static final long DEFAULT_COUNT = 1000;
    /** As redis-cli does: often enough to catch what lasts 10 ms, rare enough not to be load. */
    private static final Duration PACE = Duration.ofMillis(10);

    @Option(
            names = "--history",
            arity = "0..1",
            fallbackValue = "5s",
            paramLabel = "INTERVAL",
            converter = Durations.class,
            description = "A line every INTERVAL (5s), of samples taken all the time, every 10 ms.")
    private @Nullable Duration history;

    @Option(
            names = {"-w", "--watch"},
            arity = "0..1",
            fallbackValue = "5s",
            paramLabel = "INTERVAL",
            converter = Durations.class,
            description = "Measure again every INTERVAL (5s) until Ctrl-C.")
    private @Nullable Duration watch;

    @Option(
            names = "--stat",
            arity = "0..1",
            fallbackValue = "1s",
            paramLabel = "INTERVAL",
            converter = Durations.class,
            description = "Instead: a line every INTERVAL (1s) with keys, memory, clients, blocked clients, requests "
                    + "and connections, as redis-cli --stat prints them.")
    private @Nullable Duration stat;

    private long rounds;

    @Option(names = "--distribution", description = "Show how the samples spread, too.")
    private boolean distribution;

    @Option(
            names = "--pooled-vs-unpooled",
            description = "Instead: what a connection for every command costs, against one that stays open.")
    private boolean comparison;

    private @Nullable Long count;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Measure no longer than this. Default: 2s; with --count, as long as that takes.")
    private @Nullable Duration duration;

    @Option(names = "--read-only", description = "Write nothing: leaves out SET.")
    private boolean readOnly;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "Samples of each operation; of connecting a tenth. Default: 1000; with --duration, as many "
                    + "as fit.")
    void count(long samples) {
        count = positive(samples, "samples");
    }

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "With --history, --watch or --stat: stop after N of them.")
    void rounds(int newRounds) {
        rounds = positive(newRounds, "rounds");
    }

    private static long positive(long value, String what) {
        if (value < 1) {
            throw new TypeConversionException("'" + value + "' " + what + " make no sense; try 10");
        }
        return value;
    }

    /** Refuses what doesn't go together. */
    public void check() {
        int modes = (history == null ? 0 : 1) + (stat == null ? 0 : 1) + (comparison ? 1 : 0);
        if (modes > 1) {
            throw WsctlException.usage(
                    "--history, --stat and --pooled-vs-unpooled are different views", "one of them at a time");
        }
        if (watch != null && (history != null || stat != null)) {
            throw WsctlException.usage("--history and --stat watch already", "leave out --watch");
        }
        if (history != null && (count != null || duration != null)) {
            throw WsctlException.usage(
                    "with --history the interval says how long to measure",
                    "--history 10s, without --count, --duration");
        }
    }

    public boolean stat() {
        return stat != null;
    }

    public boolean history() {
        return history != null;
    }

    public boolean distribution() {
        return distribution;
    }

    public boolean comparison() {
        return comparison;
    }

    public boolean readOnly() {
        return readOnly;
    }

    public WatchOptions watching() {
        Duration interval = stat != null ? stat : history != null ? history : watch;
        if (interval != null) {
            return WatchOptions.every(interval, rounds);
        }
        if (rounds > 0) {
            throw WsctlException.usage("--rounds of what?", "--watch, --history or --stat with it");
        }
        return new WatchOptions();
    }

    public long samples() {
        return count != null ? count : duration != null || history != null ? Long.MAX_VALUE : DEFAULT_COUNT;
    }

    public Duration pause() {
        return history == null ? Duration.ZERO : PACE;
    }

    /** Longer than anybody waits without a word, and not a history that speaks for itself. */
    public boolean takesLong() {
        return duration != null && duration.toMillis() > 1000;
    }

    public Duration duration() {
        if (history != null) {
            return history;
        }
        // "As long as that takes" ends some time, too: a thousand samples a second are fewer than any Redis near gives.
        return duration != null
                ? duration
                : count != null ? Duration.ofMillis(Math.max(2_000, Math.min(count, 3_600_000))) : DEFAULT_DURATION;
    }
}
