package dev.wsctl.cli.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A load test that was kept as {@code wsctl/loadtest/v1}, as far as runs are compared. Latencies are corrected ones in
 * microseconds, NaN where nothing was measured.
 *
 * @param name what to call it: its file's name without the ending
 * @param verdict PASSED, FAILED or INVALID
 * @param invalidReasons what the generator itself spoilt; empty if nothing
 * @param explained of the lost, those that a disturbance explains
 * @param unheard of the lost, those on ways between instances on which nothing came: instances that are apart, not slow
 * @param offeredPerSecond messages that were to be sent, on average; NaN where a disturbance kept senders away
 * @param redis null if nobody looked at it
 */
public record RunSummary(
        String name,
        Job job,
        String verdict,
        List<String> reasons,
        List<String> invalidReasons,
        int opened,
        long expected,
        long delivered,
        long lost,
        long explained,
        long unheard,
        double offeredPerSecond,
        double sentPerSecond,
        double deliveredPerSecond,
        double averageMicros,
        double p50Micros,
        double p95Micros,
        double p99Micros,
        double maxMicros,
        double cpuPercent,
        @Nullable RedisLoad redis,
        RunTrace trace) {

    /**
     * What was asked for; runs of different jobs cannot be held against each other.
     *
     * @param ratePerSecond NaN in the closed model
     * @param inFlight 0 in the open model
     */
    public record Job(int targets, int connections, int rooms, double ratePerSecond, int inFlight, int messageBytes) {}

    public RunSummary {
        reasons = List.copyOf(reasons);
        invalidReasons = List.copyOf(invalidReasons);
    }

    /** Whether its figures are the servers'. One that FAILED because instances are apart may have other figures spoilt. */
    public boolean isValid() {
        return !verdict.equals("INVALID") && invalidReasons.isEmpty();
    }
}
