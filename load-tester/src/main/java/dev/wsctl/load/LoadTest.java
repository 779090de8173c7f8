package dev.wsctl.load;

import dev.wsctl.load.engine.LoadListener;
import dev.wsctl.load.engine.LoadRun;
import dev.wsctl.load.engine.Outside;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.PlanException;
import dev.wsctl.load.plan.Preflight;
import dev.wsctl.load.report.LoadReport;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Carries out a plan against running servers. One instance is one run. Prints nothing. */
public final class LoadTest {

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Outside outside;

    /** For plans that don't disturb Redis. */
    public LoadTest() {
        this(Outside.NONE);
    }

    public LoadTest(Outside outside) {
        this.outside = outside;
    }

    /**
     * Blocks until the run is over, at most the plan's times and a few seconds.
     *
     * @param listener called on this thread
     * @throws PlanException if this machine's limits rule the plan out, before anything is opened
     */
    public LoadReport run(LoadPlan plan, LoadListener listener) {
        Optional<PlanException> obstacle = Preflight.check(plan, Preflight.openFileLimit());
        if (obstacle.isPresent()) {
            throw obstacle.get();
        }
        return new LoadRun(plan, listener, outside, stop).carryOut();
    }

    /** Ends the run within about a second; it reports what was measured by then. To be called by any thread. */
    public void stop() {
        stop.countDown();
    }
}
