package dev.wsctl.cli.command;

import dev.wsctl.cli.framework.ChannelFramework;
import dev.wsctl.cli.model.ChannelCensus;
import dev.wsctl.cli.model.ChannelCensus.Channel;
import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.WatchOptions;
import dev.wsctl.cli.render.ChannelViews;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.source.ChannelReader;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "channels",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Pub/sub channels and how many subscribe to each.",
            "",
            "Classic and shard channels, added up over all nodes of a cluster. Subscribers by pattern are no "
                    + "subscribers of a channel to Redis; they are counted apart. Reads only.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl channels",
            "  wsctl channels 'chat:*' --sort name --limit 20",
            "  wsctl channels -o json | jq '.channels[] | select(.subscribers < 3)'"
        })
final class ChannelsCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "PATTERN", description = "Glob, quoted from the shell. Default: all.")
    private String pattern = "*";

    /** What comes first. */
    enum Order {
        SUBSCRIBERS,
        NAME
    }

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            description = "subscribers (most first) or name. Default: subscribers.")
    private Order sort = Order.SUBSCRIBERS;

    @Option(
            names = {"-n", "--limit", "--top"},
            paramLabel = "N",
            description = "Show the first N; 0 shows all. Default: 50 for people, all for programs.")
    private int limit = -1;

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    ChannelsCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return ChannelViews.all().formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        Rounds<ChannelCensus> rounds = new Rounds<>(context, output, watch, ChannelViews.all());
        RedisTarget target = redis.target(context.environment());
        return rounds.run(() -> look(target), census -> census.partial() ? Status.UNKNOWN : Status.OK);
    }

    private ChannelCensus look(RedisTarget target) {
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            List<RedisNode> nodes = source.answeringMasters();
            // A tenth is kept back for printing what there is.
            Deadline counting =
                    source.deadline().atMost(redis.timeout().multipliedBy(9).dividedBy(10));
            ChannelReader.Counts counts = ChannelReader.matching(nodes, pattern, counting);
            List<Channel> channels = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                counts.of(kind)
                        .forEach((name, subscribers) ->
                                channels.add(ChannelFramework.recognise(name, kind, subscribers)));
            }
            Comparator<Channel> byName = Comparator.comparing(Channel::name);
            channels.sort(
                    sort == Order.NAME
                            ? byName
                            : Comparator.comparingLong(Channel::subscribers)
                                    .reversed()
                                    .thenComparing(byName));
            int shown = limit >= 0 ? limit : output.human() ? 50 : 0;
            List<String> gaps = new ArrayList<>(source.gaps());
            gaps.addAll(counts.gaps());
            return new ChannelCensus(
                    target.display(),
                    pattern,
                    shown == 0 || shown >= channels.size() ? channels : channels.subList(0, shown),
                    channels.size(),
                    counts.patterns(),
                    counts.patternClients(),
                    nodes.size(),
                    gaps);
        }
    }
}
