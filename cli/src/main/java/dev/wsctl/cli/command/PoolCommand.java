package dev.wsctl.cli.command;

import dev.wsctl.cli.check.PoolCheck;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.PoolReport;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.option.Durations;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.WatchOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.PoolViews;
import dev.wsctl.cli.source.HeartbeatReader;
import dev.wsctl.cli.source.PoolReader;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "pool",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Who holds connections to Redis, and are there enough?",
            "",
            "Connections by application, told by their names; limits and refusals; new connections a second; the "
                    + "pools inside the instances, from their heartbeats; with --users, how many you need. Reads only.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl pool",
            "  wsctl pool --users 3000                   are there enough for so many?",
            "  wsctl pool --window 10s --timeout 15s     watch longer for new connections",
            "  wsctl pool -o json | jq .applications"
        })
final class PoolCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Option(names = "--users", paramLabel = "N", description = "Users at the same time to size for: (N / 100) * 2.")
    private @Nullable Long users;

    @Option(
            names = "--window",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Watch this long for new connections. Default: 1s.")
    private Duration window = Duration.ofSeconds(1);

    @Mixin
    private InstanceOptions instances = new InstanceOptions();

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    /** As the round before left it; −1 before the first. */
    private long rejected = -1;

    PoolCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return PoolViews.all().formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (users != null && users < 1) {
            throw WsctlException.usage("--users must be at least 1", "--users 3000");
        }
        if (window.compareTo(redis.timeout()) >= 0) {
            throw WsctlException.usage("--window must be shorter than --timeout", "--window 10s --timeout 15s");
        }
        Rounds<PoolReport> rounds = new Rounds<>(context, output, watch, PoolViews.all());
        RedisTarget target = redis.servers(context.environment());
        return rounds.run(() -> look(target), PoolReport::status);
    }

    private PoolReport look(RedisTarget target) throws InterruptedException {
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            List<RedisNode> nodes = source.answeringMasters();
            PoolReader.Census census = PoolReader.read(nodes, window, source.deadline());
            String prefix = instances.prefix(context.environment());
            HeartbeatReader.Registry found = HeartbeatReader.read(census.nodes(), prefix, source.deadline());
            List<String> gaps = new ArrayList<>(source.gaps());
            gaps.addAll(census.gaps());
            gaps.addAll(found.gaps());
            PoolReport report = new PoolReport(
                    target.display(),
                    census.redis(),
                    census.applications(),
                    census.churnPerSecond(),
                    window,
                    newlyRejected(census),
                    prefix,
                    found.instances(),
                    gaps,
                    PoolReader.keepAlive(census.nodes().get(0)),
                    users == null ? null : size(users, found.instances(), census),
                    List.of());
            rejected = census.redis().rejectedConnections().orElse(0);
            return PoolCheck.judge(report);
        }
    }

    private long newlyRejected(PoolReader.Census census) {
        long before = rejected < 0 ? census.rejectedBefore() : rejected;
        return Math.max(0, census.redis().rejectedConnections().orElse(0) - before);
    }

    private static PoolReport.Sizing size(long users, List<InstanceStatus> found, PoolReader.Census census) {
        OptionalLong pools = found.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(found.stream()
                        .mapToLong(instance -> instance.pool().max())
                        .sum());
        return PoolCheck.size(users, pools, census.redis().connectedClients().orElse(0));
    }
}
