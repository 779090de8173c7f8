package dev.wsctl.load.report;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run found; the content of {@code wsctl/loadtest/v1}. Latencies are in microseconds; NaN where nothing was measured. */
public record LoadReport(
        Verdict verdict,
        List<String> reasons,
        Duration elapsed,
        Connections connections,
        Messages messages,
        Throughput throughput,
        Latencies latency,
        List<Pair> matrix,
        List<ThresholdResult> thresholds,
        List<Stage> stages,
        List<Second> series,
        Generator generator) {

    /** The same run, held against something it did not meet. */
    public LoadReport failed(List<String> why) {
        return new LoadReport(
                Verdict.FAILED,
                List.copyOf(why),
                elapsed,
                connections,
                messages,
                throughput,
                latency,
                matrix,
                thresholds,
                stages,
                series,
                generator);
    }

    /** INVALID: the generator itself was the bottleneck, or nothing could be measured; no figure can be trusted. */
    public enum Verdict {
        PASSED,
        FAILED,
        INVALID
    }

    /**
     * @param failed reasons, most frequent first
     * @param connect from the first attempt at a connection until it had joined; returns after a disturbance included
     * @param tcp of it, until TCP had connected
     * @param handshake of it, from then until the server had upgraded to WebSocket; TLS included
     */
    public record Connections(
            int asked, int opened, List<Failure> failed, Latency connect, Latency tcp, Latency handshake) {}

    /** @param target the URL that could not be joined, or that closed the connection during the run */
    public record Failure(String target, String reason, int count) {}

    /** @param expected message × member pairs; the other figures but {@code sent} count such pairs, too */
    public record Messages(
            long sent, long expected, long delivered, long lost, long duplicated, long reordered, long misrouted) {}

    /** Per second of the measured time. */
    public record Throughput(double offeredPerSecond, double sentPerSecond, double deliveredPerSecond) {}

    /**
     * @param corrected receive − intended send time
     * @param service receive − actual send time
     * @param sendLag actual − intended send time
     */
    public record Latencies(
            Latency corrected,
            Latency service,
            Latency sendLag,
            Distribution correctedDistribution,
            Distribution serviceDistribution) {}

    /** Microseconds. */
    public record Latency(
            long count, double average, double p50, double p90, double p95, double p99, double p999, double max) {}

    /** Deliveries from senders on one target to members on another; {@code from} and {@code to} may be the same. */
    public record Pair(
            String from,
            String to,
            long expected,
            long delivered,
            long lost,
            long duplicated,
            long reordered,
            long misrouted,
            Latency service) {

        /** Nothing at all of what was expected came. */
        public boolean isSilent() {
            return expected > 0 && delivered == 0;
        }
    }

    /** @param actual the measured value in the threshold's unit; null if it was not measured, and then it is not met */
    public record ThresholdResult(
            String expression, @Nullable Double actual, boolean met) {}

    /**
     * One stage by itself; a message belongs to the stage in which it was due. The warm-up is the only one that the
     * figures of the whole run leave out.
     *
     * @param kind warm-up, ramp, hold, storm, fault or cool-down
     * @param start after the first message was due
     * @param length as far as it was carried out
     * @param offeredPerSecond on average; in the closed model what was sent
     * @param messages expected and lost count message × member pairs
     * @param disturbance what was done in it and how the cluster took it; null if it was left in peace
     */
    public record Stage(
            String name,
            String kind,
            Duration start,
            Duration length,
            double offeredPerSecond,
            Messages messages,
            Latency corrected,
            Latency service,
            Latency sendLag,
            @Nullable Disturbed disturbance) {}

    /**
     * What a disturbance did. Times count from the stage's beginning; null: not within this run.
     *
     * @param what in words
     * @param touched clients it was done to, or whose connection ended meanwhile
     * @param dropped connections that ended, by us or by the server
     * @param reconnected of those, back at the end
     * @param reconnected99 until 99 % of them were back
     * @param lostInGap deliveries lost that a member missed while it was away or could not read, or that were sent while
     *     the disturbance lasted, or while it was under way when that began
     * @param unsent messages that were due while their sender was away
     * @param p99Back until the 99th percentile was in its band again, to the second
     * @param bandMicros that band: what the 99th percentile may be after the disturbance, from what it was before; NaN if
     *     there was nothing before
     * @param bystanders corrected latency between clients that were not touched
     * @param slowest of several workers, the one whose clients were back last; null for one, and if none was to come back
     * @param notes what else there is to say, like a command's exit code
     */
    public record Disturbed(
            String what,
            int touched,
            int dropped,
            int reconnected,
            @Nullable Duration reconnected99,
            long lostInGap,
            long unsent,
            @Nullable Duration p99Back,
            double bandMicros,
            Latency bystanders,
            @Nullable Slowest slowest,
            List<String> notes) {}

    /**
     * The worker whose clients were back last after a disturbance.
     *
     * @param worker its name
     * @param reconnected99 until 99 % of its connections that had ended were back; null: not within this run
     */
    public record Slowest(String worker, @Nullable Duration reconnected99) {}

    /**
     * How the generator itself was while measuring.
     *
     * @param cpuPercent of all processors of this machine, by this process
     * @param loopLagP99Micros how late an event loop noticed that its time had come, 99 % of the time at most
     * @param readLagP99Micros for 99 % of the deliveries, how long ago at most the event loop had read all there was:
     *     no message waited longer for the generator to read it
     * @param workers the processes, if there were several; then the figures above are of all of them
     */
    public record Generator(
            double cpuPercent,
            double loopLagP99Micros,
            double readLagP99Micros,
            double gcPauseMaxMicros,
            List<String> invalidReasons,
            List<WorkerFigures> workers) {}

    /**
     * One of several processes that carried the plan out.
     *
     * @param name for people
     * @param connections joined
     * @param sent measured messages
     * @param delivered message × member pairs received here
     * @param cpuPercent of all processors of its machine
     * @param memoryBytes resident at the end; 0 where the system doesn't tell
     * @param clockErrorMicros how far its clock may be from the others': latencies between machines are exact to the sum
     *     of two; 0 on one machine
     */
    public record WorkerFigures(
            String name,
            int connections,
            long sent,
            long delivered,
            double cpuPercent,
            double loopLagP99Micros,
            double gcPauseMaxMicros,
            long memoryBytes,
            double clockErrorMicros) {}
}
