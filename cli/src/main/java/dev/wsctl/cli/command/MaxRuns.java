package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.render.LoadResult;
import dev.wsctl.cli.render.MaxViews;
import dev.wsctl.cli.render.Units;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.search.MaxSearch;
import java.io.PrintStream;
import java.util.IdentityHashMap;
import java.util.function.LongFunction;

/**
 * The search for the highest load that passes, one run after the other.
 *
 * @param found what passed, and every step on the way
 * @param best the run that shows it, or the last one
 */
record MaxRuns(MaxSearch.Result found, LoadResult best) {

    /**
     * @param plans of each load
     * @param err told what is tried, and what came of it
     */
    static MaxRuns carryOut(
            RunAfterRun runs,
            LongFunction<LoadPlan> plans,
            long least,
            long start,
            String unit,
            LoadObservation observation,
            PrintStream err) {
        IdentityHashMap<LoadReport, LoadResult> results = new IdentityHashMap<>();
        MaxSearch search = new MaxSearch(
                least,
                value -> {
                    err.println("trying " + Units.count(value) + " " + unit);
                    LoadResult run = runs.run(plans.apply(value), observation);
                    err.println(MaxViews.step(value, unit, run.report()));
                    results.put(run.report(), run);
                    return run.report();
                },
                value -> isPossible(plans, value),
                runs::isStopped);
        MaxSearch.Result found = search.from(start);
        LoadResult best = results.get(found.shown().report());
        if (best == null) {
            throw new IllegalStateException("the search shows a run that was none of its own");
        }
        return new MaxRuns(found, best);
    }

    /** Whether this machine's limits, or those of a plan, allow such a load. */
    private static boolean isPossible(LongFunction<LoadPlan> plans, long load) {
        try {
            return plans.apply(load).connections() > 0;
        } catch (WsctlException e) {
            return false;
        }
    }
}
