package dev.wsctl.load.engine;

import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.Second;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the leader of a run how this worker is, four times a second; the leader knows what phase it is. */
final class StatusFeed implements Feed {

    private static final long INTERVAL_NANOS = 250_000_000L;

    private final Workers workers;
    private final Gauges gauges;
    private final Consumer<TeamMessage> leader;
    private long lastTold = System.nanoTime();

    StatusFeed(RunContext run, Workers workers, Consumer<TeamMessage> leader) {
        this.workers = workers;
        this.leader = leader;
        gauges = new OwnGauges(run, workers);
    }

    @Override
    public void enter(Phase next, @Nullable Stage stage, Duration length) {
        show();
    }

    @Override
    public void beat() {
        if (System.nanoTime() - lastTold >= INTERVAL_NANOS) {
            show();
        }
    }

    @Override
    public void show() {
        lastTold = System.nanoTime();
        // Asked first: what is sent later is promised later, so that nobody who waits for these stops too early.
        boolean doneSending = workers.areDoneSending();
        leader.accept(new TeamMessage.Status(
                gauges.joined(),
                gauges.present(),
                gauges.failed(),
                gauges.sent(),
                gauges.delivered(),
                workers.promised(),
                doneSending,
                gauges.takeWorstSendLag(),
                gauges.takeWorstLoopLag(),
                gauges.takeCpuPercent(),
                gauges.interval()));
    }

    @Override
    public List<Second> finish() {
        show();
        return List.of();
    }
}
