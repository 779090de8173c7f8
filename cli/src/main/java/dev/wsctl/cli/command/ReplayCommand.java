package dev.wsctl.cli.command;

import dev.wsctl.cli.check.ReplayCheck;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ReplayReport;
import dev.wsctl.cli.option.Durations;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.MessageKeys;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.ReplayViews;
import dev.wsctl.cli.render.Views;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.RoomStream;
import dev.wsctl.server.protocol.RoomName;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "What was said in a room? Read from its stream.",
            "",
            "Reads stream:PREFIX:ROOM, in a Cluster stream:{PREFIX:ROOM}, which instances write that record what is said, "
                    + "page by page. Says when it does "
                    + "not reach back as far as asked (WARNING), and when there is none, or keys for its entries are missing "
                    + "(UNKNOWN). Times are by Redis' clock. Reads only.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl replay lobby                          the newest 100",
            "  wsctl replay lobby --since 5m --limit 1000",
            "  wsctl replay lobby --since 1h -o json | jq -r '.entries[].message.text'",
            "  REDIS_ENCRYPTION_KEYS=$(cat keys) wsctl replay lobby"
        })
final class ReplayCommand implements Callable<Integer>, OffersFormats {
    private static final int MOST = 10_000;

    private final Context context;

    @Parameters(paramLabel = "ROOM", description = "The room, without the prefix.")
    private String room = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "What was said in the last TIME, oldest first.")
    private @Nullable Duration since;

    @Option(
            names = "--last-id",
            paramLabel = "ID",
            description = "What was said after the entry or the message with this id.")
    private @Nullable String lastId;

    @Option(names = "--limit", paramLabel = "N", description = "At most N entries, up to 10000. Default: 100.")
    private int limit = 100;

    @Mixin
    private MessageKeys keys = new MessageKeys();

    @Mixin
    private InstanceOptions instances = new InstanceOptions();

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    ReplayCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return ReplayViews.all(ZoneId.systemDefault()).formats();
    }

    @Override
    public Integer call() {
        Views<ReplayReport> views = ReplayViews.all(ZoneId.systemDefault());
        output.check(views);
        if (!RoomName.isValid(room)) {
            throw WsctlException.usage("'" + room + "' is no room: " + RoomName.RULE, "wsctl replay lobby");
        }
        if ((since != null && lastId != null) || limit < 1 || limit > MOST) {
            throw WsctlException.usage(
                    "either --since or --last-id, and --limit from 1 to " + MOST, "wsctl replay lobby --since 5m");
        }
        try (RedisSource source = RedisSource.of(redis.target(context.environment()), redis.deadline())) {
            RoomStream stream = new RoomStream(
                    source,
                    source.answeringMasters().get(0),
                    instances.prefix(context.environment()),
                    room,
                    limit,
                    keys.sealing(context.environment()));
            ReplayReport report = ReplayCheck.judge(
                    since != null ? stream.since(since) : lastId != null ? stream.after(lastId) : stream.newest());
            views.write(
                    report,
                    output.format(),
                    output.page(context.terminal(), context.environment()),
                    context.terminal().out());
            return ExitCode.of(report.status()).code();
        }
    }
}
