package dev.wsctl.cli.command;

import dev.wsctl.cli.check.SubscriberCheck;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ChannelCensus.Channel;
import dev.wsctl.cli.model.ChannelCensus.Kind;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Subscriber;
import dev.wsctl.cli.model.SubscriberReport;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.WatchOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.SubscriberViews;
import dev.wsctl.cli.source.ChannelReader;
import dev.wsctl.cli.source.ClientReader;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
                    + "tell which connection subscribes to which channel, only how many. Reads only.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl subscribers",
            "  wsctl subscribers chat:lobby --expect 3",
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
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

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
        Rounds<SubscriberReport> rounds = new Rounds<>(context, output, watch, SubscriberViews.all());
        RedisTarget target = redis.target(context.environment());
        return rounds.run(() -> look(target), SubscriberReport::status);
    }

    private SubscriberReport look(RedisTarget target) {
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            List<RedisNode> nodes = source.masters();
            List<Channel> counted = new ArrayList<>();
            ChannelReader.named(nodes, channels)
                    .forEach((name, subscribers) -> counted.add(Channel.unnamed(name, Kind.CLASSIC, subscribers)));
            List<Subscriber> clients = new ArrayList<>(ClientReader.subscribers(nodes));
            clients.sort(Comparator.comparing(Subscriber::name).thenComparing(Subscriber::address));
            return SubscriberCheck.judge(new SubscriberReport(
                    target.display(), expect, counted, clients, ClientReader.softOutputLimit(nodes.get(0)), List.of()));
        }
    }
}
