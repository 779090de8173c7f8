package dev.wsctl.cli.render;

import dev.wsctl.load.engine.LoadListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/**
 * Shows on stderr how a run goes: one line, redrawn in place, on a terminal; elsewhere a plain line at each new phase
 * and every few seconds. Confined to the thread that calls it.
 */
public final class LoadProgress implements LoadListener, AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);
    private static final int BAR = 16;

    private final PrintStream err;
    private final boolean live;
    private final int columns;
    private Phase phase = Phase.CLOSING;
    private long lastLineNanos;
    private long lastNanos;
    private long lastDelivered;
    private double deliveredPerSecond;

    /** On the terminal's stderr, in the way that fits it. */
    public static LoadProgress on(Terminal terminal, Map<String, String> environment) {
        return new LoadProgress(terminal.err(), isLive(environment), terminal.columns());
    }

    /** Whether stderr is a terminal on which a line can be redrawn. */
    public static boolean isLive(Map<String, String> environment) {
        return Terminal.isTerminal("/proc/self/fd/2") && !"dumb".equals(environment.get("TERM"));
    }

    /** @param live redraw one line in place */
    public LoadProgress(PrintStream err, boolean live, int columns) {
        this.err = err;
        this.live = live;
        this.columns = columns;
    }

    @Override
    public void progress(Progress progress) {
        long now = System.nanoTime();
        measureRate(progress, now);
        if (live) {
            String line = line(progress);
            int width = Math.min(line.codePointCount(0, line.length()), columns - 1);
            err.print("\r\u001b[K" + line.substring(0, line.offsetByCodePoints(0, width)));
            err.flush();
        } else if (progress.phase() != phase || now - lastLineNanos >= BETWEEN_LINES.toNanos()) {
            err.println(line(progress));
            lastLineNanos = now;
        }
        phase = progress.phase();
    }

    private void measureRate(Progress progress, long now) {
        if (lastNanos != 0 && now > lastNanos) {
            double rate = (progress.delivered() - lastDelivered) * 1e9 / (now - lastNanos);
            // Half old, half new: four samples a second jump more than anyone can read.
            deliveredPerSecond = deliveredPerSecond == 0 ? rate : (deliveredPerSecond + rate) / 2;
        }
        lastNanos = now;
        lastDelivered = progress.delivered();
    }

    private String line(Progress progress) {
        return switch (progress.phase()) {
            case CONNECTING ->
                "connecting  " + bar(progress.opened() + progress.failed(), progress.asked()) + "  "
                        + Units.count(progress.opened()) + " of " + Units.count(progress.asked()) + " joined"
                        + failed(progress);
            case WARMING_UP -> flowing("warming up", progress);
            case MEASURING -> flowing("measuring ", progress);
            case DRAINING -> "waiting for the last deliveries  " + Units.count(progress.delivered()) + " by now";
            case CLOSING -> "closing " + Units.count(progress.opened()) + " connections";
        };
    }

    private String flowing(String name, Progress progress) {
        return name + "  "
                + bar(progress.phaseElapsed().toMillis(), progress.phaseLength().toMillis()) + " "
                + progress.phaseElapsed().toSeconds() + "/"
                + progress.phaseLength().toSeconds() + " s  "
                + Units.rate(deliveredPerSecond) + "/s  p50 " + Doubles.latency(progress.p50Micros()) + " p99 "
                + Doubles.latency(progress.p99Micros()) + failed(progress);
    }

    private static String failed(Progress progress) {
        return progress.failed() == 0 ? "" : "  " + Units.count(progress.failed()) + " failed";
    }

    private static String bar(long done, long all) {
        int full = all <= 0 ? BAR : (int) Math.min(BAR, done * BAR / all);
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    /** Removes the line, so that what follows starts on a clean one. */
    @Override
    public void close() {
        if (live) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
