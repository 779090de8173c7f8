package dev.wsctl.cli.command;

import dev.wsctl.cli.check.RegressionCheck;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.RunSummary;
import dev.wsctl.cli.render.Comparison;
import dev.wsctl.cli.render.LoadResult;
import dev.wsctl.cli.render.RunSummaries;
import dev.wsctl.cli.source.RunFile;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.report.LoadReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Runs that were kept, to hold others against. */
final class LoadComparison {
    @Option(
            names = "--compare",
            arity = "2..*",
            paramLabel = "FILE",
            description = "Run nothing: show runs kept with -o json side by side, the first as what was before.")
    private List<Path> compared = new ArrayList<>();

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "A run of the same job kept with -o json: one that is worse than it has FAILED.")
    private @Nullable Path baseline;

    @Option(
            names = "--noise",
            paramLabel = "PERCENT",
            description = "How much worse than the baseline is still the same. Default: 10.")
    private double noise = 10;

    private @Nullable RunSummary before;

    /** What is to be compared instead of running anything, if that was asked for. */
    Optional<Comparison> comparison() {
        return compared.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Comparison(compared.stream().map(RunFile::read).toList()));
    }

    boolean hasBaseline() {
        return baseline != null;
    }

    /** Before the run: whether the baseline can be one for it. */
    void check(LoadPlan plan) {
        if (!(noise >= 0 && noise <= 1000)) {
            throw WsctlException.usage("--noise must be from 0 to 1000 percent, not " + noise, "--noise 10");
        }
        if (baseline == null) {
            return;
        }
        RunSummary kept = RunFile.read(baseline);
        if (!kept.isValid()) {
            throw WsctlException.usage(baseline + " was INVALID and is no baseline", "a run that was valid");
        }
        if (!kept.job().equals(RunSummaries.job(plan))) {
            throw WsctlException.usage(
                    baseline + " was another job: " + described(kept.job()) + ", not "
                            + described(RunSummaries.job(plan)),
                    "the options the baseline was made with");
        }
        before = kept;
    }

    /** The run as held against the baseline; what the generator spoilt is no worse than anything. */
    LoadResult judged(LoadResult run) {
        LoadReport report = run.report();
        RunSummary kept = before;
        if (kept == null) {
            return run;
        }
        if (!report.generator().invalidReasons().isEmpty()) {
            return run.against(kept, report);
        }
        List<String> worse = RegressionCheck.regressions(kept, RunSummaries.of("this run", run), noise / 100);
        List<String> reasons = new ArrayList<>(worse);
        reasons.addAll(report.reasons());
        return run.against(kept, worse.isEmpty() ? report : report.failed(reasons));
    }

    private static String described(RunSummary.Job job) {
        return job.connections() + " connections in " + job.rooms() + " rooms on " + job.targets() + " targets, "
                + (job.inFlight() > 0 ? job.inFlight() + " in flight a room" : job.ratePerSecond() + " messages/s")
                + ", " + job.messageBytes() + " bytes";
    }
}
