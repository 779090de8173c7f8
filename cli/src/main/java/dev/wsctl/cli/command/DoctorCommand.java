package dev.wsctl.cli.command;

import dev.wsctl.cli.check.doctor.Doctor;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.Verification;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.option.DoctorOptions;
import dev.wsctl.cli.option.Durations;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.TargetOptions;
import dev.wsctl.cli.option.WatchOptions;
import dev.wsctl.cli.render.DoctorViews;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.TargetLabels;
import dev.wsctl.cli.render.Views;
import dev.wsctl.cli.source.DeliveryProbe;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.evidence.EvidenceReader;
import dev.wsctl.load.LoadTest;
import dev.wsctl.load.plan.PlanException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wsctl doctor}: N3. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "What is wrong, and what do I type? All findings.",
            "",
            "Reads what Redis tells of itself, its clients and keys, twice, some time apart; judges it, and prints what"
                    + " to do first first, with the evidence and the exact commands, which it never runs. Reads only;"
                    + " where instances are named, it joins two rooms of its own on each and sends messages, as"
                    + " verify does.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl doctor",
            "  wsctl doctor --redis redis://10.0.0.5:6379/0 --verbose",
            "  wsctl doctor --redis redis://10.0.0.5:6379/0 ws://10.0.0.7:8001/ws ws://10.0.0.8:8001/ws",
            "  wsctl doctor --window 20s --timeout 30s      rare events show in a longer window",
            "  wsctl doctor --fail-on critical -o junit >doctor.xml",
            "  wsctl doctor --set SLO01.warning=70%% --suppress MEM06='a cache of its own'"
        })
final class DoctorCommand implements Callable<Integer>, OffersFormats {
    /** Messages each member sends: enough to tell a lost one from a deaf instance. */
    private static final int ROUNDS = 10;

    private static final Duration DELIVERED_WITHIN = Duration.ofSeconds(2);

    private final Context context;

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Option(
            names = "--window",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Between the two samples; counters are judged by how they grow in between. Default: 1.5s.")
    private Duration window = Duration.ofMillis(1500);

    @Mixin
    private DoctorOptions findings = new DoctorOptions();

    @Option(
            names = "--probe",
            description = "Also ask each Socket.IO instance to answer, as wsctl frameworks --probe does.")
    private boolean probe;

    @Mixin
    private InstanceOptions instances = new InstanceOptions();

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    DoctorCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return DoctorViews.all(findings.failOn()).formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (window.compareTo(redis.timeout()) >= 0) {
            throw WsctlException.usage("--window must be shorter than --timeout", "--window 20s --timeout 30s");
        }
        Doctor doctor = new Doctor(findings.limits(context.settings()), findings.suppressions(context.settings()));
        Views<Diagnosis> views = DoctorViews.all(findings.failOn());
        RedisTarget target = redis.target(context.environment());
        return new Rounds<>(context, output, watch, views)
                .run(() -> doctor.diagnose(look(target)), diagnosis -> diagnosis.status(findings.failOn()));
    }

    private Evidence look(RedisTarget target) throws InterruptedException {
        EvidenceReader.Settings settings =
                new EvidenceReader.Settings(window, instances.prefix(context.environment()), SessionFamilies.KNOWN);
        Evidence evidence;
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            evidence = FrameworkLook.added(new EvidenceReader(source, settings).read(), source, probe);
        }
        List<URI> urls = urls();
        return urls.isEmpty() ? evidence : evidence.withDelivery(Reading.of(deliver(urls, target)));
    }

    /** The context's instances belong to the context's Redis: another one says nothing about them. */
    private List<URI> urls() {
        return targets.named()
                ? targets.targets()
                : redis.named() ? List.of() : context.settings().instances();
    }

    private Verification deliver(List<URI> urls, RedisTarget target) {
        NettyLog.quiet();
        DeliveryProbe.Settings settings = new DeliveryProbe.Settings(
                ROUNDS, redis.timeout(), DELIVERED_WITHIN, false, targets.headers(), Optional.of(target));
        try {
            return new DeliveryProbe(urls, TargetLabels::of, targets.dialect(), settings)
                    .run(new LoadTest(), progress -> {});
        } catch (PlanException e) {
            throw WsctlException.usage(String.valueOf(e.getMessage()), e.hint());
        }
    }
}
