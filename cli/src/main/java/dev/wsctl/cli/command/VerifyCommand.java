package dev.wsctl.cli.command;

import dev.wsctl.cli.check.DeliveryCheck;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Verification;
import dev.wsctl.cli.option.ContextRedis;
import dev.wsctl.cli.option.DeliveryOptions;
import dev.wsctl.cli.option.Durations;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.TargetOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.LoadProgress;
import dev.wsctl.cli.render.TargetLabels;
import dev.wsctl.cli.render.VerifyViews;
import dev.wsctl.cli.render.Views;
import dev.wsctl.cli.source.DeliveryProbe;
import dev.wsctl.load.LoadTest;
import dev.wsctl.load.plan.PlanException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wsctl verify}: N1. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Do messages reach every instance? Names the pairs that fail.",
            "",
            "Two members in each of two rooms join on every target and send; each must receive every message of its "
                    + "room once, in order, and none of the other. An instance that fails is asked for /health/redis; "
                    + "with --redis the cause is told: not shared, another prefix, not subscribed, deaf, or nothing published.",
            "Writes: joins two rooms of its own and sends messages there.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl verify ws://10.0.0.7:8001/ws ws://10.0.0.8:8001/ws",
            "  wsctl verify --redis redis://10.0.0.5:6379/0 ws://a/ws ws://b/ws ws://c/ws",
            "  wsctl verify wss://chat.example.com/ws --dialects mine.yaml --dialect mine"
        })
final class VerifyCommand implements Callable<Integer>, OffersFormats {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Context context;

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Option(
            names = {"-r", "--redis"},
            paramLabel = "URL",
            description = {
                "Also watch this Redis while members talk: who subscribes, who publishes, on which channel. "
                        + "Repeated, or with | between URLs: independent servers that share the rooms. "
                        + "Default: the context's, when its instances are verified."
            })
    private List<String> redis = new ArrayList<>();

    @Option(names = "--rounds", paramLabel = "N", description = "Messages each member sends. Default: 20.")
    private int rounds = 20;

    @Mixin
    private DeliveryOptions delivery = new DeliveryOptions();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "For one connection, until it has joined. Default: 5s.")
    private Duration timeout = Duration.ofSeconds(5);

    @Option(names = "--insecure", description = "Accept any certificate of wss:// targets.")
    private boolean insecure;

    @Mixin
    private OutputOptions output = new OutputOptions();

    VerifyCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return VerifyViews.views().formats();
    }

    @Override
    public Integer call() {
        Views<VerifyViews.Verified> views = VerifyViews.views();
        output.check(views);
        DeliveryProbe probe = probe();
        NettyLog.quiet();
        LoadTest test = new LoadTest();
        try (Interruption interruption = Interruption.asks(test::stop, PATIENCE)) {
            Verification measured;
            try (LoadProgress progress = LoadProgress.on(context.terminal(), context.environment())) {
                measured = probe.run(test, progress);
            }
            if (interruption.happened()) {
                return ExitCode.INTERRUPTED.code();
            }
            VerifyViews.Verified verified = new VerifyViews.Verified(measured, DeliveryCheck.judge(measured));
            views.write(
                    verified,
                    output.format(),
                    output.page(context.terminal(), context.environment()),
                    context.terminal().out());
            context.terminal().flush();
            return ExitCode.of(verified.judgement().status()).code();
        }
    }

    private DeliveryProbe probe() {
        if (rounds < 1 || rounds > 100_000) {
            throw WsctlException.usage("--rounds must be from 1 to 100000, not " + rounds, "--rounds 20");
        }
        if (new HashSet<>(targets.targets()).size() < targets.targets().size()) {
            throw WsctlException.usage("a target is named twice", "one URL an instance, each by its own address");
        }
        try {
            return new DeliveryProbe(
                    targets.targets(),
                    TargetLabels::of,
                    targets.dialect(),
                    new DeliveryProbe.Settings(
                            rounds, timeout, delivery.deadline(), insecure, targets.headers(), redis()));
        } catch (PlanException e) {
            throw WsctlException.usage(String.valueOf(e.getMessage()), e.hint());
        }
    }

    /** The context's belongs to the context's instances; what others have behind them only an option can say. */
    private Optional<RedisTarget> redis() {
        if (!redis.isEmpty()) {
            return Optional.of(RedisOptions.servers(redis, context.environment()));
        }
        ContextSettings settings = context.settings();
        return targets.named() || settings.redis() == null
                ? Optional.empty()
                : Optional.of(ContextRedis.target(settings, settings.redis(), context.environment(), true));
    }
}
