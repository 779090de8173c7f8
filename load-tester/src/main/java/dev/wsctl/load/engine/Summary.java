package dev.wsctl.load.engine;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.Distribution;
import dev.wsctl.load.report.Judge;
import dev.wsctl.load.report.LoadReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Turns what the event loops recorded into a report. */
final class Summary {

    /** How finely a curve is drawn, as HdrHistogram's own tools do: points from one percentile half way to 100. */
    private static final int TICKS_PER_HALF_DISTANCE = 5;

    private final LoadPlan plan;
    private final List<String> labels;
    private final Outcome outcome;
    private final Recorder recorded;
    private final Crew crew;

    /** @param crew the processes that carried the plan out, if it was not this one alone */
    Summary(LoadPlan plan, Outcome outcome, Crew crew) {
        this.plan = plan;
        this.outcome = outcome;
        this.crew = crew;
        recorded = outcome.recorded();
        labels = RunContext.labels(plan);
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
                plan.connections(),
                outcome.joined(),
                outcome.failures(),
                latency(recorded.connect),
                latency(recorded.tcp),
                latency(recorded.handshake));
        StageFigures counted = counted();
        LoadReport.Latencies latencies = new LoadReport.Latencies(
                latency(counted.corrected),
                latency(counted.service),
                latency(counted.sendLag),
                distribution(counted.corrected),
                distribution(counted.service));
        Judge.Observed observed = new Judge.Observed(
                outcome.self().cpuPercent(),
                micros(recorded.loopLag, 99),
                micros(recorded.readLag, 99),
                recorded.behindAtEnd / 1e3,
                outcome.self().longestPauseMicros(),
                outcome.self().pausedShare(),
                recorded.unsentDead,
                recorded.unsentAway,
                outcome.disturbances().lost(),
                recorded.unsentBlocked,
                recorded.deferred,
                outcome.stopped(),
                outcome.expectation().leftOut(),
                crew.troubles(plan),
                crew.workers());
        return new Judge(plan)
                .judge(
                        elapsed,
                        connections,
                        messages,
                        throughput(),
                        latencies,
                        matrix,
                        stages(),
                        outcome.seconds(),
                        observed);
    }

    private List<LoadReport.Stage> stages() {
        return new StageReports(plan, outcome.measured().sendingNanos())
                .stages(recorded, outcome.expectation(), outcome.disturbances(), outcome.seconds(), crew);
    }

    /** All stages but the warm-up together. */
    private StageFigures counted() {
        return counted(plan, recorded);
    }

    static StageFigures counted(LoadPlan plan, Recorder recorded) {
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
        double sending = byLimit ? lastSent : Math.max(outcome.measured().windowNanos(), lastSent);
        double receiving = byLimit
                ? Math.max(lastSent, recorded.lastArrived() - from)
                : outcome.measured().windowNanos();
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
            long expected = outcome.expectation().of(pair);
            pairs.add(new LoadReport.Pair(
                    labels.get(pair / targets),
                    labels.get(pair % targets),
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

    static double micros(Histogram nanos, double percentile) {
        return nanos.getTotalCount() == 0 ? Double.NaN : nanos.getValueAtPercentile(percentile) / 1e3;
    }
}
