package dev.wsctl.cli.command;

import dev.wsctl.cli.check.InstanceCheck;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.InstanceReport;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.WatchOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.InstanceViews;
import dev.wsctl.cli.source.HeartbeatReader;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "instances",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Which server instances are registered, and are they alive?",
            "",
            "Reads the heartbeats in PREFIX:instances:*; their age is by Redis' own clock. WARNING when one is "
                    + "older than 30 s or an instance degraded, CRITICAL when one is missing, UNKNOWN when there is none and "
                    + "none was expected. Reads only.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl instances",
            "  wsctl instances --expect 3                after a deployment",
            "  wsctl instances --prefix shop --watch     another application",
            "  wsctl instances -o json | jq '.instances[] | {id, heartbeat_age_ms}'"
        })
final class InstancesCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Option(
            names = "--expect",
            paramLabel = "N",
            description = "How many there should be: fewer is CRITICAL, more a WARNING. Default: the context's.")
    private @Nullable Integer expect;

    @Mixin
    private InstanceOptions instances = new InstanceOptions();

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private @Nullable InstanceReport previous;

    InstancesCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return InstanceViews.all().formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (expect != null && expect < 0) {
            throw WsctlException.usage("--expect " + expect + " instances make no sense", "--expect 3");
        }
        Rounds<InstanceReport> rounds = new Rounds<>(context, output, watch, InstanceViews.all());
        RedisTarget target = redis.servers(context.environment());
        return rounds.run(() -> look(target), InstanceReport::status);
    }

    private InstanceReport look(RedisTarget target) {
        String prefix = instances.prefix(context.environment());
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            List<RedisNode> nodes = source.answeringMasters();
            HeartbeatReader.Registry registry = HeartbeatReader.read(nodes, prefix, source.deadline());
            Map<String, Long> elsewhere =
                    registry.instances().isEmpty() ? HeartbeatReader.prefixes(nodes, source.deadline()) : Map.of();
            List<String> gaps = new ArrayList<>(source.gaps());
            gaps.addAll(registry.gaps());
            InstanceReport report = new InstanceReport(
                    target.display(),
                    Instant.now(),
                    prefix,
                    expect == null ? context.settings().expectedInstances() : expect,
                    registry.instances(),
                    elsewhere,
                    gaps,
                    List.of());
            InstanceReport judged = InstanceCheck.judge(report, previous);
            previous = report;
            return judged;
        }
    }
}
