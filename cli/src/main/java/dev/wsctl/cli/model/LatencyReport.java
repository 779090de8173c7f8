package dev.wsctl.cli.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What {@code latency} measured in one go. */
public record LatencyReport(
        String target, Instant time, Duration elapsed, List<Probe> probes, List<Skip> skipped, List<Finding> findings) {
    public LatencyReport {
        probes = List.copyOf(probes);
        skipped = List.copyOf(skipped);
        findings = List.copyOf(findings);
    }

    public LatencyReport with(List<Finding> newFindings) {
        return new LatencyReport(target, time, elapsed, probes, skipped, newFindings);
    }

    public Status status() {
        return Findings.worst(findings);
    }

    /** The probed servers, in the order in which they were first probed. */
    public List<String> nodes() {
        return probes.stream().map(Probe::node).distinct().toList();
    }

    public List<Probe> on(String node) {
        return probes.stream().filter(probe -> probe.node().equals(node)).toList();
    }

    /**
     * One kind of operation on one server, done again and again.
     *
     * @param failed how often it failed; not part of the percentiles
     * @param failure what the last failure was; empty when there was none
     * @param hint what to try against it; empty when there was none
     * @param distribution counts by upper bound, ascending
     */
    public record Probe(
            Operation operation,
            String node,
            Percentiles values,
            long failed,
            String failure,
            String hint,
            List<Bucket> distribution) {
        public Probe {
            distribution = List.copyOf(distribution);
        }
    }

    /** How many took at most that long, and longer than the bucket before allows. */
    public record Bucket(long upToNanos, long count) {}

    /**
     * A probe that was left out.
     *
     * @param hint what would make it possible; empty when it was left out on request
     */
    public record Skip(Operation operation, String node, String reason, String hint) {}

    /** What was timed. */
    public enum Operation {
        PING("ping", "PING", true),
        GET("get", "GET", true),
        SET("set", "SET", true),
        /** From before PUBLISH was sent until the message was read on another connection. */
        PUBSUB("pubsub", "publish→receive", true),
        /** Connecting, logging in, closing; with TLS, its handshake too. */
        CONNECT("connect", "connect", false),
        /** GET on a connection that stays open. */
        POOLED("pooled", "pooled", true),
        /** GET on a connection made for it and closed after it. */
        UNPOOLED("unpooled", "connection per operation", false);

        private final String id;
        private final String label;
        private final boolean judged;

        Operation(String id, String label, boolean judged) {
            this.id = id;
            this.label = label;
            this.judged = judged;
        }

        /** As JSON names it. */
        public String id() {
            return id;
        }

        public String label() {
            return label;
        }

        /** Round trips are held against the thresholds; what includes connecting costs several of them by nature. */
        public boolean judged() {
            return judged;
        }
    }
}
