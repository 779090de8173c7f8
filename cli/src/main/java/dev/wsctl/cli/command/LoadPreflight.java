package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.preflight.Headcount;
import dev.wsctl.load.preflight.Limit;
import dev.wsctl.load.preflight.Machine;
import dev.wsctl.load.preflight.Preflight;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What this machine has to say about a load test before its first connection. */
final class LoadPreflight {
    @Option(
            names = "--dry-run",
            description = "Open nothing: print what the plan would do, what it needs, and whether this machine's limits"
                    + " allow it. Exit code 64 if they don't, as for the run.")
    private boolean dryRun;

    boolean isDryRun() {
        return dryRun;
    }

    /** @param planned there is a plan that could be run */
    void check(boolean planned) {
        if (dryRun && !planned) {
            throw WsctlException.usage(
                    "--dry-run is about a plan, and --join and --compare have none",
                    "it beside the options of the run itself");
        }
    }

    /**
     * The plan, if this machine allows it.
     *
     * @param heads none of them here: those elsewhere look for themselves
     * @throws WsctlException for what this machine does not allow
     */
    static LoadPlan allowed(LoadPlan plan, Headcount heads) {
        Preflight.obstacle(limits(plan, heads)).ifPresent(obstacle -> {
            throw WsctlException.usage(String.valueOf(obstacle.getMessage()), obstacle.hint());
        });
        return plan;
    }

    /** Tells what may be too little for these plans, each thing once. */
    static void hints(List<LoadPlan> plans, Headcount heads, PrintStream err) {
        Set<String> lines = new LinkedHashSet<>();
        for (LoadPlan plan : plans) {
            for (Limit limit : limits(plan, heads)) {
                if (limit.state() == Limit.State.TIGHT) {
                    lines.add(limit.problem() + ". " + limit.hint());
                }
            }
        }
        lines.forEach(err::println);
    }

    private static List<Limit> limits(LoadPlan plan, Headcount heads) {
        return heads.here() == 0 ? List.of() : Preflight.limits(plan, heads, Machine.here());
    }
}
