package dev.wsctl.cli.command;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.FrameworkCensus;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.WatchOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.FrameworkViews;
import dev.wsctl.cli.source.RedisSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wsctl frameworks}: N2. */
@Command(
        name = "frameworks",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Which WebSocket frameworks run here, and do they answer?",
            "",
            "Recognises Socket.IO, Django Channels, Action Cable, SignalR and others by their channels and keys: "
                    + "instances, rooms, sessions, backlog, dead and stuck processes. Reads only, unless --probe is "
                    + "given. A number that Redis does not hold is told as unknown, with the reason.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl frameworks",
            "  wsctl frameworks --probe",
            "  wsctl frameworks -o json | jq '.frameworks[] | {name, instances, responding}'"
        })
final class FrameworksCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Option(
            names = "--probe",
            description =
                    "Ask each Socket.IO instance for its sockets in a room that nobody is in: finds instances that "
                            + "are subscribed but hang. Publishes one message for each; no client sees it.")
    private boolean probe;

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    FrameworksCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return FrameworkViews.all().formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        Rounds<FrameworkCensus> rounds = new Rounds<>(context, output, watch, FrameworkViews.all());
        RedisTarget target = redis.target(context.environment());
        return rounds.run(() -> look(target), FrameworkCensus::status);
    }

    private FrameworkCensus look(RedisTarget target) {
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            // The rest is for asking, and for printing what there is.
            Deadline reading = source.deadline().atMost(redis.timeout().dividedBy(2));
            return FrameworkLook.take(source, source.answeringMasters(), probe, reading);
        }
    }
}
