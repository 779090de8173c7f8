package dev.wsctl.load.engine;

import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.Second;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Tells the listener how far the run is, four times a second and at every change of phase. */
final class ProgressFeed implements Feed {

    private static final long INTERVAL_NANOS = 250_000_000L;

    private final LoadPlan plan;
    private final Gauges gauges;
    private final LoadListener listener;
    private final Timeline timeline;
    private Phase phase = Phase.CONNECTING;
    private @Nullable Stage stage;
    private Duration phaseLength = Duration.ZERO;
    private long phaseStarted = System.nanoTime();
    private long lastShown;

    ProgressFeed(LoadPlan plan, Gauges gauges, LoadListener listener) {
        this.plan = plan;
        this.gauges = gauges;
        this.listener = listener;
        timeline = new Timeline(plan, gauges);
    }

    @Override
    public void enter(Phase next, @Nullable Stage nextStage, Duration length) {
        long now = System.nanoTime();
        timeline.add(gauges.interval());
        timeline.enter(next, nextStage, now);
        stage = nextStage;
        phase = next;
        phaseLength = length;
        phaseStarted = now;
        show();
    }

    @Override
    public void beat() {
        long now = System.nanoTime();
        if (now - lastShown >= INTERVAL_NANOS || timeline.isDue(now)) {
            show();
        }
    }

    @Override
    public void show() {
        lastShown = System.nanoTime();
        Histogram interval = gauges.interval();
        timeline.add(interval);
        if (timeline.isDue(lastShown)) {
            timeline.close(lastShown);
        }
        boolean empty = interval.getTotalCount() == 0;
        long delivered = gauges.delivered(); // before what was promised, so that it is never more
        listener.progress(new LoadListener.Progress(
                phase,
                stage == null ? "" : stage.name(),
                Duration.ofNanos(lastShown - phaseStarted),
                phaseLength,
                plan.connections(),
                gauges.joined(),
                gauges.failed(),
                gauges.sent(),
                delivered,
                gauges.promised(),
                empty ? Double.NaN : interval.getValueAtPercentile(50) / 1e3,
                empty ? Double.NaN : interval.getValueAtPercentile(99) / 1e3,
                gauges.parts()));
    }

    @Override
    public List<Second> finish() {
        timeline.add(gauges.interval());
        return timeline.finish(System.nanoTime());
    }
}
