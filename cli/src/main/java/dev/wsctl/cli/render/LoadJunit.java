package dev.wsctl.cli.render;

import dev.wsctl.load.report.LoadReport;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A load test for CI servers: each condition is a test; an INVALID run is an error of the first, and no condition passes. */
final class LoadJunit implements LineView<LoadResult> {

    /** @param failure null if it holds */
    private record Condition(String name, @Nullable String failure) {}

    @Override
    public void write(LoadResult run, PrintStream out) {
        LoadReport report = run.report();
        List<String> invalid = report.generator().invalidReasons();
        boolean told = report.verdict() != LoadReport.Verdict.INVALID;
        List<Condition> conditions = conditions(run);
        long failures =
                told ? conditions.stream().filter(c -> c.failure() != null).count() : 0;
        String time =
                report.elapsed().toMillis() / 1000 + "." + pad(report.elapsed().toMillis() % 1000);
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite name=\"wsctl loadtest\" tests=\"" + (conditions.size() + 1) + "\" failures=\"" + failures
                + "\" errors=\"" + (told ? 0 : 1) + "\" skipped=\"" + (told ? 0 : conditions.size()) + "\" time=\""
                + time
                + "\">\n");
        open(xml, "the generator kept up", time);
        close(xml, told ? null : "<error message=\"" + escape(String.join("; ", invalid)) + "\"/>");
        for (Condition condition : conditions) {
            open(xml, condition.name(), "0");
            String failure = condition.failure();
            close(
                    xml,
                    !told
                            ? "<skipped message=\"the run is INVALID\"/>"
                            : failure == null ? null : "<failure message=\"" + escape(failure) + "\"/>");
        }
        disturbances(xml, report);
        out.print(xml.append("</testsuite>\n"));
    }

    /** Told, not judged: what a disturbance may cost is for thresholds to say. */
    private static void disturbances(StringBuilder xml, LoadReport report) {
        StringBuilder told = new StringBuilder();
        for (LoadReport.Stage stage : report.stages()) {
            LoadReport.Disturbed disturbed = stage.disturbance();
            if (disturbed != null) {
                told.append(stage.name() + ": " + disturbed.what() + "\n");
                DisturbanceText.lines(stage, disturbed).forEach(line -> told.append("  " + line + "\n"));
                disturbed.notes().forEach(note -> told.append("  " + note + "\n"));
            }
        }
        if (told.length() > 0) {
            String text = told.toString().lines().map(LoadJunit::escape).collect(Collectors.joining("\n", "", "\n"));
            xml.append("  <system-out>" + text + "</system-out>\n");
        }
    }

    private static List<Condition> conditions(LoadResult run) {
        LoadReport report = run.report();
        LoadReport.Messages messages = report.messages();
        List<Condition> conditions = new ArrayList<>();
        for (LoadReport.ThresholdResult result : report.thresholds()) {
            conditions.add(new Condition(
                    result.expression(), result.met() ? null : "it was " + Thresholds.actual(run.plan(), result)));
        }
        conditions.add(none("lost", messages.lost()));
        conditions.add(none("duplicated", messages.duplicated()));
        conditions.add(none("reordered", messages.reordered()));
        conditions.add(none("misrouted", messages.misrouted()));
        List<String> failed = report.connections().failed().stream()
                .map(failure -> failure.count() + " at " + failure.target() + ": " + failure.reason())
                .toList();
        conditions.add(new Condition("no connection failed", failed.isEmpty() ? null : String.join("; ", failed)));
        boolean other = report.verdict() == LoadReport.Verdict.FAILED
                && conditions.stream().allMatch(condition -> condition.failure() == null);
        conditions.add(new Condition("the verdict", other ? String.join("; ", report.reasons()) : null));
        return conditions;
    }

    private static Condition none(String what, long count) {
        return new Condition("nothing " + what, count == 0 ? null : Units.count(count) + " deliveries " + what);
    }

    private static void open(StringBuilder xml, String name, String time) {
        xml.append("  <testcase classname=\"wsctl.loadtest\" name=\"" + escape(name) + "\" time=\"" + time + "\"");
    }

    private static void close(StringBuilder xml, @Nullable String content) {
        xml.append(content == null ? "/>\n" : ">" + content + "</testcase>\n");
    }

    /** XML knows no control characters, however they are written. */
    private static String escape(String text) {
        return Html.escape(text.replaceAll("[\\x00-\\x1f]", " "));
    }

    private static String pad(long millis) {
        return millis < 10 ? "00" + millis : millis < 100 ? "0" + millis : Long.toString(millis);
    }
}
