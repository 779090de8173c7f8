package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.render.LoadProgress;
import dev.wsctl.load.LoadTest;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Load tests one after the other that can be stopped as one. */
final class RunAfterRun {
    private final Supplier<LoadTest> tests;
    private final LongFunction<LoadPlan> plans;
    private final LoadWorkers workers;
    private final Context context;
    private volatile Optional<LoadTest> current = Optional.empty();
    private volatile boolean stopped;

    /** @param plans what to run at a load */
    RunAfterRun(Supplier<LoadTest> tests, LongFunction<LoadPlan> plans, LoadWorkers workers, Context context) {
        this.tests = tests;
        this.plans = plans;
        this.workers = workers;
        this.context = context;
    }

    LoadReport run(long load) {
        LoadTest test = tests.get();
        current = Optional.of(test);
        if (stopped) {
            test.stop();
        }
        try (LoadProgress progress = LoadProgress.on(context.terminal(), context.environment())) {
            return workers.run(test, plans.apply(load), progress);
        }
    }

    /** Whether this machine's limits, or those of a plan, allow such a load. */
    boolean isPossible(long load) {
        try {
            return plans.apply(load).connections() > 0;
        } catch (WsctlException e) {
            return false;
        }
    }

    boolean isStopped() {
        return stopped;
    }

    /** Ends what runs, and lets nothing more begin in earnest. To be called by any thread. */
    void stop() {
        stopped = true;
        current.ifPresent(LoadTest::stop);
    }
}
