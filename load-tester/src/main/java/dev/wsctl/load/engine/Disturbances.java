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
    LoadReport.@Nullable Disturbed report(
            LoadPlan plan, int index, StageFigures figures, List<Second> series, Crew crew) {
        Stage stage = plan.stages().get(index);
        if (stage.disturbance().isEmpty()) {
            return null;
        }
        Set<String> calm = plan.stages().stream()
                .filter(other -> other.disturbance().isEmpty() && other.kind() != Stage.Kind.WARM_UP)
                .map(Stage::name)
                .collect(Collectors.toSet());
        Recovery recovery = Recovery.of(series, stage.name(), calm);
        return new LoadReport.Disturbed(
                stage.disturbance().get().text(),
                figures.touched,
                figures.dropped,
                figures.returned(),
                untilNearlyAllBack(figures),
                losses.of(index),
                figures.unsent,
                recovery.back(),
                recovery.bandMicros(),
                Summary.latency(figures.bystanders()),
                slowest(crew, index),
                notes.isEmpty() ? List.of() : List.copyOf(notes.get(index)));
    }

    private static @Nullable Duration untilNearlyAllBack(StageFigures figures) {
        long nanos = figures.untilBack((int) Math.ceil(NEARLY_ALL * figures.dropped));
        return nanos < 0 ? null : Duration.ofNanos(nanos);
    }

    /** Among many workers, the clients of one that are not back are few in the sum. */
    private static LoadReport.@Nullable Slowest slowest(Crew crew, int stage) {
        LoadReport.Slowest slowest = null;
        for (Crew.Member member : crew.members()) {
            StageFigures figures = member.outcome().recorded().stages[stage];
            if (figures.dropped > 0 && crew.members().size() > 1) {
                Duration back = untilNearlyAllBack(figures);
                Duration worst = slowest == null ? Duration.ZERO : slowest.reconnected99();
                if (slowest == null || (worst != null && (back == null || back.compareTo(worst) > 0))) {
                    slowest = new LoadReport.Slowest(member.name(), back);
                }
            }
        }
        return slowest;
    }
}
