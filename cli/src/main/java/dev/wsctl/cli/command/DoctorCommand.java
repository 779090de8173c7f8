package dev.wsctl.cli.command;

import dev.wsctl.cli.capture.Capture;
import dev.wsctl.cli.capture.CaptureFile;
import dev.wsctl.cli.check.doctor.Comparing;
import dev.wsctl.cli.check.doctor.Doctor;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Captured;
import dev.wsctl.cli.model.Comparison;
import dev.wsctl.cli.model.Diagnosis;
import dev.wsctl.cli.option.AclOptions;
import dev.wsctl.cli.option.DoctorOptions;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.option.PagerOptions;
import dev.wsctl.cli.option.WatchOptions;
import dev.wsctl.cli.render.DoctorDiffViews;
import dev.wsctl.cli.render.DoctorViews;
import dev.wsctl.cli.render.Format;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
                    + " verify does, and with METRICS_API_KEY reads their own figures. With --from it judges a file of wsctl capture, with --diff it compares two, and"
                    + " asks nobody.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl doctor",
            "  wsctl doctor --redis redis://10.0.0.5:6379/0 --verbose",
            "  wsctl doctor --redis redis://10.0.0.5:6379/0 \\",
            "      ws://10.0.0.7:8001/ws ws://10.0.0.8:8001/ws",
            "  wsctl doctor --window 20s --timeout 30s      for rare events",
            "  wsctl doctor --sample 2s --probe             also listen, and ask for answers",
            "  wsctl doctor --print-acl --user wsctl        the least rights it needs",
            "  wsctl doctor --fail-on critical -o junit >doctor.xml",
            "  wsctl doctor --set SLO01.warning=70%% --suppress MEM06='a cache of its own'",
            "  wsctl doctor --from incident.json.gz         what was captured, judged now",
            "  wsctl doctor --diff before.json after.json --fail-on warning"
        })
final class DoctorCommand implements Callable<Integer>, OffersFormats {
    /** What still means something where nobody is asked. */
    private static final Set<String> OFFLINE = Set.of(
            "--from",
            "--diff",
            "--set",
            "--suppress",
            "--fail-on",
            "--expect",
            "--site",
            "--output",
            "--quiet",
            "--verbose",
            "--no-color",
            "--no-pager",
            "--debug",
            "--context");

    private final Context context;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Judge this capture instead of a live fleet; see wsctl capture.")
    private @Nullable Path from;

    @Option(
            names = "--diff",
            arity = "2",
            paramLabel = "FILE",
            description = "Compare two captures, the earlier one first: findings that are new or gone, figures and"
                    + " settings that changed. --fail-on then is about findings that are new or worse.")
    private List<Path> diff = List.of();

    @Mixin
    private EvidenceLook look = new EvidenceLook();

    @Mixin
    private AclOptions acl = new AclOptions();

    @Mixin
    private DoctorOptions findings = new DoctorOptions();

    @Mixin
    private WatchOptions watch = new WatchOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private PagerOptions pager = new PagerOptions();

    @Spec
    private @Nullable CommandSpec spec;

    DoctorCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return DoctorViews.all(findings.failOn()).formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        if (acl.print()) {
            PrintedAcl.print(acl, look.user("wsctl"), context.terminal());
            return ExitCode.OK.code();
        }
        Doctor doctor = new Doctor(findings.limits(context.settings()), findings.suppressions(context.settings()));
        if (!diff.isEmpty()) {
            return compare(doctor);
        }
        Path file = from;
        if (file != null) {
            refuseLive("--from");
            return rounds().run(
                            () -> judged(doctor, file, CaptureFile.read(file)),
                            diagnosis -> diagnosis.status(findings.failOn()));
        }
        look.check();
        return rounds().run(
                        () -> doctor.diagnose(look.take(context)), diagnosis -> diagnosis.status(findings.failOn()));
    }

    private Rounds<Diagnosis> rounds() {
        return new Rounds<>(context, output, watch, DoctorViews.all(findings.failOn())).paged(pager);
    }

    private int compare(Doctor doctor) throws InterruptedException {
        refuseLive("--diff");
        if (from != null || diff.size() != 2) {
            throw WsctlException.usage(
                    "--diff compares two captures" + (from != null ? ", --from judges one" : ""),
                    "wsctl doctor --diff before.json after.json");
        }
        Rounds<Comparison> rounds =
                new Rounds<>(context, output, watch, DoctorDiffViews.all(findings.failOn())).paged(pager);
        Capture before = CaptureFile.read(diff.get(0));
        Capture after = CaptureFile.read(diff.get(1));
        if (before.anonymized() != after.anonymized()) {
            throw WsctlException.usage(
                    "one of the captures is anonymized and the other is not: their names do not match",
                    "two captures of the same kind");
        }
        Comparison comparison = Comparing.of(
                before.evidence(),
                judged(doctor, diff.get(0), before),
                after.evidence(),
                judged(doctor, diff.get(1), after));
        return rounds.run(() -> comparison, one -> one.status(findings.failOn()));
    }

    private static Diagnosis judged(Doctor doctor, Path file, Capture capture) {
        Duration age = Duration.between(capture.evidence().time(), Instant.now());
        return doctor.diagnose(capture.evidence())
                .from(new Captured(file.toString(), age, capture.version(), capture.anonymized()));
    }

    /** Options about whom to ask and how would otherwise seem to have been followed. */
    private void refuseLive(String offline) {
        if (spec == null) {
            return;
        }
        for (ArgSpec given : spec.commandLine().getParseResult().matchedArgs()) {
            if (!(given instanceof OptionSpec option) || !OFFLINE.contains(option.longestName())) {
                String name = given instanceof OptionSpec option ? option.longestName() : "a URL";
                throw WsctlException.usage(
                        offline + " asks nobody, so " + name + " would have no effect",
                        "wsctl doctor " + offline + " FILE without it, or " + name + " with wsctl capture");
            }
        }
    }
}
