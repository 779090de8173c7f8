package dev.wsctl.cli.option;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Repeat a command. */
public final class WatchOptions {
    @Option(
            names = {"-w", "--watch"},
            arity = "0..1",
            fallbackValue = "5s",
            paramLabel = "INTERVAL",
            converter = Durations.class,
            description = "Repeat every INTERVAL (5s) until Ctrl-C.")
    private @Nullable Duration interval;

    private int count;

    @Option(names = "--count", paramLabel = "N", description = "With --watch: stop after N rounds.")
    void count(int rounds) {
        if (rounds < 1) {
            throw new TypeConversionException("'" + rounds + "' rounds make no sense; try 10");
        }
        count = rounds;
    }

    /** Watching that options of another name asked for. */
    public static WatchOptions every(Duration interval, long rounds) {
        WatchOptions watch = new WatchOptions();
        watch.interval = interval;
        watch.count = (int) Math.min(rounds, Integer.MAX_VALUE);
        return watch;
    }

    public boolean watching() {
        return interval != null || count > 0;
    }

    public Duration interval() {
        return interval == null ? Duration.ofSeconds(5) : interval;
    }

    /** How many rounds; {@link Long#MAX_VALUE} for "until interrupted". */
    public long rounds() {
        if (!watching()) {
            return 1;
        }
        return count == 0 ? Long.MAX_VALUE : count;
    }
}
