package dev.wsctl.cli.command;

import dev.wsctl.cli.check.SubscriberCheck;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ChannelCensus.Channel;
import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.model.SubscriberReport;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.PagerOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.SubscriberFilter;
import dev.wsctl.cli.option.WatchOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.SubscriberViews;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.SubscriberReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "subscribers",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Which connections subscribe, and are there enough?",
            "",
            "Name, address, age, idle time and unread output of every connection in pub/sub mode. Redis does not "
                    + "tell which connection subscribes to which channel, only how many. On all nodes of a cluster, replicas "
                    + "included, and on independent servers. What a node doesn't tell is UNKNOWN, exit 3. Reads only.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl subscribers",
            "  wsctl subscribers chat:lobby --expect 3",
            "  wsctl subscribers --sort unread --top 10      who reads too slowly",
            "  wsctl subscribers --name 'chat:*' --redis redis://a:6379,b:6379,c:6379",
            "  wsctl subscribers -o json | jq '.clients[] | select(.output_buffer_bytes > 0)'"
        })
final class SubscribersCommand implements Callable<Integer>, OffersFormats {
    private final Context context;

    @Parameters(arity = "0..*", paramLabel = "CHANNEL", description = "Count the subscribers of these channels.")
    private List<String> channels = new ArrayList<>();

    @Option(
            names = "--expect",
            paramLabel = "N",
            description = "How many subscribers each CHANNEL should have: fewer is CRITICAL, more a WARNING.")
    private @Nullable Integer expect;

    @Mixin
    private SubscriberFilter filter = new SubscriberFilter();

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

    SubscribersCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return SubscriberViews.all().formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (expect != null && (expect < 0 || channels.isEmpty())) {
            throw WsctlException.usage(
                    expect < 0 ? "--expect can't be negative" : "--expect needs a channel to count",
                    "wsctl subscribers chat:lobby --expect 3");
        }
        Rounds<SubscriberReport> rounds = new Rounds<>(context, output, watch, SubscriberViews.all()).paged(pager);
        RedisTarget target = redis.servers(context.environment());
        return rounds.run(() -> look(target), SubscriberReport::status);
    }

    private SubscriberReport look(RedisTarget target) {
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            List<RedisNode> nodes = source.answeringNodes();
            Places places = new Places(source, instances.prefix(context.environment()));
            // A tenth is kept back for printing what there is.
            Deadline reading =
                    source.deadline().atMost(redis.timeout().multipliedBy(9).dividedBy(10));
            SubscriberReader.Found found = SubscriberReader.read(nodes, channels, reading, places::of);
            List<Subscriber> clients = found.clients().stream()
                    .filter(filter::takes)
                    .sorted(filter.order())
                    .toList();
            int shown = filter.limit(output.human());
            List<String> gaps = new ArrayList<>(source.gaps());
            gaps.addAll(found.gaps());
            return SubscriberCheck.judge(new SubscriberReport(
                    target.display(),
                    expect,
                    counted(found, places, nodes.size() > 1),
                    clients.subList(0, Math.min(shown, clients.size())),
                    clients.size(),
                    source.answers(),
                    gaps,
                    found.softLimit(),
                    List.of()));
        }
    }

    /** A channel is shown as a shard channel where it has subscribers as one, and as a classic one otherwise. */
    private static List<Channel> counted(SubscriberReader.Found found, Places places, boolean several) {
        List<Channel> counted = new ArrayList<>();
        found.of(Kind.CLASSIC).forEach((name, shares) -> {
            Map<String, Long> sharded = found.of(Kind.SHARD).getOrDefault(name, Map.of());
            if (sharded.isEmpty() || sum(shares) > 0) {
                counted.add(channel(name, Kind.CLASSIC, shares, places, several));
            }
            if (!sharded.isEmpty()) {
                counted.add(channel(name, Kind.SHARD, sharded, places, several));
            }
        });
        return counted;
    }

    private static Channel channel(String name, Kind kind, Map<String, Long> shares, Places places, boolean several) {
        return Channel.unnamed(name, kind, sum(shares)).at(places.location(name, several ? shares : Map.of()));
    }

    private static long sum(Map<String, Long> shares) {
        return shares.values().stream().mapToLong(Long::longValue).sum();
    }
}
