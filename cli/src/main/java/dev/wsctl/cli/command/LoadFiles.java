package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.render.Hgrm;
import dev.wsctl.cli.render.HtmlReport;
import dev.wsctl.cli.render.LoadResult;
import dev.wsctl.load.report.LoadReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a load test writes beside what it prints. */
final class LoadFiles {
    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the result as one HTML page with charts, too; it needs no network.")
    private @Nullable Path report;

    @Option(
            names = "--hgrm",
            paramLabel = "NAME",
            description = "Write NAME.corrected.hgrm and NAME.service.hgrm, for HdrHistogram's plotters.")
    private @Nullable Path hgrm;

    /** Before the run: nobody wants to learn after ten minutes that the report had no place. */
    void check() {
        check("--report", report);
        check("--hgrm", hgrm);
    }

    private static void check(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        boolean inTheWay = Files.isDirectory(file) || (Files.exists(file) && !Files.isWritable(file));
        if (inTheWay || directory == null || !Files.isWritable(directory)) {
            throw WsctlException.usage(
                    "cannot write to " + file, option + " with a file in a directory that exists and is writable");
        }
    }

    void write(LoadResult run) {
        if (report != null) {
            write(report, HtmlReport.of(run));
        }
        if (hgrm != null) {
            LoadReport.Latencies latency = run.report().latency();
            write(beside(hgrm, "corrected"), Hgrm.of(latency.corrected(), latency.correctedDistribution()));
            write(beside(hgrm, "service"), Hgrm.of(latency.service(), latency.serviceDistribution()));
        }
    }

    /** A report of another kind; there is no distribution in it. */
    void write(String html) {
        if (report != null) {
            write(report, html);
        }
    }

    private static Path beside(Path name, String kind) {
        String file = String.valueOf(name.getFileName());
        return name.resolveSibling(
                (file.endsWith(".hgrm") ? file.substring(0, file.length() - 5) : file) + "." + kind + ".hgrm");
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw WsctlException.usage("cannot write to " + file + ": " + e.getMessage(), "another file");
        }
    }
}
