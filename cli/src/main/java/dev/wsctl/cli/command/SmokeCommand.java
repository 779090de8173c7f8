package dev.wsctl.cli.command;

import dev.wsctl.cli.check.HealthCheck;
import dev.wsctl.cli.check.HealthLimits;
import dev.wsctl.cli.check.InstanceCheck;
import dev.wsctl.cli.check.SmokeTests;
import dev.wsctl.cli.check.doctor.Doctor;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.model.HealthReport;
import dev.wsctl.cli.model.InstanceReport;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.SmokeReport;
import dev.wsctl.cli.model.SmokeReport.Test;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.option.DeliveryOptions;
import dev.wsctl.cli.option.Durations;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.option.SmokeOptions;
import dev.wsctl.cli.option.TargetOptions;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.SmokeViews;
import dev.wsctl.cli.render.TargetLabels;
import dev.wsctl.cli.render.Views;
import dev.wsctl.cli.source.DeliveryProbe;
import dev.wsctl.cli.source.HealthProbe;
import dev.wsctl.cli.source.HeartbeatReader;
import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.evidence.EvidenceReader;
import dev.wsctl.load.LoadTest;
import dev.wsctl.load.plan.PlanException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wsctl smoke}: B2, E13. */
@Command(
        name = "smoke",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "The one step for CI: is this deployment fit for users?",
            "",
            "One line a test: Redis reachable, PING, SET/GET/DEL, a session stored and retrieved, publish and receive,"
                    + " latency, messages between all instances named, the number of instances, and the checks of"
                    + " doctor that make a deployment fail. With --wait it first waits until they are ready. Each of them"
                    + " may take --timeout.",
            "Writes keys wsctl:probe:* that expire in seconds, and joins two rooms of its own on each instance;"
                    + " --read-only leaves both out.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl smoke",
            "  wsctl smoke --wait 60s --redis redis://10.0.0.5:6379/0 \\",
            "      ws://10.0.0.7:8001/ws ws://10.0.0.8:8001/ws",
            "  wsctl smoke --expect-instances 3 -o junit >smoke.xml",
            "  wsctl smoke --check SLO01,CON01 --read-only -o github"
        })
final class SmokeCommand implements Callable<Integer>, OffersFormats {
    private static final int ROUNDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration WINDOW = Duration.ofMillis(500);

    private final Context context;

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "First wait up to TIME until Redis and the instances are ready. Default: not at all.")
    private @Nullable Duration patience;

    @Mixin
    private SmokeOptions options = new SmokeOptions();

    @Mixin
    private DeliveryOptions deliveryOptions = new DeliveryOptions();

    @Mixin
    private InstanceOptions instances = new InstanceOptions();

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    SmokeCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return SmokeViews.all().formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        Views<SmokeReport> views = SmokeViews.all();
        output.check(views);
        Integer expected = options.expected(context.settings());
        RedisTarget target = redis.servers(context.environment());
        List<URI> urls = urls();
        String prefix = instances.prefix(context.environment());
        Doctor doctor = new Doctor(
                options.checks(),
                options.limits(context.settings(), expected),
                options.suppressions(context.settings()));
        Optional<DeliveryProbe> delivery = urls.isEmpty() ? Optional.empty() : Optional.of(probe(urls, target));

        Instant time = Instant.now();
        long start = System.nanoTime();
        LoadTest messages = new LoadTest();
        try (Interruption interruption = Interruption.asks(messages::stop, PATIENCE)) {
            if (patience != null) {
                new Readiness(target, urls, prefix, expected)
                        .await(patience, context.terminal().err(), interruption::happened);
            }
            Duration waited = since(start);
            Steps steps = new Steps(interruption);
            for (RedisTarget server : target.servers()) {
                if (!interruption.happened()) {
                    steps.tests.addAll(tested(server, target.further().isEmpty()));
                }
            }
            steps.take("instances", () -> registered(target, prefix, expected));
            steps.take("delivery", () -> delivered(delivery, messages));
            steps.take("doctor", () -> diagnosed(doctor, target, prefix));
            SmokeReport report = new SmokeReport(target.display(), time, since(start), waited, steps.tests);
            views.write(
                    report,
                    output.format(),
                    output.page(context.terminal(), context.environment()),
                    context.terminal().out());
            context.terminal().flush();
            return (interruption.happened() ? ExitCode.INTERRUPTED : ExitCode.of(report.status())).code();
        }
    }

    /** What was tested. After Ctrl-C the rest is left out, and the report says so: nobody knows how it would have ended. */
    private static final class Steps {
        private final Interruption interruption;
        private final List<Test> tests = new ArrayList<>();

        Steps(Interruption interruption) {
            this.interruption = interruption;
        }

        void take(String name, Step step) throws InterruptedException {
            Test test = interruption.happened() ? null : timed(name, step);
            tests.add(test == null || interruption.happened() ? interrupted(name) : test);
        }

        private static Test interrupted(String name) {
            String what = "interrupted by Ctrl-C";
            return new Test(name, Status.UNKNOWN, false, Duration.ZERO, what, List.of(), List.of());
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** The context's instances belong to the context's Redis: another one says nothing about them. */
    private List<URI> urls() {
        return targets.named()
                ? targets.targets()
                : redis.named() ? List.of() : context.settings().instances();
    }

    private interface Step {
        Test run() throws InterruptedException;
    }

    /** What fails on the way is this test's failure, and the others are made all the same. */
    private static Test timed(String name, Step step) throws InterruptedException {
        long start = System.nanoTime();
        try {
            return step.run();
        } catch (WsctlException e) {
            Status status = e.exitCode().status();
            return new Test(name, status, false, since(start), e.what(), List.of(), List.of(e.hint()));
        }
    }

    /** @param only whether there is no other server, whose tests would have the same names */
    private List<Test> tested(RedisTarget server, boolean only) {
        List<Test> tests = SmokeTests.redis(health(server));
        String address = server.endpoints().get(0).display();
        return only ? tests : tests.stream().map(test -> test.on(address)).toList();
    }

    private HealthReport health(RedisTarget target) {
        HealthProbe.SessionCount none = new HealthProbe.SessionCount(SessionFamilies.KNOWN, 0, Duration.ZERO);
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            HealthLimits limits = options.latency(context.settings());
            return new HealthCheck(limits).judge(new HealthProbe(source, options.readOnly(), none).run(), null);
        }
    }

    private Test registered(RedisTarget target, String prefix, @Nullable Integer expected) {
        long start = System.nanoTime();
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            List<RedisNode> nodes = source.masters();
            HeartbeatReader.Registry registry = HeartbeatReader.read(nodes, prefix, source.deadline());
            if (registry.instances().isEmpty() && expected == null) {
                return Test.skipped("instances", "none is registered and --expect-instances was not given");
            }
            InstanceReport report = new InstanceReport(
                    target.display(),
                    Instant.now(),
                    prefix,
                    expected,
                    registry.instances(),
                    Map.of(),
                    registry.gaps(),
                    List.of());
            return SmokeTests.instances(InstanceCheck.judge(report, null), since(start));
        }
    }

    private DeliveryProbe probe(List<URI> urls, RedisTarget target) {
        DeliveryProbe.Settings settings = new DeliveryProbe.Settings(
                ROUNDS, redis.timeout(), deliveryOptions.deadline(), false, targets.headers(), Optional.of(target));
        try {
            return new DeliveryProbe(urls, TargetLabels::of, targets.dialect(), settings);
        } catch (PlanException e) {
            throw WsctlException.usage(String.valueOf(e.getMessage()), e.hint());
        }
    }

    private Test delivered(Optional<DeliveryProbe> probe, LoadTest messages) {
        if (probe.isEmpty() || options.readOnly()) {
            return Test.skipped("delivery", probe.isEmpty() ? "no WebSocket URL was given" : "--read-only");
        }
        NettyLog.quiet();
        long start = System.nanoTime();
        return SmokeTests.delivery(probe.get().run(messages, progress -> {}), since(start));
    }

    private Test diagnosed(Doctor doctor, RedisTarget target, String prefix) throws InterruptedException {
        if (options.checks().isEmpty()) {
            return Test.skipped("doctor", "--check none");
        }
        long start = System.nanoTime();
        try (RedisSource source = RedisSource.of(target, redis.deadline())) {
            Evidence evidence = new EvidenceReader(
                            source, new EvidenceReader.Settings(WINDOW, prefix, SessionFamilies.KNOWN))
                    .read();
            return SmokeTests.doctor(doctor.diagnose(evidence), since(start));
        }
    }
}
