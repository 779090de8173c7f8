package dev.wsctl.cli.render;

import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.LoadReport.Disturbed;
import dev.wsctl.load.report.LoadReport.Stage;
import java.util.List;

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
                disturbance(stage, disturbed, page);
            }
        }
    }

    private static void disturbance(Stage stage, Disturbed disturbed, Page page) {
        page.blank();
        wrapped(2, stage.name() + ": " + disturbed.what(), page);
        DisturbanceText.lines(stage, disturbed).forEach(line -> wrapped(INDENT, line, page));
        disturbed.notes().forEach(note -> wrapped(INDENT, page.paint(Style.WARN, note), page));
    }

    private static void wrapped(int indent, String text, Page page) {
        for (String part : Wrap.at(text, page.width() - indent)) {
            page.line(" ".repeat(indent) + part);
        }
    }
}
