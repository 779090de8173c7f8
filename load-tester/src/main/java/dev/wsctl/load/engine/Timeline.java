package dev.wsctl.load.engine;

import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.Second;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what each second of a run was like. Confined to the thread that carries the run out, which looks every few
 * milliseconds: where that thread itself is starved, a second is longer than a second and says so.
 */
final class Timeline {

    static final long SECOND_NANOS = 1_000_000_000L;

    /** A shorter rest at the end of a stage goes to the next one: its rates would mean nothing. */
    private static final long SHORTEST_NANOS = 200_000_000L;

    private static final int MOST = 3_600;

    private final LoadPlan plan;
    private final Gauges gauges;
    private final Histogram latencies = new Histogram(Recorder.LONGEST_NANOS, Recorder.MATRIX_DIGITS);
    private final long startedNanos = System.nanoTime();
    private final List<Second> seconds = new ArrayList<>();
    private long lengthNanos = SECOND_NANOS;
    private long begunNanos = startedNanos;
    private Phase phase = Phase.CONNECTING;
    private @Nullable Stage stage;
    private long sent;
    private long delivered;

    Timeline(LoadPlan plan, Gauges gauges) {
        this.plan = plan;
        this.gauges = gauges;
    }

    /** Corrected latencies since the last call, in nanoseconds. */
    void add(Histogram interval) {
        latencies.add(interval);
    }

    /** Whether a second is over, so that its last latencies are to be added and it is to be closed. */
    boolean isDue(long nowNanos) {
        return nowNanos - begunNanos >= lengthNanos;
    }

    /** A second is over. */
    void close(long nowNanos) {
        long nowSent = gauges.sent();
        long nowDelivered = gauges.delivered();
        boolean none = latencies.getTotalCount() == 0;
        seconds.add(new Second(
                (begunNanos - startedNanos) / 1_000_000,
                (nowNanos - begunNanos) / 1_000_000,
                stageName(),
                gauges.present(),
                gauges.failed(),
                offered(),
                nowSent - sent,
                nowDelivered - delivered,
                none ? Double.NaN : latencies.getValueAtPercentile(50) / 1e3,
                none ? Double.NaN : latencies.getValueAtPercentile(99) / 1e3,
                none ? Double.NaN : latencies.getMaxValue() / 1e3,
                gauges.takeWorstSendLag() / 1e3,
                gauges.takeWorstLoopLag() / 1e3,
                gauges.takeCpuPercent()));
        sent = nowSent;
        delivered = nowDelivered;
        latencies.reset();
        begunNanos = nowNanos;
        if (seconds.size() >= MOST) {
            thin();
        }
    }

    /** The run does something else from now on. */
    void enter(Phase next, @Nullable Stage nextStage, long nowNanos) {
        boolean other = next != phase || !Objects.equals(nextStage, stage);
        if (other && nowNanos - begunNanos >= SHORTEST_NANOS) {
            close(nowNanos);
        }
        phase = next;
        stage = nextStage;
    }

    private String stageName() {
        return switch (phase) {
            case CONNECTING -> "connecting";
            case WARMING_UP, MEASURING -> stage == null ? "measuring" : stage.name();
            case DRAINING -> "draining";
            case CLOSING -> "closing";
        };
    }

    private double offered() {
        if (plan.inFlight().isPresent()) {
            return Double.NaN;
        }
        // A ramp's average: over a second it is not far off.
        return stage == null ? 0 : (stage.fromRate() + stage.toRate()) / 2;
    }

    /** Joins neighbours of one stage, so that a run of days keeps no more than one of an hour. */
    private void thin() {
        List<Second> all = List.copyOf(seconds);
        seconds.clear();
        for (int i = 0; i < all.size(); i++) {
            Second one = all.get(i);
            if (i + 1 < all.size() && one.stage().equals(all.get(i + 1).stage())) {
                seconds.add(one.joined(all.get(++i)));
            } else {
                seconds.add(one);
            }
        }
        lengthNanos *= 2;
    }

    /** The run is over: all that it was, in the order in which it passed. */
    List<Second> finish(long nowNanos) {
        boolean moved = gauges.sent() != sent || gauges.delivered() != delivered;
        if (moved || nowNanos - begunNanos >= SHORTEST_NANOS) {
            close(nowNanos);
        }
        return List.copyOf(seconds);
    }
}
