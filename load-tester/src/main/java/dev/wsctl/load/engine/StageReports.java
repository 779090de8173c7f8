package dev.wsctl.load.engine;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.Second;
import dev.wsctl.load.schedule.PacedSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what was recorded of each stage into the report's. */
final class StageReports {

    private final LoadPlan plan;
    private final StageTimes times;
    private final @Nullable PacedSchedule schedule;
    private final long sendingNanos;

    /** @param sendingNanos how long was sent, the warm-up included; 0 if it never began */
    StageReports(LoadPlan plan, long sendingNanos) {
        this.plan = plan;
        schedule = Measuring.schedule(plan);
        this.sendingNanos = sendingNanos;
        times = new StageTimes(plan.stages());
    }

    /** Only stages that began. */
    List<LoadReport.Stage> stages(
            Recorder recorded, Expectation expectation, Disturbances disturbances, List<Second> series, Crew crew) {
        List<LoadReport.Stage> stages = new ArrayList<>();
        for (int i = 0; i < times.stages() && times.start(i) < sendingNanos; i++) {
            Stage stage = plan.stages().get(i);
            StageFigures figures = recorded.stages[i];
            long length = Math.min(times.end(i), sendingNanos) - times.start(i);
            long expected = figures.expected - expectation.leftOut(i);
            stages.add(new LoadReport.Stage(
                    stage.name(),
                    stage.kind().text(),
                    Duration.ofNanos(times.start(i)),
                    Duration.ofNanos(length),
                    offered(times.start(i), times.start(i) + length, figures.sent) * 1e9 / length,
                    new LoadReport.Messages(
                            figures.sent,
                            expected,
                            figures.delivered,
                            Math.max(0, expected - figures.delivered),
                            figures.duplicated,
                            figures.reordered,
                            figures.misrouted),
                    Summary.latency(figures.corrected),
                    Summary.latency(figures.service),
                    Summary.latency(figures.sendLag),
                    disturbances.report(plan, i, figures, series, crew)));
        }
        return stages;
    }

    private double offered(long from, long to, long sent) {
        return schedule == null ? sent : Math.max(0, schedule.before(to) - schedule.before(from));
    }
}
