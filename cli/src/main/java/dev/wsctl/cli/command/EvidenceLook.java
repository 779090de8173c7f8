package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Verification;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.option.DeliveryOptions;
import dev.wsctl.cli.option.Durations;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.MetricsKey;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.TargetOptions;
import dev.wsctl.cli.render.TargetLabels;
import dev.wsctl.cli.source.DeliveryProbe;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.evidence.EvidenceReader;
import dev.wsctl.load.LoadTest;
import dev.wsctl.load.plan.PlanException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to read of a fleet, and reading it: Redis, the frameworks on it, and messages between the instances named. */
final class EvidenceLook {
    /** Messages each member sends: enough to tell a lost one from a deaf instance. */
    private static final int ROUNDS = 10;

    /** For an instance to tell its own figures. */
    private static final Duration FIGURES_WITHIN = Duration.ofSeconds(2);

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Option(
            names = "--window",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Between the two samples; counters are judged by how they grow in between. Default: 1.5s.")
    private Duration window = Duration.ofMillis(1500);

    @Option(
            names = "--probe",
            description =
                    "Also ask each Socket.IO instance to answer, as wsctl frameworks --probe does, and publish one"
                            + " empty message on a channel of our own, to see whether somebody listens to all.")
    private boolean probe;

    @Option(
            names = "--sample",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Also listen to what is published, for so long, and judge how it is encoded and how large it"
                    + " is; nothing of it is kept or shown. By pattern, so that no application counts it.")
    private Duration sample = Duration.ZERO;

    @Option(
            names = "--host-root",
            paramLabel = "DIR",
            description =
                    "Where this machine's / is, for its /proc and /sys, when wsctl runs in a container. Default: /.")
    private Path hostRoot = Path.of("/");

    @Mixin
    private DeliveryOptions deliveryOptions = new DeliveryOptions();

    @Mixin
    private InstanceOptions instances = new InstanceOptions();

    @Mixin
    private RedisOptions redis = new RedisOptions();

    /** The name that {@code --user} gave, or another one. */
    String user(String otherwise) {
        return redis.user(otherwise);
    }

    /** Before anything is asked of anybody. */
    void check() {
        if (window.plus(sample).compareTo(redis.timeout()) >= 0) {
            throw WsctlException.usage(
                    "--window" + (sample.isZero() ? "" : " and --sample together") + " must be shorter than --timeout",
                    "--window 20s --timeout 30s");
        }
    }

    Evidence take(Context context) throws InterruptedException {
        RedisTarget target = redis.servers(context.environment());
        EvidenceReader.Settings settings = new EvidenceReader.Settings(
                window, instances.prefix(context.environment()), SessionFamilies.KNOWN, hostRoot);
        List<URI> urls = urls(context);
        DeeperLook deeper =
                new DeeperLook(urls, MetricsKey.of(context.settings(), context.environment()), FIGURES_WITHIN);
        deeper.begin();
        Evidence evidence;
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            evidence = deeper.added(new EvidenceReader(source, settings).read(), source, sample, probe);
            evidence = FrameworkLook.added(evidence, source, probe);
        }
        return urls.isEmpty() ? evidence : evidence.withDelivery(Reading.of(deliver(urls, target)));
    }

    /** The context's instances belong to the context's Redis: another one says nothing about them. */
    private List<URI> urls(Context context) {
        return targets.named()
                ? targets.targets()
                : redis.named() ? List.of() : context.settings().instances();
    }

    private Verification deliver(List<URI> urls, RedisTarget target) {
        NettyLog.quiet();
        DeliveryProbe.Settings settings = new DeliveryProbe.Settings(
                ROUNDS, redis.timeout(), deliveryOptions.deadline(), false, targets.headers(), Optional.of(target));
        try {
            return new DeliveryProbe(urls, TargetLabels::of, targets.dialect(), settings)
                    .run(new LoadTest(), progress -> {});
        } catch (PlanException e) {
            throw WsctlException.usage(String.valueOf(e.getMessage()), e.hint());
        }
    }
}
