package dev.wsctl.cli.command;

import dev.wsctl.cli.capture.Capture;
import dev.wsctl.cli.capture.CaptureFile;
import dev.wsctl.cli.capture.Contents;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.model.CaptureReport;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.render.CaptureViews;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.Terminal;
import dev.wsctl.cli.render.Views;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wsctl capture}: what {@code doctor} judges, in a file. */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Keep the evidence for later, and for others; no secret in it.",
            "",
            "Reads what doctor reads and writes it to a file that doctor --from judges anywhere, and doctor --diff"
                    + " compares. Only known fields are written: no value, message, password or argument of a command;"
                    + " of names of keys, channels and connections only words of the trade, the channel prefix and the"
                    + " ids of instances, the rest as digits that are the same within one file. The file is readable"
                    + " by its owner only. Reads only; where instances are named, it sends messages as verify does.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl capture                                 a file of today, compressed",
            "  wsctl capture -f before.json",
            "  wsctl capture -f - --anonymize | ssh bastion 'cat >evidence.json'",
            "  wsctl capture --window 30s --timeout 60s -f incident.json.gz",
            "  wsctl doctor --from incident.json.gz"
        })
final class CaptureCommand implements Callable<Integer>, OffersFormats {
    private static final DateTimeFormatter DATED = DateTimeFormatter.ofPattern(
                    "'wsctl-capture-'yyyyMMdd'T'HHmmss'Z.json.gz'")
            .withZone(ZoneOffset.UTC);

    private final Context context;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Where to write, - for standard output; compressed if it ends in .gz. An existing file is"
                    + " replaced. Default: wsctl-capture-DATE.json.gz.")
    private @Nullable Path file;

    @Option(
            names = "--anonymize",
            description = "Also number addresses, users and instances (host-1, user-1, instance-1), the same within"
                    + " one file.")
    private boolean anonymize;

    @Mixin
    private EvidenceLook look = new EvidenceLook();

    @Mixin
    private OutputOptions output = new OutputOptions();

    CaptureCommand(Context context) {
        this.context = context;
    }

    @Override
    public List<Format> formats() {
        return CaptureViews.all().formats();
    }

    @Override
    public Integer call() throws InterruptedException {
        Views<CaptureReport> views = CaptureViews.all();
        output.check(views);
        look.check();
        Path place = file == null ? Path.of(DATED.format(Instant.now())) : file;
        boolean standard = place.toString().equals("-");
        if (!standard) {
            CaptureFile.check(place);
        }
        Capture capture = new Capture(version(), anonymize, look.take(context));
        Terminal terminal = context.terminal();
        CaptureReport report;
        if (standard) {
            byte[] document = CaptureFile.bytes(capture);
            terminal.out().write(document, 0, document.length);
            report = Contents.of(capture, "-", document.length);
            report.missing().forEach(gap -> terminal.err().println("wsctl: missing: " + gap));
        } else {
            report = Contents.of(capture, place.toString(), CaptureFile.write(capture, place));
            views.write(report, output.format(), output.page(terminal, context.environment()), terminal.out());
        }
        terminal.flush();
        return ExitCode.of(report.status()).code();
    }

    private static String version() {
        String version = CaptureCommand.class.getPackage().getImplementationVersion();
        return version == null ? "built from source" : version;
    }
}
