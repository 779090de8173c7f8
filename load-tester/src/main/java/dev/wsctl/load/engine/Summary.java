package dev.wsctl.load.engine;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.Distribution;
import dev.wsctl.load.report.Judge;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.load.report.Second;
import dev.wsctl.load.schedule.PacedSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/** Turns what the event loops recorded into a report. */
final class Summary {

    /** How finely a curve is drawn, as HdrHistogram's own tools do: points from one percentile half way to 100. */
    private static final int TICKS_PER_HALF_DISTANCE = 5;

    private final RunContext run;
    private final LoadPlan plan;
    private final Expectation expectation;
    private final Recorder recorded;
    private final GeneratorWatch watch;
    private final List<Second> seconds;
    private final Measured measured;
    private final Disturbances disturbances;
    private final boolean stopped;

    /**
     * How the sending went.
     *
     * @param schedule null for the closed model, or if sending never began
     * @param sendingNanos how long was sent, the warm-up included
     * @param windowNanos of it, how long counts
     */
    record Measured(@Nullable PacedSchedule schedule, long sendingNanos, long windowNanos) {}

    Summary(
            RunContext run,
            Expectation expectation,
            Recorder recorded,
            GeneratorWatch watch,
            List<Second> seconds,
            Measured measured,
            Disturbances disturbances,
            boolean stopped) {
        this.run = run;
        plan = run.plan();
        this.expectation = expectation;
        this.recorded = recorded;
        this.watch = watch;
        this.seconds = seconds;
        this.measured = measured;
        this.disturbances = disturbances;
        this.stopped = stopped;
    }

    LoadReport report(Duration elapsed) {
        List<LoadReport.Pair> matrix = matrix();
        LoadReport.Messages messages = new LoadReport.Messages(
                recorded.sent,
                matrix.stream().mapToLong(LoadReport.Pair::expected).sum(),
                matrix.stream().mapToLong(LoadReport.Pair::delivered).sum(),
                matrix.stream().mapToLong(LoadReport.Pair::lost).sum(),
                matrix.stream().mapToLong(LoadReport.Pair::duplicated).sum(),
                matrix.stream().mapToLong(LoadReport.Pair::reordered).sum(),
                matrix.stream().mapToLong(LoadReport.Pair::misrouted).sum());
        LoadReport.Connections connections = new LoadReport.Connections(
                plan.connections(), run.joinedCount(), run.failures().list(), latency(recorded.connect));
        StageFigures counted = counted();
        LoadReport.Latencies latencies = new LoadReport.Latencies(
                latency(counted.corrected),
                latency(counted.service),
                latency(counted.sendLag),
                distribution(counted.corrected),
                distribution(counted.service));
        Judge.Observed observed = new Judge.Observed(
                watch.cpuPercent(),
                micros(recorded.loopLag, 99),
                micros(recorded.readLag, 99),
                recorded.behindAtEnd / 1e3,
                watch.longestPauseMicros(),
                watch.pausedShare(),
                recorded.unsentDead,
                recorded.unsentAway,
                disturbances.lost(),
                recorded.unsentBlocked,
                recorded.deferred,
                stopped,
                expectation.leftOut());
        return new Judge(plan)
                .judge(elapsed, connections, messages, throughput(), latencies, matrix, stages(), seconds, observed);
    }

    private List<LoadReport.Stage> stages() {
        return new StageReports(plan, measured.schedule(), measured.sendingNanos())
                .stages(recorded, expectation, disturbances, seconds);
    }

    /** All stages but the warm-up together. */
    private StageFigures counted() {
        StageFigures all = new StageFigures();
        for (int i = 0; i < recorded.stages.length; i++) {
            if (plan.stages().get(i).kind() != Stage.Kind.WARM_UP) {
                all.add(recorded.stages[i]);
            }
        }
        return all;
    }

    private LoadReport.Throughput throughput() {
        long from = plan.warmUp().toNanos();
        long lastSent = Math.max(0, recorded.lastSent() - from);
        // A run that ended by its message limit measured until its last delivery.
        boolean byLimit = plan.messageLimit().isPresent()
                && recorded.sent >= plan.messageLimit().getAsLong();
        double sending = byLimit ? lastSent : Math.max(measured.windowNanos(), lastSent);
        double receiving = byLimit ? Math.max(lastSent, recorded.lastArrived() - from) : measured.windowNanos();
        double sent = perSecond(recorded.sent, sending);
        boolean open = plan.inFlight().isEmpty();
        return new LoadReport.Throughput(
                open ? plan.averageRate() : sent, sent, perSecond(recorded.deliveredInTime(), receiving));
    }

    private static double perSecond(long count, double nanos) {
        return nanos <= 0 ? 0 : count * 1e9 / nanos;
    }

    private List<LoadReport.Pair> matrix() {
        int targets = plan.targets().size();
        List<LoadReport.Pair> pairs = new ArrayList<>();
        for (int pair = 0; pair < targets * targets; pair++) {
            long expected = expectation.of(pair);
            pairs.add(new LoadReport.Pair(
                    run.label(pair / targets),
                    run.label(pair % targets),
                    expected,
                    recorded.delivered[pair],
                    expected - recorded.delivered[pair],
                    recorded.duplicated[pair],
                    recorded.reordered[pair],
                    recorded.misrouted[pair],
                    latency(recorded.pair(pair))));
        }
        return pairs;
    }

    static LoadReport.Latency latency(Histogram nanos) {
        boolean none = nanos.getTotalCount() == 0;
        return new LoadReport.Latency(
                nanos.getTotalCount(),
                none ? Double.NaN : nanos.getMean() / 1e3,
                micros(nanos, 50),
                micros(nanos, 90),
                micros(nanos, 95),
                micros(nanos, 99),
                micros(nanos, 99.9),
                micros(nanos, 100));
    }

    private static Distribution distribution(Histogram nanos) {
        if (nanos.getTotalCount() == 0) {
            return new Distribution(Double.NaN, List.of());
        }
        List<Distribution.Point> points = new ArrayList<>();
        for (HistogramIterationValue value : nanos.percentiles(TICKS_PER_HALF_DISTANCE)) {
            points.add(new Distribution.Point(
                    value.getPercentileLevelIteratedTo(),
                    value.getValueIteratedTo() / 1e3,
                    value.getTotalCountToThisValue()));
        }
        return new Distribution(nanos.getStdDeviation() / 1e3, points);
    }

    private static double micros(Histogram nanos, double percentile) {
        return nanos.getTotalCount() == 0 ? Double.NaN : nanos.getValueAtPercentile(percentile) / 1e3;
    }
}
