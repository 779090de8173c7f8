package dev.wsctl.load.engine;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.Recovery;
import dev.wsctl.load.report.Second;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the disturbances of a run did.
 *
 * @param notes of each stage; empty if none began
 */
record Disturbances(GapLosses losses, List<List<String>> notes) {

    private static final double NEARLY_ALL = 0.99;

    /** Of a plan that disturbs nothing. */
    static Disturbances none(LoadPlan plan) {
        return new Disturbances(GapLosses.none(plan.stages()), List.of());
    }

    /** Deliveries lost that a disturbance explains. */
    long lost() {
        return losses.total();
    }

    /** What the stage's disturbance did; null if it has none. */
    LoadReport.@Nullable Disturbed report(LoadPlan plan, int index, StageFigures figures, List<Second> series) {
        Stage stage = plan.stages().get(index);
        if (stage.disturbance().isEmpty()) {
            return null;
        }
        Set<String> calm = plan.stages().stream()
                .filter(other -> other.disturbance().isEmpty() && other.kind() != Stage.Kind.WARM_UP)
                .map(Stage::name)
                .collect(Collectors.toSet());
        Recovery recovery = Recovery.of(series, stage.name(), calm);
        long untilBack = figures.untilBack((int) Math.ceil(NEARLY_ALL * figures.dropped));
        return new LoadReport.Disturbed(
                stage.disturbance().get().text(),
                figures.touched,
                figures.dropped,
                figures.returned(),
                untilBack < 0 ? null : Duration.ofNanos(untilBack),
                losses.of(index),
                figures.unsent,
                recovery.back(),
                recovery.bandMicros(),
                Summary.latency(figures.bystanders()),
                notes.isEmpty() ? List.of() : List.copyOf(notes.get(index)));
    }
}
