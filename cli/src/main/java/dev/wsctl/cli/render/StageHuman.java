package dev.wsctl.cli.render;

import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Disturbed;
import dev.wsctl.load.report.LoadReport.Stage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stages of a load test for people, where there is more than a warm-up and a hold. */
final class StageHuman {
    private static final int INDENT = 4;

    private StageHuman() {}

    static void write(LoadReport report, Page page) {
        List<Stage> stages = report.stages();
        boolean plain =
                stages.stream().filter(stage -> !stage.kind().equals("warm-up")).count() <= 1
                        && stages.stream().allMatch(stage -> stage.disturbance() == null);
        if (plain) {
            return;
        }
        Table table = new Table()
                .indented(2)
                .flexible("stage")
                .right("length")
                .right("offered/s")
                .right("sent")
                .right("lost")
                .right("p50")
                .right("p99");
        for (Stage stage : stages) {
            LoadReport.Messages messages = stage.messages();
            table.row(
                    stage.name(),
                    Units.span(stage.length()),
                    Doubles.rate(stage.offeredPerSecond()),
                    Units.count(messages.sent()),
                    Table.styled(messages.lost() == 0 ? Style.PLAIN : Style.BAD, Units.count(messages.lost())),
                    Doubles.latency(stage.corrected().p50()),
                    Doubles.latency(stage.corrected().p99()));
        }
        page.blank();
        page.table(table);
        for (Stage stage : stages) {
            Disturbed disturbed = stage.disturbance();
            if (disturbed != null) {
                disturbance(stage.name(), disturbed, page);
            }
        }
    }

    private static void disturbance(String name, Disturbed disturbed, Page page) {
        page.blank();
        wrapped(2, name + ": " + disturbed.what(), page);
        if (disturbed.dropped() > 0) {
            wrapped(
                    INDENT,
                    Units.count(disturbed.dropped()) + " connections ended, " + Units.count(disturbed.reconnected())
                            + " came back, 99 % of them " + after(disturbed.reconnected99()),
                    page);
        }
        wrapped(
                INDENT,
                Units.count(disturbed.lostInGap()) + " deliveries lost in the gap, " + Units.count(disturbed.unsent())
                        + " messages not sent because their sender was away",
                page);
        wrapped(INDENT, band(disturbed), page);
        if (disturbed.touched() > 0) {
            wrapped(
                    INDENT,
                    "between clients that were not touched: p50 "
                            + Doubles.latency(disturbed.bystanders().p50()) + ", p99 "
                            + Doubles.latency(disturbed.bystanders().p99()) + ", max "
                            + Doubles.latency(disturbed.bystanders().max()),
                    page);
        }
        disturbed.notes().forEach(note -> wrapped(INDENT, page.paint(Style.WARN, note), page));
    }

    private static String band(Disturbed disturbed) {
        if (Double.isNaN(disturbed.bandMicros())) {
            return "no undisturbed second before it, so there is no band for p99 to come back to";
        }
        Duration back = disturbed.p99Back();
        String band = " its band (" + Doubles.latency(disturbed.bandMicros()) + ")";
        return back != null && back.isZero() ? "p99 never left" + band : "p99 back in" + band + " " + after(back);
    }

    private static String after(@Nullable Duration duration) {
        return duration == null ? "not before the run ended" : "after " + Doubles.latency(duration.toNanos() / 1e3);
    }

    private static void wrapped(int indent, String text, Page page) {
        for (String part : Wrap.at(text, page.width() - indent)) {
            page.line(" ".repeat(indent) + part);
        }
    }
}
