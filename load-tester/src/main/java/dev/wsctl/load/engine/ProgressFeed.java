package dev.wsctl.load.engine;

import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.Second;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Tells the listener how far the run is, four times a second and at every change of phase. */
final class ProgressFeed {

    private static final long INTERVAL_NANOS = 250_000_000L;

    private final RunContext run;
    private final Workers workers;
    private final LoadListener listener;
    private final Timeline timeline;
    private Phase phase = Phase.CONNECTING;
    private Duration phaseLength = Duration.ZERO;
    private long phaseStarted = System.nanoTime();
    private long lastShown;

    ProgressFeed(RunContext run, Workers workers, LoadListener listener) {
        this.run = run;
        this.workers = workers;
        this.listener = listener;
        timeline = new Timeline(run, workers);
    }

    /** @param length how long the phase will last at most */
    void enter(Phase next, Duration length) {
        enter(next, null, length);
    }

    /** @param stage of the plan, null where none is under way */
    void enter(Phase next, @Nullable Stage stage, Duration length) {
        long now = System.nanoTime();
        timeline.add(workers.interval());
        timeline.enter(next, stage, now);
        phase = next;
        phaseLength = length;
        phaseStarted = now;
        show();
    }

    /** To be called often; shows something when it is time to. */
    void beat() {
        long now = System.nanoTime();
        if (now - lastShown >= INTERVAL_NANOS || timeline.isDue(now)) {
            show();
        }
    }

    void show() {
        lastShown = System.nanoTime();
        Histogram interval = workers.interval();
        timeline.add(interval);
        if (timeline.isDue(lastShown)) {
            timeline.close(lastShown);
        }
        boolean empty = interval.getTotalCount() == 0;
        listener.progress(new LoadListener.Progress(
                phase,
                Duration.ofNanos(lastShown - phaseStarted),
                phaseLength,
                run.plan().connections(),
                run.joinedCount(),
                run.failures().total(),
                workers.sent(),
                workers.delivered(),
                empty ? Double.NaN : interval.getValueAtPercentile(50) / 1e3,
                empty ? Double.NaN : interval.getValueAtPercentile(99) / 1e3));
    }

    /** The run is over; returns what each of its seconds was like. */
    List<Second> finish() {
        timeline.add(workers.interval());
        return timeline.finish(System.nanoTime());
    }
}
