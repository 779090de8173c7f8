package dev.wsctl.cli.command;

import dev.wsctl.cli.check.PresenceCheck;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.PresenceReport;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.WatchOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.PresenceViews;
import dev.wsctl.cli.source.PresenceReader;
import dev.wsctl.cli.source.RedisSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "presence",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Who is connected according to Redis, and is that true?",
            "",
            "Counts guests, members and administrators in PREFIX:presence:global:* and holds them against what the "
                    + "instances' heartbeats and the registry say, by Redis' own clock. WARNING when an instance that is "
                    + "gone left clients behind, or an instance's clients and connections don't match. Reads only.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl presence",
            "  wsctl presence --rooms --limit 20     the largest rooms, too",
            "  wsctl presence --prefix shop --watch",
            "  wsctl presence -o json | jq .clients"
        })
final class PresenceCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Option(names = "--rooms", description = "Members of each room, too: walks all keys with SCAN.")
    private boolean rooms;

    @Option(names = "--limit", paramLabel = "N", description = "The N largest rooms. Default: 50.")
    private int limit = 50;

    @Option(
            names = "--max-entries",
            paramLabel = "N",
            description = "Look at no more clients than this. Default: 200000.")
    private long mostEntries = 200_000;

    @Mixin
    private InstanceOptions instances = new InstanceOptions();

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    PresenceCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return PresenceViews.all().formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1 || mostEntries < 1) {
            throw WsctlException.usage("--limit and --max-entries take positive numbers", "wsctl presence --limit 20");
        }
        RedisTarget target = redis.servers(context.environment());
        return new Rounds<>(context, output, watch, PresenceViews.all())
                .run(() -> look(target), PresenceReport::status);
    }

    private PresenceReport look(RedisTarget target) {
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            PresenceReader reader = new PresenceReader(source, instances.prefix(context.environment()), mostEntries);
            return PresenceCheck.judge(reader.read(rooms ? limit : 0));
        }
    }
}
