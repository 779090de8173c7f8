package dev.wsctl.cli.command;

import dev.wsctl.cli.check.HealthCheck;
import dev.wsctl.cli.check.HealthLimits;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.FleetHealth;
import dev.wsctl.cli.model.HealthReport;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.option.ContextThreshold;
import dev.wsctl.cli.option.Durations;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.PlainOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.WatchOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.HealthViews;
import dev.wsctl.cli.source.HealthProbe;
import dev.wsctl.cli.source.RedisSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Is Redis well? Stage by stage, with a verdict.",
            "",
            "Reaches it, logs in, asks for its role, writes and reads back a key and a session, sends itself a "
                    + "message over pub/sub; then reports clients, memory, load, sessions and latency.",
            "Writes only keys named wsctl:probe:* that expire within 10 s; --read-only leaves them out.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl health",
            "  wsctl health --redis rediss://me@redis.example:6380/0 --askpass",
            "  wsctl health --watch 2s               again every 2 s, on one screen",
            "  wsctl health --redis redis://a:6379 --redis redis://b:6379    each of both",
            "  wsctl health -o json | jq .latency.ping.p99_us"
        })
final class HealthCommand implements PlainCommand, PlainOptions, OffersFormats {
    private final Context context;

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

    @Option(
            names = "--warn-latency",
            paramLabel = "TIME",
            converter = Durations.class,
            description =
                    "WARNING when PING's p99 is above. Default: the context's latency.warn, else 5ms, for one site.")
    private @Nullable Duration warnLatency;

    @Option(
            names = "--crit-latency",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "CRITICAL when PING's p99 is above. Default: the context's latency.crit, else 50ms.")
    private @Nullable Duration critLatency;

    @Option(names = "--read-only", description = "Write nothing: leaves out the stages write and session.")
    private boolean readOnly;

    @Option(
            names = "--max-keys",
            paramLabel = "N",
            description = "Look at no more keys than this when counting sessions; 0 counts none. Default: 100000.")
    private long maxKeys = 100_000;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private @Nullable FleetHealth previous;

    HealthCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return HealthViews.all().formats();
    }

    @Override
    public List<PlainOptions> plainOptions() {
        return List.of(redis, output, this);
    }

    @Override
    public boolean take(String name, Supplier<String> value) {
        switch (name) {
            case "--warn-latency" -> warnLatency = Durations.parse(value.get());
            case "--crit-latency" -> critLatency = Durations.parse(value.get());
            case "--read-only" -> readOnly = true;
            case "--max-keys" -> maxKeys = Long.parseLong(value.get());
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public Integer call() throws InterruptedException {
        HealthLimits limits = limits();
        List<RedisTarget> servers = redis.servers(context.environment()).servers();
        return new Rounds<>(context, output, watch, HealthViews.all())
                .run(() -> look(servers, limits), FleetHealth::status);
    }

    private HealthLimits limits() {
        Duration warn = first(warnLatency, "latency.warn", HealthLimits.DEFAULT.warnLatency());
        Duration crit = first(critLatency, "latency.crit", HealthLimits.DEFAULT.critLatency());
        if (warn.compareTo(crit) > 0) {
            throw WsctlException.usage(
                    "--warn-latency is above --crit-latency", "--warn-latency 5ms --crit-latency 50ms");
        }
        return HealthLimits.DEFAULT.withLatency(warn, crit);
    }

    private Duration first(@Nullable Duration option, String threshold, Duration usual) {
        Duration set = option != null ? option : ContextThreshold.duration(context.settings(), threshold);
        return set != null ? set : usual;
    }

    private FleetHealth look(List<RedisTarget> servers, HealthLimits limits) {
        Deadline deadline = redis.deadline();
        FleetHealth before = previous;
        List<HealthReport> reports = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            HealthReport report = look(servers.get(i), deadline.share(servers.size() - i));
            reports.add(new HealthCheck(limits)
                    .judge(report, before == null ? null : before.servers().get(i)));
        }
        FleetHealth now = new FleetHealth(reports);
        previous = now;
        return now;
    }

    private HealthReport look(RedisTarget server, Deadline deadline) {
        HealthProbe.SessionCount sessions =
                new HealthProbe.SessionCount(SessionFamilies.KNOWN, maxKeys, Duration.ofMillis(300));
        try (RedisSource source = RedisSource.of(server, deadline)) {
            return new HealthProbe(source, readOnly, sessions).run();
        }
    }
}
