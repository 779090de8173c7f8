package dev.wsctl.load;

import dev.wsctl.load.engine.LeadRun;
import dev.wsctl.load.engine.LoadListener;
import dev.wsctl.load.engine.LoadRun;
import dev.wsctl.load.engine.Outside;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.PlanException;
import dev.wsctl.load.preflight.Headcount;
import dev.wsctl.load.preflight.Preflight;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.team.Team;
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
        Preflight.require(plan, Headcount.ALONE);
        return new LoadRun(plan, listener, outside, stop).carryOut();
    }

    /**
     * The same, carried out by several processes.
     *
     * @param team ready to be told what to do; stays open. Clients are disturbed by the processes that have them, servers and
     *     Redis by this one
     * @throws PlanException if so many processes cannot carry the plan out together
     */
    public LoadReport run(LoadPlan plan, LoadListener listener, Team team) {
        requireShareable(plan, team.links().size());
        return new LeadRun(plan, team.links(), listener, outside, stop).carryOut();
    }

    /** @throws PlanException if so many processes cannot carry the plan out together */
    public static void requireShareable(LoadPlan plan, int processes) {
        if (processes == 1) {
            return;
        }
        boolean byRoom = plan.keepsRoomsWhole();
        int most = byRoom ? plan.rooms() : plan.connections();
        if (processes > most) {
            throw new PlanException(
                    processes + " workers are more than there are " + (byRoom ? "rooms" : "connections") + " (" + most
                            + ")",
                    "Ask for at most " + most + ".");
        }
    }

    /** Whether it has been told to {@link #stop}. */
    public boolean isStopped() {
        return stop.getCount() == 0;
    }

    /** Ends the run within about a second; it reports what was measured by then. To be called by any thread. */
    public void stop() {
        stop.countDown();
    }
}
