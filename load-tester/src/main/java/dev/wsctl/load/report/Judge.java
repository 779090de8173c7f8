package dev.wsctl.load.report;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Threshold;
import dev.wsctl.load.report.LoadReport.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reaches the verdict. INVALID comes first: figures the generator itself spoilt prove nothing, good or bad. It is said
 * when, over the measured time,
 *
 * <ul>
 *   <li>no connection joined, or no message was sent;
 *   <li>the 99th percentile of the send lag is over 10 ms and over a fifth of the corrected one: the tail was made by
 *       sending late;
 *   <li>the 99th percentile of the event loops' lag is over 10 ms and over half of the corrected one: the tail was made by
 *       noticing late;
 *   <li>the 99th percentile of the time since the event loops had read all there was is over 10 ms and over half of the
 *       corrected one: the tail was, or may have been, made by reading late;
 *   <li>something was lost, and the event loops had not read all there was for 0.1 s when the time was up;
 *   <li>less than 95 % of the offered rate was sent, not counting messages that the server's state kept from being sent;
 *   <li>the garbage collector stopped the process for more than 1 % of the time: the 99th percentile is its own.
 * </ul>
 *
 * None of these explains a way between two instances on which nothing at all came: that is said first, and FAILED,
 * unless the generator had not read all there was.
 *
 * <p>FAILED is said when a threshold is missed, anything was lost, duplicated, reordered, misrouted or could not be sent, or
 * a connection failed.
 */
public final class Judge {

    private static final double LAG_MICROS = 10_000;
    private static final double SEND_LAG_SHARE = 0.2;
    private static final double BEHIND_MICROS = 100_000;
    private static final double LOOP_LAG_SHARE = 0.5;
    private static final double SENT_SHARE = 0.95;
    private static final double PAUSED_SHARE = 0.01;

    /**
     * What the generator saw of itself while measuring.
     *
     * @param loopLagP99Micros NaN if nothing was measured
     * @param readLagP99Micros NaN if nothing was delivered
     * @param behindAtEndMicros how long ago the event loops had read all there was, when the run ended
     * @param pausedShare of the time, 0 to 1
     * @param unsentDead messages not sent because their sender's connection had died
     * @param unsentAway messages not sent because their sender was away, to come back
     * @param lostInGaps deliveries lost that a disturbance explains
     * @param unsentBlocked messages not sent because the server had stopped reading
     * @param deferred messages that could not leave when they were due because the server was not reading
     * @param stopped the run was ended before its time
     * @param leftOut deliveries under way when the run was stopped, which {@code expected} doesn't contain
     * @param troubles what else makes the figures worthless, in words: a process that was lost, or late by itself
     * @param workers the processes that carried the plan out, if there were several
     */
    public record Observed(
            double cpuPercent,
            double loopLagP99Micros,
            double readLagP99Micros,
            double behindAtEndMicros,
            double gcPauseMaxMicros,
            double pausedShare,
            long unsentDead,
            long unsentAway,
            long lostInGaps,
            long unsentBlocked,
            long deferred,
            boolean stopped,
            long leftOut,
            List<String> troubles,
            List<LoadReport.WorkerFigures> workers) {}

    private final LoadPlan plan;

    public Judge(LoadPlan plan) {
        this.plan = plan;
    }

    /** Adds verdict, reasons and the thresholds' results to what was measured. */
    public LoadReport judge(
            Duration elapsed,
            LoadReport.Connections connections,
            LoadReport.Messages messages,
            LoadReport.Throughput throughput,
            LoadReport.Latencies latencies,
            List<LoadReport.Pair> matrix,
            List<LoadReport.Stage> stages,
            List<Second> series,
            Observed observed) {
        List<LoadReport.ThresholdResult> thresholds = plan.thresholds().stream()
                .map(threshold -> result(threshold, connections, messages, throughput, latencies.corrected(), observed))
                .toList();
        List<String> invalid = invalid(connections, messages, throughput, latencies, observed);
        List<String> failed = failed(connections, messages, thresholds, observed);
        List<String> silent = observed.lostInGaps() > 0 || observed.behindAtEndMicros() > BEHIND_MICROS
                ? List.of()
                : SilentWays.in(matrix);
        boolean spoilt = !invalid.isEmpty() && silent.isEmpty();
        Verdict verdict = spoilt ? Verdict.INVALID : failed.isEmpty() ? Verdict.PASSED : Verdict.FAILED;
        List<String> reasons = new ArrayList<>(silent);
        reasons.addAll(invalid);
        reasons.addAll(failed);
        add(reasons, observed.lostInGaps(), "delivery", "deliveries", "lost in the gap of a disturbance");
        add(reasons, observed.unsentAway(), "message", "messages", "not sent because their sender was away");
        add(
                reasons,
                observed.deferred(),
                "message",
                "messages",
                "had to wait because the server was not reading; their latency counts from when they were due");
        if (observed.stopped()) {
            reasons.add("stopped early: " + count(observed.leftOut(), "delivery was", "deliveries were")
                    + " under way and not counted");
        }
        return new LoadReport(
                verdict,
                List.copyOf(reasons),
                elapsed,
                connections,
                messages,
                throughput,
                latencies,
                List.copyOf(matrix),
                thresholds,
                List.copyOf(stages),
                List.copyOf(series),
                new LoadReport.Generator(
                        observed.cpuPercent(),
                        observed.loopLagP99Micros(),
                        observed.readLagP99Micros(),
                        observed.gcPauseMaxMicros(),
                        invalid,
                        observed.workers()));
    }

    private List<String> invalid(
            LoadReport.Connections connections,
            LoadReport.Messages messages,
            LoadReport.Throughput throughput,
            LoadReport.Latencies latencies,
            Observed observed) {
        List<String> reasons = new ArrayList<>(observed.troubles());
        if (connections.opened() == 0) {
            reasons.add("nothing was measured: no connection could be opened");
            return reasons;
        }
        if (messages.sent() == 0) {
            reasons.add("nothing was measured: no message was sent");
            return reasons;
        }
        reasons.addAll(lateness(
                latencies.corrected().p99(),
                latencies.sendLag().p99(),
                observed.loopLagP99Micros(),
                observed.readLagP99Micros()));
        if (messages.lost() > 0 && observed.behindAtEndMicros() > BEHIND_MICROS) {
            reasons.add("the generator was still reading what had come when the time was up: it had not read all that"
                    + " waited for " + millis(observed.behindAtEndMicros()));
        }
        boolean open = plan.inFlight().isEmpty();
        long kept = observed.unsentDead() + observed.unsentAway() + observed.unsentBlocked();
        double share = throughput.sentPerSecond() * (messages.sent() + kept) / messages.sent();
        boolean comparable = plan.messageLimit().isEmpty() && !observed.stopped();
        if (open
                && comparable
                && share < SENT_SHARE * throughput.offeredPerSecond()
                && messages.sent() + kept < expectedMessages(throughput) * SENT_SHARE) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "the generator could not keep up: it sent %.0f of %.0f messages/s",
                    throughput.sentPerSecond(),
                    throughput.offeredPerSecond()));
        }
        if (observed.pausedShare() > PAUSED_SHARE) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "the generator was paused by its garbage collector for %.1f %% of the time, %s at the longest",
                    100 * observed.pausedShare(),
                    millis(observed.gcPauseMaxMicros())));
        }
        return List.copyOf(reasons);
    }

    /**
     * Which delays of the generator's own made the tail, in words; all in microseconds.
     *
     * @param tail the 99th percentile of the corrected latency; so are the others of theirs
     */
    public static List<String> lateness(double tail, double sendLag, double loopLag, double readLag) {
        List<String> reasons = new ArrayList<>();
        if (sendLag > LAG_MICROS && !(sendLag < SEND_LAG_SHARE * tail)) {
            reasons.add("the generator sent late: send lag p99 " + millis(sendLag) + " of " + millis(tail)
                    + " corrected p99");
        }
        if (loopLag > LAG_MICROS && !(loopLag < LOOP_LAG_SHARE * tail)) {
            reasons.add("the generator noticed late: event-loop lag p99 " + millis(loopLag) + " of " + millis(tail)
                    + " corrected p99");
        }
        if (readLag > LAG_MICROS && !(readLag < LOOP_LAG_SHARE * tail)) {
            reasons.add("the generator read late: it had not read all that waited for " + millis(readLag) + " (p99) of "
                    + millis(tail) + " corrected p99");
        }
        return reasons;
    }

    private double expectedMessages(LoadReport.Throughput throughput) {
        return throughput.offeredPerSecond() * plan.duration().toNanos() / 1e9;
    }

    private static List<String> failed(
            LoadReport.Connections connections,
            LoadReport.Messages messages,
            List<LoadReport.ThresholdResult> thresholds,
            Observed observed) {
        List<String> reasons = new ArrayList<>();
        thresholds.stream()
                .filter(threshold -> !threshold.met())
                .forEach(threshold -> reasons.add("threshold missed: " + threshold.expression()));
        String lost = observed.lostInGaps() > 0 ? "lost that no disturbance explains" : "lost";
        add(reasons, messages.lost() - observed.lostInGaps(), "delivery", "deliveries", lost);
        add(reasons, messages.duplicated(), "delivery", "deliveries", "duplicated");
        add(reasons, messages.reordered(), "delivery", "deliveries", "reordered");
        add(reasons, messages.misrouted(), "delivery", "deliveries", "misrouted");
        add(
                reasons,
                observed.unsentBlocked(),
                "message",
                "messages",
                "not sent because the server had stopped reading");
        add(
                reasons,
                observed.unsentDead(),
                "message",
                "messages",
                "not sent because their sender's connection had died");
        add(
                reasons,
                connections.failed().stream()
                        .mapToInt(LoadReport.Failure::count)
                        .sum(),
                "connection",
                "connections",
                "failed");
        return reasons;
    }

    private static void add(List<String> reasons, long count, String one, String several, String what) {
        if (count > 0) {
            reasons.add(count(count, one, several) + " " + what);
        }
    }

    private static String count(long count, String one, String several) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : several);
    }

    private static LoadReport.ThresholdResult result(
            Threshold threshold,
            LoadReport.Connections connections,
            LoadReport.Messages messages,
            LoadReport.Throughput throughput,
            LoadReport.Latency latency,
            Observed observed) {
        double actual = switch (threshold.metric()) {
            case "avg" -> latency.average();
            case "p50" -> latency.p50();
            case "p90" -> latency.p90();
            case "p95" -> latency.p95();
            case "p99" -> latency.p99();
            case "p999" -> latency.p999();
            case "max" -> latency.max();
            case "lost" -> messages.lost();
            case "unexplained" -> messages.lost() - observed.lostInGaps();
            case "duplicated" -> messages.duplicated();
            case "reordered" -> messages.reordered();
            case "misrouted" -> messages.misrouted();
            case "failed" ->
                connections.failed().stream()
                        .mapToInt(LoadReport.Failure::count)
                        .sum();
            case "delivered" -> messages.delivered();
            case "sent" -> messages.sent();
            case "delivered_per_s" -> throughput.deliveredPerSecond();
            case "sent_per_s" -> throughput.sentPerSecond();
            default -> Double.NaN;
        };
        return new LoadReport.ThresholdResult(
                threshold.expression(), Double.isNaN(actual) ? null : actual, threshold.isMetBy(actual));
    }

    private static String millis(double micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
    }
}
