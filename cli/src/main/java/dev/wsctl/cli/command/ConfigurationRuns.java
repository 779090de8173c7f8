package dev.wsctl.cli.command;

import dev.wsctl.cli.model.RunSummary;
import dev.wsctl.cli.plan.PlanFile.Configuration;
import dev.wsctl.cli.render.Comparison;
import dev.wsctl.cli.render.RunSummaries;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One plan carried out on several configurations, one after the other.
 *
 * @param verdict the last one's, unless one was INVALID: then the difference between them is not the servers'
 */
record ConfigurationRuns(Comparison compared, Verdict verdict) {

    /**
     * @param plans one for each configuration
     * @param err told which one is being looked at
     */
    static ConfigurationRuns carryOut(
            RunAfterRun runs,
            List<Configuration> configurations,
            List<LoadPlan> plans,
            LoadObservation observation,
            PrintStream err) {
        List<RunSummary> summaries = new ArrayList<>();
        for (int i = 0; i < plans.size() && (i == 0 || !runs.isStopped()); i++) {
            Configuration each = configurations.get(i);
            err.println(each.name() + ":");
            summaries.add(RunSummaries.of(each.name(), runs.run(plans.get(i), observation.or(each.redis()))));
        }
        boolean valid = summaries.stream().allMatch(RunSummary::isValid);
        String last = summaries.get(summaries.size() - 1).verdict();
        return new ConfigurationRuns(new Comparison(summaries), valid ? Verdict.valueOf(last) : Verdict.INVALID);
    }
}
