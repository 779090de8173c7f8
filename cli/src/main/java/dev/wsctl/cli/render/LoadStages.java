package dev.wsctl.cli.render;

import dev.wsctl.load.report.LoadReport;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The stages of a load test in {@code wsctl/loadtest/v1}. */
final class LoadStages {
    private LoadStages() {}

    static void stage(LoadReport.Stage stage, JsonObject json) {
        json.text("name", stage.name())
                .text("kind", stage.kind())
                .number("start_ms", stage.start().toMillis())
                .number("length_ms", stage.length().toMillis());
        Doubles.write(json, "offered_per_s", stage.offeredPerSecond());
        json.object("messages", o -> LoadViews.messages(stage.messages(), o))
                .object(
                        "latency",
                        o -> o.object("corrected", l -> LoadViews.latency(stage.corrected(), l))
                                .object("service", l -> LoadViews.latency(stage.service(), l))
                                .object("send_lag", l -> LoadViews.latency(stage.sendLag(), l)));
        LoadReport.Disturbed disturbed = stage.disturbance();
        if (disturbed != null) {
            json.object("disturbance", o -> disturbed(disturbed, o));
        }
    }

    private static void disturbed(LoadReport.Disturbed disturbed, JsonObject json) {
        json.text("what", disturbed.what())
                .number("touched", disturbed.touched())
                .number("dropped", disturbed.dropped())
                .number("reconnected", disturbed.reconnected());
        Doubles.write(json, "reconnected99_ms", millis(disturbed.reconnected99()));
        json.number("lost_in_gap", disturbed.lostInGap()).number("unsent", disturbed.unsent());
        Doubles.write(json, "p99_back_ms", millis(disturbed.p99Back()));
        Doubles.write(json, "p99_band_us", disturbed.bandMicros());
        json.object("bystanders", l -> LoadViews.latency(disturbed.bystanders(), l));
        LoadReport.Slowest slowest = disturbed.slowest();
        if (slowest != null) {
            json.object("slowest_worker", o -> {
                o.text("name", slowest.worker());
                Doubles.write(o, "reconnected99_ms", millis(slowest.reconnected99()));
            });
        }
        json.texts("notes", disturbed.notes());
    }

    private static double millis(@Nullable Duration duration) {
        return duration == null ? Double.NaN : duration.toNanos() / 1e6;
    }
}
