package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.option.Dimension;
import dev.wsctl.cli.option.LoadOptions;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisUrl;
import dev.wsctl.cli.option.RunAddress;
import dev.wsctl.cli.option.TargetOptions;
import dev.wsctl.cli.option.TeamOptions;
import dev.wsctl.cli.plan.PlanFile;
import dev.wsctl.cli.render.Comparison;
import dev.wsctl.cli.render.ComparisonViews;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.LoadProgress;
import dev.wsctl.cli.render.LoadResult;
import dev.wsctl.cli.render.LoadViews;
import dev.wsctl.cli.render.MaxResult;
import dev.wsctl.cli.render.MaxViews;
import dev.wsctl.cli.render.Views;
import dev.wsctl.cli.source.RedisPauser;
import dev.wsctl.cli.source.RunSeat;
import dev.wsctl.load.LoadTest;
import dev.wsctl.load.engine.MemberRun;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.search.MaxSearch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import java.util.function.LongFunction;
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
            "  wsctl loadtest ws://10.0.0.7:8001/ws ws://10.0.0.8:8001/ws --connections 1000 \\",
            "      --rooms 20 --rate 100 --threshold 'p99<25ms' --threshold 'lost==0'",
            "  wsctl loadtest ws://localhost:8001/ws --inflight 4 --report out.html",
            "  wsctl loadtest ws://localhost:8001/ws --find-max rate --threshold 'p99<25ms' --duration 20s",
            "  wsctl loadtest docs/plans/reconnect-storm.yaml ws://localhost:8001/ws ws://localhost:8002/ws",
            "  wsctl loadtest ws://localhost:8001/ws -o json >run.json",
            "  wsctl loadtest ws://localhost:8001/ws --baseline run.json",
            "  wsctl loadtest ws://localhost:8001/ws --connections 50000 --rooms 5000 --workers 4",
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
        if (joined.isPresent()) {
            return join(joined.get());
        }
        Optional<Comparison> compared = comparison.comparison();
        return compared.isPresent() ? compare(compared.get()) : run();
    }

    /** Works for a leader elsewhere, who alone says what came of it. */
    private int join(RunAddress address) {
        NettyLog.quiet();
        try (RunSeat seat = RunSeat.take(address.redis(), address.run())) {
            context.terminal().err().println("joined run " + address.run() + "; its leader reports");
            if (new MemberRun(seat.link()).carryOut(team.assemble())) {
                return ExitCode.OK.code();
            }
            throw new WsctlException(
                    ExitCode.UNKNOWN,
                    "run " + address.run() + " has no leader, or has lost it",
                    "start it with --coordinate and the same address, and see what it says");
        }
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
        views.write(
                runs,
                output.format(),
                output.page(context.terminal(), context.environment()),
                context.terminal().out());
        files.write(ComparisonViews.html(runs));
        context.terminal().flush();
        return ExitCode.OK.code();
    }

    private int run() {
        Views<LoadResult> views = LoadViews.views();
        DoubleFunction<List<Stage>> stages = stages();
        Dimension dimension = load.findMax().orElse(null);
        if (dimension != null) {
            return findMax(stages, dimension);
        }
        output.check(views);
        LoadPlan plan = load.plan(targets, stages);
        files.check();
        comparison.check(plan);
        NettyLog.quiet();
        LoadTest test = test();
        try (Interruption interruption = Interruption.asks(test::stop, PATIENCE)) {
            LoadReport result;
            try (LoadProgress progress = LoadProgress.on(context.terminal(), context.environment())) {
                result = workers().run(test, plan, progress);
            }
            LoadResult run = comparison.judged(new LoadResult(plan, result, interruption.happened()));
            views.write(
                    run,
                    output.format(),
                    output.page(context.terminal(), context.environment()),
                    context.terminal().out());
            files.write(run);
            context.terminal().flush();
            return (run.interrupted()
                            ? ExitCode.INTERRUPTED
                            : exitCode(run.report().verdict()))
                    .code();
        }
    }

    private static LoadTest test() {
        return new LoadTest(new RedisPauser(url -> RedisUrl.parse(url, "redis_pause")));
    }

    /** One run after the other; the report file shows the best. */
    private int findMax(DoubleFunction<List<Stage>> stages, Dimension dimension) {
        Views<MaxResult> views = MaxViews.views();
        output.check(views);
        files.check();
        LongFunction<LoadPlan> plans = value -> load.plan(targets, stages, dimension, value);
        LoadPlan first = plans.apply(load.start(dimension)); // a mistake is told before anything is tried
        NettyLog.quiet();
        RunAfterRun runs = new RunAfterRun(LoadtestCommand::test, plans, workers(), context);
        try (Interruption interruption = Interruption.asks(runs::stop, PATIENCE)) {
            MaxSearch search = new MaxSearch(load.least(dimension), runs::run, runs::isPossible, runs::isStopped);
            MaxSearch.Result found = search.from(load.start(dimension));
            views.write(
                    new MaxResult(dimension.toString(), dimension.unit(), found, interruption.happened()),
                    output.format(),
                    output.page(context.terminal(), context.environment()),
                    context.terminal().out());
            files.write(shown(found, first, plans, interruption.happened()));
            context.terminal().flush();
            ExitCode code = found.best() > 0
                    ? ExitCode.OK
                    : exitCode(found.shown().report().verdict());
            return (interruption.happened() ? ExitCode.INTERRUPTED : code).code();
        }
    }

    private LoadResult shown(
            MaxSearch.Result found, LoadPlan first, LongFunction<LoadPlan> plans, boolean interrupted) {
        MaxSearch.Step step = found.shown();
        LoadPlan plan = found.steps().indexOf(step) == 0 ? first : plans.apply(step.load());
        return new LoadResult(plan, step.report(), interrupted);
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
