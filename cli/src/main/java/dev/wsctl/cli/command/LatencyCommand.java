package dev.wsctl.cli.command;

import dev.wsctl.cli.check.HealthLimits;
import dev.wsctl.cli.check.LatencyCheck;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.LatencyReport;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.option.Durations;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.LatencyViews;
import dev.wsctl.cli.render.Views;
import dev.wsctl.cli.source.LatencyRun;
import dev.wsctl.cli.source.RedisSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "How long Redis takes: PING, GET, SET, pub/sub, connect.",
            "",
            "Measured from the first byte sent to the last read, one at a time, on every master; publish to receive "
                    + "on a channel of its own. Writes only a key named wsctl:probe:* that expires within 10 s; "
                    + "--read-only leaves it out.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl latency",
            "  wsctl latency --duration 10s --distribution",
            "  wsctl latency --history 1s              a report every second until Ctrl-C",
            "  wsctl latency --pooled-vs-unpooled      what a connection pool is worth here"
        })
final class LatencyCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Measure this long in all. Default: 2s.")
    private Duration duration = Duration.ofSeconds(2);

    @Option(names = "--count", paramLabel = "N", description = "No more than N of each kind. Default: 1000.")
    private int count = 1000;

    @Option(
            names = "--history",
            arity = "0..1",
            fallbackValue = "5s",
            paramLabel = "INTERVAL",
            converter = Durations.class,
            description = "A report every INTERVAL (5s) until Ctrl-C or --intervals.")
    private @Nullable Duration history;

    @Option(names = "--intervals", paramLabel = "N", description = "With --history: stop after N reports.")
    private long intervals = Long.MAX_VALUE;

    @Option(names = "--distribution", description = "Also how often each latency occurred.")
    private boolean distribution;

    @Option(
            names = "--pooled-vs-unpooled",
            description = "Compare one kept connection with a new connection for each operation.")
    private boolean pooledVsUnpooled;

    @Option(names = "--read-only", description = "Write nothing: leaves out SET.")
    private boolean readOnly;

    @Option(
            names = "--warn-latency",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "WARNING when PING's p99 is above. Default: 5ms.")
    private Duration warn = HealthLimits.DEFAULT.warnLatency();

    @Option(
            names = "--crit-latency",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "CRITICAL when PING's p99 is above. Default: 50ms.")
    private Duration crit = HealthLimits.DEFAULT.critLatency();

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    LatencyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (count < 1 || intervals < 1) {
            throw WsctlException.usage("--count and --intervals must be at least 1", "--count 1000");
        }
        Views<LatencyReport> views = LatencyViews.all();
        output.check(views);
        RedisTarget target = redis.target(context.environment());
        Status worst = Status.OK;
        for (long i = 0; i < (history == null ? 1 : intervals); i++) {
            LatencyReport report = measure(target, history == null ? duration : history);
            Format format = history != null && output.format() == Format.JSON ? Format.NDJSON : output.format();
            views.write(
                    report,
                    format,
                    output.page(context.terminal(), context.environment()),
                    context.terminal().out());
            context.terminal().flush();
            worst = worst.worse(report.status());
        }
        return ExitCode.of(worst).code();
    }

    private LatencyReport measure(RedisTarget target, Duration time) {
        long start = System.nanoTime();
        Instant now = Instant.now();
        // The measurement takes its own time; --timeout guards what comes on top of it.
        Deadline deadline = Deadline.after(time.plus(redis.timeout()));
        try (RedisSource source = RedisSource.of(target, deadline)) {
            LatencyRun run = new LatencyRun(source, time, count, distribution, readOnly);
            List<LatencyReport.Probe> probes = pooledVsUnpooled ? run.pooledAndUnpooled() : run.all();
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            return LatencyCheck.judge(new LatencyReport(target.display(), now, elapsed, probes, List.of()), warn, crit);
        }
    }
}
