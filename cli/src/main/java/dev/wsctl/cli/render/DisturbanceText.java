package dev.wsctl.cli.render;

import dev.wsctl.load.report.LoadReport.Disturbed;
import dev.wsctl.load.report.LoadReport.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a disturbance did, in sentences. */
final class DisturbanceText {
    /** Of a stage's deliveries: what so few were like says nothing about the rest. */
    private static final double FEW = 0.05;

    private DisturbanceText() {}

    /** One sentence a line, without the notes that are only about how it was done. */
    static List<String> lines(Stage stage, Disturbed disturbed) {
        List<String> lines = new ArrayList<>();
        if (disturbed.dropped() > 0) {
            lines.add(Units.count(disturbed.dropped()) + " connections ended, " + Units.count(disturbed.reconnected())
                    + " came back, 99 % of them " + after(disturbed.reconnected99()));
            if (disturbed.slowest() != null) {
                lines.add("slowest to come back were those of "
                        + disturbed.slowest().worker() + ": 99 % "
                        + after(disturbed.slowest().reconnected99()));
            }
        }
        lines.add(Units.count(disturbed.lostInGap()) + " deliveries lost in the gap, " + Units.count(disturbed.unsent())
                + " messages not sent because their sender was away");
        lines.add(band(disturbed));
        if (disturbed.touched() > 0
                && disturbed.bystanders().count() < FEW * stage.corrected().count()) {
            lines.add("hardly any delivery was between clients that were not touched");
        } else if (disturbed.touched() > 0) {
            lines.add("between clients that were not touched: p50 "
                    + Doubles.latency(disturbed.bystanders().p50()) + ", p99 "
                    + Doubles.latency(disturbed.bystanders().p99()) + ", max "
                    + Doubles.latency(disturbed.bystanders().max()));
        }
        return lines;
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
}
