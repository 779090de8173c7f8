package dev.wsctl.cli.command;

import dev.wsctl.cli.check.TailCheck;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.framework.Untouchable;
import dev.wsctl.cli.model.LiveMessage;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.TailSummary;
import dev.wsctl.cli.option.Durations;
import dev.wsctl.cli.option.MessageFilterOptions;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.payload.MessageFilter;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.Page;
import dev.wsctl.cli.render.TailViews;
import dev.wsctl.cli.render.Terminal;
import dev.wsctl.cli.render.Views;
import dev.wsctl.cli.source.live.Inbox;
import dev.wsctl.cli.source.live.Inbox.Event;
import dev.wsctl.cli.source.live.LiveFeed;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "What is being published? Messages live, decoded.",
            "",
            "Subscribes by pattern, which no application counts, on one node of a cluster, since each passes messages "
                    + "to all. Looks every second at what Redis holds for it and leaves before it is the slow subscriber. "
                    + "WARNING when messages are missing from what was shown. Payloads may be personal data. Reads only.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl tail                                   everything, 100 a second at most",
            "  wsctl tail 'chat:*' --type chat_message --grep error",
            "  wsctl tail --room lobby --from-instance api-1 --limit 10",
            "  wsctl tail --count --duration 10s            who is how busy",
            "  wsctl tail 'chat:*' -o ndjson | jq -r .text",
            "  wsctl tail --sharded chat:lobby              a shard channel, by name"
        })
final class TailCommand implements Callable<Integer>, OffersFormats {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long NEVER = Long.MAX_VALUE;

    private final Context context;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATTERN",
            description = "Redis globs of channels. Default: *. With --sharded: names.")
    private List<String> patterns = new ArrayList<>();

    @Option(
            names = "--sharded",
            description = "Shard channels by name, with SSUBSCRIBE: it counts where somebody asks SHARDNUMSUB. Those "
                    + "whose subscribers an application waits for are refused.")
    private boolean sharded;

    @Mixin
    private MessageFilterOptions filters = new MessageFilterOptions();

    @Option(names = "--count", description = "Show no messages, only counts by channel in the end.")
    private boolean count;

    @Option(names = "--limit", paramLabel = "N", description = "End after N shown messages.")
    private long limit = NEVER;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "End after TIME. Default: at Ctrl-C.")
    private @Nullable Duration duration;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Show at most N a second, 0 for all; all are counted. Default: 100, for programs 0.")
    private @Nullable Integer rate;

    @Option(names = "--channels", paramLabel = "N", description = "The N busiest channels in the end. Default: 20.")
    private int channels = 20;

    @Option(
            names = "--max-backlog",
            paramLabel = "BYTES",
            description = "Stop when Redis holds more than this for us. Default: 1048576.")
    private long maxBacklog = 1 << 20;

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private long matched;
    private long shown;
    private long overRate;
    private volatile boolean ended;

    TailCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return TailViews.summary().formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        Views<TailSummary> views = TailViews.summary();
        output.check(views);
        check();
        List<String> wanted = patterns.isEmpty() ? List.of("*") : patterns;
        RedisTarget target = redis.target(context.environment());
        MessageFilter filter = filters.filter();
        Inbox inbox = new Inbox(count);
        long start = System.nanoTime();
        try (Interruption interruption = Interruption.asks(() -> ended = true, PATIENCE)) {
            try (LiveFeed feed = new LiveFeed(target, redis.timeout(), maxBacklog, inbox)) {
                feed.start(sharded ? List.of() : wanted, sharded ? wanted : List.of());
                if (output.human()) {
                    context.terminal()
                            .err()
                            .println("Listening to " + String.join(", ", wanted) + " on " + target.display()
                                    + (duration == null ? "; Ctrl-C ends it" : ""));
                }
                listen(inbox, filter, start);
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            TailSummary summary = TailCheck.judge(inbox.summary(
                    TailSummary.of(target.display(), wanted, elapsed, matched, shown, overRate), channels));
            Terminal terminal = context.terminal();
            if (output.human() && shown > 0) {
                terminal.out().println();
            }
            views.write(summary, output.format(), page(), terminal.out());
            terminal.flush();
            return interruption.happened()
                    ? ExitCode.INTERRUPTED.code()
                    : ExitCode.of(summary.status()).code();
        }
    }

    private void check() {
        if (limit < 1 || channels < 0 || maxBacklog < 1 || (rate != null && rate < 0)) {
            throw WsctlException.usage("--limit, --rate, --channels and --max-backlog count something", "--limit 10");
        }
        if (sharded && patterns.isEmpty()) {
            throw WsctlException.usage("--sharded needs names of channels", "wsctl channels shows them");
        }
        for (String name : sharded ? patterns : List.<String>of()) {
            if (Untouchable.countsSubscribers(name)) {
                throw WsctlException.usage(
                        "Socket.IO counts the subscribers of " + name + " and waits for an answer from each",
                        "wsctl frameworks --probe asks its instances without disturbing them");
            }
        }
    }

    private void listen(Inbox inbox, MessageFilter filter, long start) throws InterruptedException {
        long end = duration == null ? NEVER : duration.toNanos();
        Pace pace = new Pace(rate == null ? output.human() ? 100 : 0 : rate);
        boolean flushed = true;
        while (!ended && shown < limit && inbox.stopped().isEmpty()) {
            long left = end - (System.nanoTime() - start);
            if (left <= 0) {
                return;
            }
            Event event = inbox.take(flushed ? Math.max(1, Math.min(200, left / 1_000_000)) : 0);
            if (event == null) {
                context.terminal().flush();
                flushed = true;
            } else {
                show(event, filter, pace);
                flushed = false;
            }
        }
    }

    private void show(Event event, MessageFilter filter, Pace pace) {
        Terminal terminal = context.terminal();
        if (event instanceof Event.Gap gap && output.format() != Format.JSON) {
            TailViews.gap(gap.what(), gap.time(), ZoneId.systemDefault(), output.format(), page(), terminal.out());
        }
        if (event instanceof Event.Arrived arrived) {
            LiveMessage message = arrived.decoded();
            if (filter.wants(message)) {
                matched++;
                if (!pace.allows(System.nanoTime())) {
                    overRate++;
                } else {
                    shown++;
                    if (output.format() != Format.JSON) {
                        TailViews.messages(ZoneId.systemDefault())
                                .write(message, output.format(), page(), terminal.out());
                    }
                }
            }
        }
    }

    private Page page() {
        return output.page(context.terminal(), context.environment());
    }
}
