package dev.wsctl.cli.command;

import dev.wsctl.cli.check.LatencyCheck;
import dev.wsctl.cli.check.LatencyLimits;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.LatencyReport;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.RedisStat;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.option.LatencyLimitOptions;
import dev.wsctl.cli.option.LatencyOptions;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.HumanView;
import dev.wsctl.cli.render.LatencyComparison;
import dev.wsctl.cli.render.LatencyHistory;
import dev.wsctl.cli.render.LatencyJson;
import dev.wsctl.cli.render.LatencyText;
import dev.wsctl.cli.render.StatJson;
import dev.wsctl.cli.render.StatText;
import dev.wsctl.cli.render.Units;
import dev.wsctl.cli.render.Views;
import dev.wsctl.cli.source.LatencyProbe;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.StatReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "How fast is Redis, and how steadily? Percentiles.",
            "",
            "Times PING, GET, SET, a message from PUBLISH to its receiver, and connecting; on every node of a cluster. "
                    + "One operation is under way at a time. Judges the p99 of all but connecting.",
            "Writes one key named wsctl:probe:* that expires within 10 s; --read-only leaves it out.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl latency",
            "  wsctl latency --duration 30s --distribution    how it spreads",
            "  wsctl latency --history                        a line every 5 s",
            "  wsctl latency --pooled-vs-unpooled             what a pool is worth",
            "  wsctl latency --stat                           like redis-cli --stat",
            "  wsctl latency --site remote --redis rediss://other.region",
            "  wsctl latency -o json | jq '.probes[] | {name, p99_us}'"
        })
final class LatencyCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private LatencyOptions latency = new LatencyOptions();

    @Mixin
    private LatencyLimitOptions limitOptions = new LatencyLimitOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private @Nullable RedisStat previous;

    LatencyCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return views().formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        latency.check();
        RedisTarget target = redis.servers(context.environment());
        if (latency.stat()) {
            return stat(target);
        }
        LatencyLimits limits = limitOptions.limits();
        Rounds<LatencyReport> rounds = new Rounds<>(context, output, latency.watching(), views());
        if (latency.history()) {
            rounds.rolling();
        }
        return rounds.run(() -> new LatencyCheck(limits).judge(measure(target)), LatencyReport::status);
    }

    private Views<LatencyReport> views() {
        return new Views<>(LatencyJson.SCHEMA, view(), new LatencyJson(latency.distribution()));
    }

    private HumanView<LatencyReport> view() {
        return latency.history()
                ? new LatencyHistory(ZoneId.systemDefault())
                : latency.comparison() ? new LatencyComparison() : new LatencyText(latency.distribution());
    }

    private LatencyReport measure(RedisTarget target) {
        Duration duration = latency.duration();
        announce(duration);
        LatencyProbe.Extent extent =
                new LatencyProbe.Extent(latency.samples(), duration, latency.pause(), redis.timeout());
        // Measuring has its own time; --timeout is for connecting before it, and for one operation that hangs.
        Deadline deadline = Deadline.after(redis.timeout().plus(duration));
        try (RedisSource source = RedisSource.of(target, deadline);
                LatencyProbe probe = new LatencyProbe(source, extent)) {
            return latency.comparison() ? probe.pooledAndNot() : probe.roundTrips(latency.readOnly());
        }
    }

    /** Nobody should look at a silent screen for longer than a second. */
    private void announce(Duration duration) {
        if (context.terminal().interactive() && output.human() && latency.takesLong()) {
            context.terminal().err().println("measuring for " + Units.span(duration) + " …");
        }
    }

    private int stat(RedisTarget target) throws InterruptedException {
        Views<RedisStat> views = new Views<>(StatJson.SCHEMA, new StatText(ZoneId.systemDefault()), new StatJson());
        Rounds<RedisStat> rounds = new Rounds<>(context, output, latency.watching(), views).rolling();
        try (StatReader reader = new StatReader(target, redis.timeout())) {
            return rounds.run(() -> next(target, reader.read()), stat -> Status.OK);
        }
    }

    private RedisStat next(RedisTarget target, RedisFacts facts) {
        RedisStat earlier = previous;
        RedisStat stat = earlier == null
                ? RedisStat.first(target.display(), Instant.now(), facts)
                : earlier.next(Instant.now(), facts);
        previous = stat;
        return stat;
    }
}
