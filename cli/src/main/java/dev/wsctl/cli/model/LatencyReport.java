package dev.wsctl.cli.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What {@code latency} measured in one interval. */
public record LatencyReport(String target, Instant time, Duration elapsed, List<Probe> probes, List<Finding> findings) {
    public LatencyReport {
        probes = List.copyOf(probes);
        findings = List.copyOf(findings);
    }

    public LatencyReport with(List<Finding> newFindings) {
        return new LatencyReport(target, time, elapsed, probes, newFindings);
    }

    public Status status() {
        return Findings.worst(findings);
    }

    /**
     * One kind of round trip on one node.
     *
     * @param spectrum counts by upper bound, ascending; empty unless asked for
     */
    public record Probe(String name, String node, long failed, Percentiles values, List<Bucket> spectrum) {
        public Probe {
            spectrum = List.copyOf(spectrum);
        }
    }

    /** How many took at most that long and longer than the bucket before. */
    public record Bucket(long upToNanos, long count) {}
}
