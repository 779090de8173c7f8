package dev.wsctl.cli.command;

import dev.wsctl.cli.check.doctor.Doctor;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Secret;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.fleet.Board;
import dev.wsctl.cli.option.DoctorOptions;
import dev.wsctl.cli.option.Durations;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.MetricsKey;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.TopViews;
import dev.wsctl.cli.render.Views;
import dev.wsctl.cli.source.FleetReader;
import dev.wsctl.cli.source.InstanceProbe;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wsctl top}. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "The fleet live: instances, rooms, Redis, findings.",
            "",
            "Instances with connections, rates, latency, queues and state, from their heartbeats in Redis and from what they"
                    + " tell themselves: /metrics, with METRICS_API_KEY or the context's metrics-key, else /api/status. Rooms by"
                    + " their members, Redis, and what doctor's checks find meanwhile. On a terminal a screen with keys (? lists"
                    + " them); otherwise one JSON document a line each interval.",
            "Reads only, and subscribes to nothing. The key goes to the addresses in the heartbeats; --no-http asks no instance.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl top",
            "  METRICS_API_KEY=… wsctl top --redis redis://10.0.0.5:6379/0 --interval 2s",
            "  wsctl top --once                             one look, on paper",
            "  wsctl top -o ndjson --count 60 >minute.ndjson"
        })
final class TopCommand implements Callable<Integer>, OffersFormats {
    private static final Duration SHORTEST = Duration.ofMillis(200);

    private final Context context;

    @Option(
            names = {"-i", "--interval"},
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Between two looks. Default: 1s.")
    private Duration interval = Duration.ofSeconds(1);

    @Option(
            names = "--once",
            description = "Look for one interval, print it, and end; the exit code tells of findings.")
    private boolean once;

    @Option(names = "--count", paramLabel = "N", description = "Without a screen: end after N documents.")
    private long count = Long.MAX_VALUE;

    @Option(
            names = "--findings-every",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Between two runs of doctor's checks. Default: 10s.")
    private Duration findingsEvery = Duration.ofSeconds(10);

    @Option(names = "--no-http", description = "Ask no instance for its figures: heartbeats only.")
    private boolean noHttp;

    @Mixin
    private DoctorOptions findings = new DoctorOptions();

    @Mixin
    private InstanceOptions instances = new InstanceOptions();

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    TopCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return TopViews.all(ZoneId.systemDefault()).formats();
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Views<Board> views = TopViews.all(ZoneId.systemDefault());
        output.check(views);
        if (interval.compareTo(SHORTEST) < 0) {
            throw WsctlException.usage("an interval below 200 ms would be load, not a look", "--interval 1s");
        }
        if (count < 1) {
            throw WsctlException.usage("--count must be 1 or more", "--count 60");
        }
        RedisTarget target = redis.target(context.environment());
        String prefix = instances.prefix(context.environment());
        Duration patience = redis.timeout();
        InstanceProbe probe = new InstanceProbe(key(), shorter(patience, Duration.ofSeconds(1)), !noHttp);
        try (FleetWatch watch = new FleetWatch(
                new FleetReader(target, prefix, patience, probe),
                target,
                new Doctor(findings.limits(context.settings()), findings.suppressions(context.settings())),
                new FleetWatch.Settings(prefix, interval, findingsEvery, patience))) {
            if (once) {
                return once(watch, views);
            }
            if (output.human() && context.terminal().interactive()) {
                boolean colour = output.colour(context.terminal(), context.environment());
                return new TopScreenLoop(watch, colour).run().code();
            }
            return documents(watch, views);
        }
    }

    private int once(FleetWatch watch, Views<Board> views) throws InterruptedException {
        Board board = watch.snapshot();
        print(board, views, output.format());
        return ExitCode.of(watch.status(board, findings.failOn())).code();
    }

    private int documents(FleetWatch watch, Views<Board> views) throws InterruptedException {
        watch.examineBeside();
        Status worst = Status.OK;
        long next = System.nanoTime();
        for (long round = 1; ; round++) {
            Board board = watch.look();
            print(board, views, Format.NDJSON);
            worst = worst.worse(board.redis() == null ? Status.CRITICAL : Status.OK);
            if (round >= count) {
                return ExitCode.of(worst).code();
            }
            next = Math.max(next + interval.toNanos(), System.nanoTime());
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
    }

    private void print(Board board, Views<Board> views, Format format) {
        views.write(
                board,
                format,
                output.page(context.terminal(), context.environment()),
                context.terminal().out());
        context.terminal().flush();
    }

    private @Nullable Secret key() {
        return noHttp ? null : MetricsKey.of(context.settings(), context.environment());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
