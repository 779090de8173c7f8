package dev.wsctl.cli.command;

import dev.wsctl.cli.check.InstanceCheck;
import dev.wsctl.cli.model.InstanceReport;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.WatchOptions;
import dev.wsctl.cli.render.InstanceViews;
import dev.wsctl.cli.source.HeartbeatReader;
import dev.wsctl.cli.source.RedisSource;
import java.util.List;
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
                    + "older than 30 s, CRITICAL when an instance is degraded or missing. Reads only.",
            ""
        },
        footer = {"", "Examples:", "  wsctl instances --expect 3", "  wsctl instances --prefix shop --watch"})
final class InstancesCommand implements Callable<Integer> {
    private final Context context;

    @Option(
            names = "--expect",
            paramLabel = "N",
            description = "How many there should be: fewer is CRITICAL, more a WARNING.")
    private @Nullable Integer expect;

    @Mixin
    private InstanceOptions instances = new InstanceOptions();

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    InstancesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        Rounds<InstanceReport> rounds = new Rounds<>(context, output, watch, InstanceViews.all());
        RedisTarget target = redis.target(context.environment());
        return rounds.run(() -> look(target), InstanceReport::status);
    }

    private InstanceReport look(RedisTarget target) {
        String prefix = instances.prefix(context.environment());
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            HeartbeatReader.Registry registry = HeartbeatReader.read(source.masters(), prefix, source.deadline());
            return InstanceCheck.judge(new InstanceReport(
                    target.display(), prefix, expect, registry.instances(), registry.partial(), List.of()));
        }
    }
}
