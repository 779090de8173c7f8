package dev.wsctl.cli.command;

import dev.wsctl.cli.framework.ChannelFramework;
import dev.wsctl.cli.model.ChannelCensus;
import dev.wsctl.cli.model.ChannelCensus.Channel;
import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.NodeAnswer;
import dev.wsctl.cli.model.NodeChannels;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.option.ChannelFilter;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.PagerOptions;
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
            "Classic and shard channels, added up over all nodes of a cluster, replicas included, and over independent "
                    + "servers. Subscribers by pattern are no subscribers of a channel to Redis; they are counted apart. "
                    + "What a node doesn't tell is labelled PARTIAL and exits with 3. Reads only.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl channels",
            "  wsctl channels 'chat:*' --sort name --limit 20",
            "  wsctl channels 'chat:*' --below 3         rooms that not all instances hear",
            "  wsctl channels --by-node --redis redis://a:6379,b:6379,c:6379",
            "  wsctl channels --redis redis://a --redis redis://b    which is where",
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
    private ChannelFilter filter = new ChannelFilter();

    @Option(
            names = "--by-node",
            description = "Also what each node says, how soon it answered, and on which nodes subscribers are.")
    private boolean byNode;

    @Mixin
    private InstanceOptions instances = new InstanceOptions();

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

    @Mixin
    private PagerOptions pager = new PagerOptions();

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
        Rounds<ChannelCensus> rounds = new Rounds<>(context, output, watch, ChannelViews.all()).paged(pager);
        RedisTarget target = redis.servers(context.environment());
        return rounds.run(() -> look(target), census -> census.partial() ? Status.UNKNOWN : Status.OK);
    }

    private ChannelCensus look(RedisTarget target) {
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            List<RedisNode> nodes = source.answeringNodes();
            Places places = new Places(source, instances.prefix(context.environment()));
            boolean told = byNode || !target.further().isEmpty();
            // A tenth is kept back for printing what there is.
            Deadline counting =
                    source.deadline().atMost(redis.timeout().multipliedBy(9).dividedBy(10));
            ChannelReader.Counts counts = ChannelReader.matching(nodes, pattern, counting, told ? places::of : null);
            List<Channel> channels = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                counts.of(kind).forEach((name, subscribers) -> {
                    Channel channel = ChannelFramework.recognise(name, kind, subscribers)
                            .at(places.location(name, counts.shares(kind, name)));
                    if (filter.takes(channel)) {
                        channels.add(channel);
                    }
                });
            }
            channels.sort(order());
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
                    joined(source.answers(), counts.byNode()),
                    byNode,
                    gaps);
        }
    }

    private Comparator<Channel> order() {
        Comparator<Channel> byName = Comparator.comparing(Channel::name).thenComparing(Channel::kind);
        return sort == Order.NAME
                ? byName
                : Comparator.comparingLong(Channel::subscribers).reversed().thenComparing(byName);
    }

    private static List<ChannelCensus.Node> joined(List<NodeAnswer> answers, List<NodeChannels> said) {
        return answers.stream()
                .map(answer -> new ChannelCensus.Node(
                        answer,
                        said.stream()
                                .filter(one -> one.address().equals(answer.address()))
                                .findFirst()
                                .orElse(null)))
                .toList();
    }
}
