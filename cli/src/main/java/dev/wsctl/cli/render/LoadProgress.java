package dev.wsctl.cli.render;

import dev.wsctl.load.engine.LoadListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Shows on stderr how a run goes: a few lines, redrawn in place, on a terminal; elsewhere a plain line at each new phase
 * and every few seconds. Confined to the thread that calls it.
 */
public final class LoadProgress implements LoadListener, AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);
    /** After so long nobody waits for each line any more, and a log should stay short. */
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LATER_LINES = Duration.ofSeconds(10);

    private final PrintStream err;
    private final boolean live;
    private final LoadLive view;
    private final long startedNanos = System.nanoTime();
    private Phase phase = Phase.CLOSING;
    private long lastLineNanos;
    private final LoadSpeed speed = new LoadSpeed();
    /** Lines that stand on the terminal now. */
    private int drawn;

    /** On the terminal's stderr, in the way that fits it, without colour. */
    public static LoadProgress on(Terminal terminal, Map<String, String> environment) {
        return on(terminal, environment, false);
    }

    /** On the terminal's stderr, in the way that fits it. */
    public static LoadProgress on(Terminal terminal, Map<String, String> environment, boolean colour) {
        boolean live = isLive(environment);
        int columns = live && !terminal.interactive() ? Terminal.width(terminal.columns()) : terminal.columns();
        return new LoadProgress(terminal.err(), live, columns, colour);
    }

    /** Whether stderr is a terminal on which a line can be redrawn. */
    public static boolean isLive(Map<String, String> environment) {
        return Terminal.isTerminal("/proc/self/fd/2") && !"dumb".equals(environment.get("TERM"));
    }

    /** @param live redraw in place */
    public LoadProgress(PrintStream err, boolean live, int columns, boolean colour) {
        this.err = err;
        this.live = live;
        view = new LoadLive(columns - 1, colour);
    }

    @Override
    public void progress(Progress progress) {
        long now = System.nanoTime();
        LoadLive.Rates rates = speed.of(progress, now);
        if (live) {
            draw(view.lines(progress, rates));
        } else if (progress.phase() != phase || now - lastLineNanos >= between(now)) {
            err.println(line(progress, rates));
            lastLineNanos = now;
        }
        phase = progress.phase();
    }

    private long between(long now) {
        return (now - startedNanos < SETTLED.toNanos() ? BETWEEN_LINES : BETWEEN_LATER_LINES).toNanos();
    }

    /** Over what was drawn before; below it, lines that are no longer needed are cleared. */
    private void draw(List<String> lines) {
        StringBuilder text = new StringBuilder(up());
        lines.forEach(line -> text.append("\r\u001b[K").append(line).append('\n'));
        err.print(text.append("\u001b[J"));
        err.flush();
        drawn = lines.size();
    }

    private String up() {
        return drawn == 0 ? "" : "\u001b[" + drawn + "A";
    }

    private static String line(Progress progress, LoadLive.Rates rates) {
        return switch (progress.phase()) {
            case CONNECTING ->
                "connecting  " + Units.count(progress.opened()) + " of " + Units.count(progress.asked()) + " joined"
                        + failed(progress);
            case WARMING_UP -> flowing("warming up", progress, rates);
            case MEASURING -> flowing("measuring ", progress, rates);
            case DRAINING -> "waiting for the last deliveries  " + Units.count(progress.delivered()) + " by now";
            case CLOSING -> "closing " + Units.count(progress.opened()) + " connections";
        };
    }

    private static String flowing(String name, Progress progress, LoadLive.Rates rates) {
        return name + "  " + progress.phaseElapsed().toSeconds() + "/"
                + progress.phaseLength().toSeconds() + " s  "
                + (progress.stage().isEmpty() ? "" : progress.stage() + "  ")
                + Units.rate(rates.delivered()) + "/s  " + Units.count(progress.delivered()) + " of "
                + Units.count(progress.promised()) + "  p50 " + Doubles.latency(progress.p50Micros()) + " p99 "
                + Doubles.latency(progress.p99Micros()) + failed(progress);
    }

    private static String failed(Progress progress) {
        return progress.failed() == 0 ? "" : "  " + Units.count(progress.failed()) + " failed";
    }

    /** Removes what was drawn, so that what follows starts on a clean one. */
    @Override
    public void close() {
        if (live) {
            err.print(up() + "\r\u001b[J");
            err.flush();
        }
    }
}
