package dev.wsctl.cli.command;

import dev.wsctl.cli.check.doctor.Doctor;
import dev.wsctl.cli.exit.ErrorReport;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.exporter.Collectors;
import dev.wsctl.cli.exporter.MetricsFile;
import dev.wsctl.cli.exporter.MetricsServer;
import dev.wsctl.cli.exporter.Scraper;
import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.option.Durations;
import dev.wsctl.cli.option.FindingOptions;
import dev.wsctl.cli.option.InstanceOptions;
import dev.wsctl.cli.option.RedisOptions;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.evidence.EvidenceReader;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "exporter",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Figures for Prometheus, of everything wsctl reads.",
            "",
            "Health, latency, channels, subscribers, connections, instances, presence, sessions and doctor's findings, each "
                    + "with wsctl_collector_up. However often it is scraped, Redis is asked at most once an --interval. "
                    + "Scrape configuration, alerts and a dashboard are in docs/deploy. Reads only; ends at Ctrl-C or SIGTERM.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl exporter --listen 127.0.0.1:9469",
            "  wsctl exporter --textfile /var/lib/node_exporter/wsctl.prom --interval 30s",
            "  wsctl exporter --textfile wsctl.prom --once      from cron",
            "  curl -s http://127.0.0.1:9469/metrics | grep wsctl_finding"
        })
final class ExporterCommand implements Callable<Integer> {
    private static final Duration WINDOW = Duration.ofMillis(1500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Context context;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Default: 127.0.0.1:9469, without --textfile. Anyone who can reach it can read it.")
    private @Nullable String listen;

    @Option(names = "--textfile", paramLabel = "FILE", description = "Write a file every --interval instead, or too.")
    private @Nullable Path textfile;

    @Option(names = "--once", description = "Write --textfile once, and end.")
    private boolean once;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How old figures may be before Redis is asked again. Default: 15s.")
    private Duration interval = Duration.ofSeconds(15);

    @Option(
            names = "--slow-interval",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "The same for presence, sessions and findings. Default: 60s.")
    private Duration slow = Duration.ofSeconds(60);

    @Option(names = "--top", paramLabel = "N", description = "Name the N largest channels and so on. Default: 50.")
    private int top = 50;

    @Mixin
    private FindingOptions findings = new FindingOptions();

    @Mixin
    private InstanceOptions instances = new InstanceOptions();

    @Mixin
    private RedisOptions redis = new RedisOptions();

    @Option(names = "--debug", description = "With an error, the stack trace.")
    private boolean debug;

    private final CountDownLatch ended = new CountDownLatch(1);

    ExporterCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (top < 1 || (once && textfile == null)) {
            throw WsctlException.usage(
                    "--top names at least one, and --once needs --textfile", "--textfile wsctl.prom");
        }
        InetSocketAddress address = listen == null && textfile != null ? null : address(listen);
        try (Scraper scraper = scraper();
                Interruption interruption = Interruption.asks(ended::countDown, PATIENCE)) {
            if (address == null) {
                return files(scraper, interruption);
            }
            try (MetricsServer server = new MetricsServer(address, scraper, redis.timeout())) {
                InetSocketAddress at = server.address();
                context.terminal()
                        .out()
                        .println("listening on http://" + at.getHostString() + ":" + at.getPort() + "/metrics");
                context.terminal().flush();
                return files(scraper, interruption);
            }
        }
    }

    /** Until it is interrupted. */
    private int files(Scraper scraper, Interruption interruption) throws InterruptedException {
        MetricsFile file = textfile == null ? null : new MetricsFile(textfile);
        do {
            if (file != null) {
                write(file, scraper);
            }
        } while (!once && !ended.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        return interruption.happened() ? ExitCode.INTERRUPTED.code() : ExitCode.OK.code();
    }

    private void write(MetricsFile file, Scraper scraper) throws InterruptedException {
        try {
            file.write(scraper.scrape(redis.timeout()));
        } catch (WsctlException e) {
            if (once) {
                throw e;
            }
            // A full disk is no reason to end: the next one may succeed.
            ErrorReport.print(e, context.terminal().err(), debug);
        }
    }

    private Scraper scraper() {
        String prefix = instances.prefix(context.environment());
        Doctor doctor = new Doctor(findings.limits(context.settings()), findings.suppressions(context.settings()));
        EvidenceReader.Settings settings = new EvidenceReader.Settings(WINDOW, prefix, SessionFamilies.KNOWN);
        Collectors.Diagnose diagnose = (RedisSource source) ->
                doctor.diagnose(FrameworkLook.added(new EvidenceReader(source, settings).read(), source, false));
        Collectors collectors = new Collectors(prefix, top, findings.expectedInstances(context.settings()), diagnose);
        String version = ExporterCommand.class.getPackage().getImplementationVersion();
        return new Scraper(
                redis.target(context.environment()),
                version == null ? "built from source" : version,
                collectors.all(interval, slow, redis.timeout()),
                context.terminal().err());
    }

    private static InetSocketAddress address(@Nullable String given) {
        String text = given == null ? "127.0.0.1:9469" : given;
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            String host = colon <= 0 ? "127.0.0.1" : text.substring(0, colon).replaceAll("^\\[|]$", "");
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (!address.isUnresolved()) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // No number, or none that a port can have: told below.
        }
        throw WsctlException.usage("--listen " + text + " is no address", "--listen 127.0.0.1:9469");
    }
}
