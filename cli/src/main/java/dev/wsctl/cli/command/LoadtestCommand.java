package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.option.Dimension;
import dev.wsctl.cli.option.LoadOptions;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RunAddress;
import dev.wsctl.cli.option.TargetOptions;
import dev.wsctl.cli.option.TeamOptions;
import dev.wsctl.cli.plan.PlanFile;
import dev.wsctl.cli.render.Comparison;
import dev.wsctl.cli.render.ComparisonViews;
import dev.wsctl.cli.render.ForecastViews;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.LoadResult;
import dev.wsctl.cli.render.LoadViews;
import dev.wsctl.cli.render.MaxResult;
import dev.wsctl.cli.render.MaxViews;
import dev.wsctl.cli.render.Views;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.preflight.Forecast;
import dev.wsctl.load.preflight.Headcount;
import dev.wsctl.load.preflight.Machine;
import dev.wsctl.load.report.LoadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wsctl loadtest}: C13, E15, N4. */
@Command(
        name = "loadtest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Will it hold? Load, with an account of every message.",
            "",
            "Members join rooms that span all targets and send by a schedule that waits for nobody; for every message "
                    + "and member it is known whether it was delivered, lost, doubled, late or misrouted. INVALID means "
                    + "that this machine, not the server, was the bottleneck.",
            "A plan file (.yaml) says the same as the flags, and stages: ramps, reconnect storms, slow readers, faults.",
            "Writes: joins rooms of its own and sends messages there.",
            ""
        },
        exitCodeList = {
            "0:passed",
            "2:a threshold was missed, something was lost, or worse than the baseline",
            "3:INVALID: this machine, not the server, was the bottleneck"
        },
        footer = {
            "",
            "Examples:",
            "  wsctl loadtest ws://10.0.0.7:8001/ws ws://10.0.0.8:8001/ws \\",
            "      --connections 1000 --rooms 20 --rate 100 \\",
            "      --threshold 'p99<25ms' --threshold 'lost==0'",
            "  wsctl loadtest ws://localhost:8001/ws --inflight 4 --report out.html",
            "  wsctl loadtest ws://localhost:8001/ws --find-max rate --duration 20s \\",
            "      --threshold 'p99<25ms'",
            "  wsctl loadtest docs/plans/reconnect-storm.yaml \\",
            "      ws://localhost:8001/ws ws://localhost:8002/ws",
            "  wsctl loadtest ws://localhost:8001/ws -o json >run.json",
            "  wsctl loadtest ws://localhost:8001/ws --baseline run.json",
            "  wsctl loadtest ws://localhost:8001/ws --connections 50000 --workers 4",
            "  wsctl loadtest plan.yaml ws://10.0.0.7:8001/ws --connections 50000 --dry-run",
            "  wsctl loadtest --compare before.json after.json --report out.html",
            "  wsctl loadtest ws://localhost:8001/ws -o json | jq .latency.corrected.p99_us"
        })
final class LoadtestCommand implements Callable<Integer>, OffersFormats {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Context context;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // set by picocli

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private LoadComparison comparison = new LoadComparison();

    @Mixin
    private TeamOptions team = new TeamOptions();

    @Mixin
    private LoadFiles files = new LoadFiles();

    @Mixin
    private LoadObservation observation = new LoadObservation();

    @Mixin
    private LoadPreflight preflight = new LoadPreflight();

    private List<PlanFile.Configuration> configurations = List.of();

    LoadtestCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return LoadViews.views().formats();
    }

    @Override
    public Integer call() {
        Optional<RunAddress> joined = team.join();
        Optional<Comparison> compared = comparison.comparison();
        preflight.check(joined.isEmpty() && compared.isEmpty());
        if (joined.isPresent()) {
            NettyLog.quiet();
            return LoadWorkers.join(
                    joined.get(), team.assemble(), context.terminal().err());
        }
        return compared.isPresent() ? compare(compared.get()) : run();
    }

    private LoadWorkers workers() {
        return new LoadWorkers(
                load.workers(),
                team.coordinate(),
                team.assemble(),
                context.terminal().err());
    }

    private int compare(Comparison runs) {
        Views<Comparison> views = ComparisonViews.views();
        output.check(views);
        files.check();
        show(views, runs);
        files.write(ComparisonViews.html(runs));
        context.terminal().flush();
        return ExitCode.OK.code();
    }

    private int run() {
        DoubleFunction<List<Stage>> stages = stages();
        Dimension dimension = load.findMax().orElse(null);
        if (preflight.isDryRun()) {
            return dryRun(stages, dimension);
        }
        if (!configurations.isEmpty()) {
            return runConfigurations(stages);
        }
        if (dimension != null) {
            return findMax(stages, dimension);
        }
        Views<LoadResult> views = LoadViews.views();
        output.check(views);
        LoadPlan plan = allowed(load.plan(targets, stages));
        files.check();
        observation.check();
        comparison.check(plan);
        RunAfterRun runs = runs(List.of(plan));
        try (Interruption interruption = Interruption.asks(runs::stop, PATIENCE)) {
            LoadResult result = runs.run(plan, observation);
            LoadResult run = comparison.judged(interruption.happened() ? result.cutShort() : result);
            show(views, run);
            files.write(run);
            context.terminal().flush();
            return code(interruption, exitCode(run.report().verdict()));
        }
    }

    /** @param plans the first ones */
    private RunAfterRun runs(List<LoadPlan> plans) {
        NettyLog.quiet();
        LoadPreflight.hints(plans, headcount(), context.terminal().err());
        return new RunAfterRun(workers(), context, output.colour(context.terminal(), context.environment()));
    }

    private <T> void show(Views<T> views, T result) {
        views.write(
                result,
                output.format(),
                output.page(context.terminal(), context.environment()),
                context.terminal().out());
    }

    private static int code(Interruption interruption, ExitCode otherwise) {
        return (interruption.happened() ? ExitCode.INTERRUPTED : otherwise).code();
    }

    /** The same plan on each configuration, side by side. */
    private int runConfigurations(DoubleFunction<List<Stage>> stages) {
        Views<Comparison> views = ComparisonViews.views();
        output.check(views);
        if (targets.named() || load.findMax().isPresent() || comparison.hasBaseline()) {
            throw WsctlException.usage(
                    "the plan has configurations, which name the targets and are compared with each other",
                    "leave out URLs, --find-max and --baseline");
        }
        files.check();
        List<LoadPlan> plans = configured(stages);
        plans.forEach(this::allowed);
        configurations.forEach(each -> observation.or(each.redis()).check());
        RunAfterRun runs = runs(plans);
        try (Interruption interruption = Interruption.asks(runs::stop, PATIENCE)) {
            ConfigurationRuns done = ConfigurationRuns.carryOut(
                    runs, configurations, plans, observation, context.terminal().err());
            show(views, done.compared());
            files.write(ComparisonViews.html(done.compared()));
            context.terminal().flush();
            return code(interruption, exitCode(done.verdict()));
        }
    }

    /** One run after the other; the report file shows the best. */
    private int findMax(DoubleFunction<List<Stage>> stages, Dimension dimension) {
        Views<MaxResult> views = MaxViews.views();
        output.check(views);
        files.check();
        observation.check();
        LongFunction<LoadPlan> plans = value -> allowed(load.plan(targets, stages, dimension, value));
        LoadPlan first = plans.apply(load.start(dimension)); // a mistake is told before anything is tried
        RunAfterRun runs = runs(List.of(first));
        try (Interruption interruption = Interruption.asks(runs::stop, PATIENCE)) {
            MaxRuns done = MaxRuns.carryOut(
                    runs,
                    plans,
                    load.least(dimension),
                    load.start(dimension),
                    dimension.unit(),
                    observation,
                    context.terminal().err());
            show(views, new MaxResult(dimension.toString(), dimension.unit(), done.found(), interruption.happened()));
            files.write(interruption.happened() ? done.best().cutShort() : done.best());
            context.terminal().flush();
            return code(
                    interruption,
                    done.found().best() > 0
                            ? ExitCode.OK
                            : exitCode(done.best().report().verdict()));
        }
    }

    /** The plan of each configuration, in their order. */
    private List<LoadPlan> configured(DoubleFunction<List<Stage>> stages) {
        List<LoadPlan> plans = new ArrayList<>();
        for (PlanFile.Configuration each : configurations) {
            targets.take(word -> true);
            targets.plan(each.targets(), null);
            plans.add(load.plan(targets, stages));
        }
        return plans;
    }

    private LoadPlan allowed(LoadPlan plan) {
        return LoadPreflight.allowed(plan, headcount());
    }

    private Headcount headcount() {
        return team.coordinate().isPresent() ? new Headcount(load.workers(), 0) : Headcount.local(load.workers());
    }

    /** Says of each plan what it would be like; of a search, of its first run. */
    private int dryRun(DoubleFunction<List<Stage>> stages, @Nullable Dimension dimension) {
        Views<Forecast> views = ForecastViews.views();
        output.check(views);
        List<LoadPlan> plans = configurations.isEmpty()
                ? List.of(
                        dimension == null
                                ? load.plan(targets, stages)
                                : load.plan(targets, stages, dimension, load.start(dimension)))
                : configured(stages);
        for (int i = 0; i < plans.size(); i++) {
            String name = configurations.isEmpty() ? "" : configurations.get(i).name();
            show(views, Forecast.of(name, plans.get(i), headcount(), Machine.here()));
        }
        context.terminal().flush();
        plans.forEach(this::allowed);
        return ExitCode.OK.code();
    }

    private DoubleFunction<List<Stage>> stages() {
        List<String> plans = targets.take(PlanFile::isNamed);
        if (plans.isEmpty()) {
            return rate -> List.of();
        }
        if (plans.size() > 1) {
            throw WsctlException.usage("two plans were given: " + String.join(" and ", plans), "one at a time");
        }
        PlanFile file = PlanFile.read(Path.of(plans.get(0)), context.environment());
        file.apply(spec, () -> new LoadtestCommand(context));
        targets.plan(file.targets(), file.dialects());
        configurations = file.configurations();
        return file::stages;
    }

    private static ExitCode exitCode(LoadReport.Verdict verdict) {
        return switch (verdict) {
            case PASSED -> ExitCode.OK;
            case FAILED -> ExitCode.CRITICAL;
            case INVALID -> ExitCode.UNKNOWN;
        };
    }
}
