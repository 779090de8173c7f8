package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** LAT07: Redis does not note what holds it up. */
final class LatencyMonitorOff implements NodeCheck {
    private static final Rule RULE = Rule.of("LAT07", "Redis does not watch its own latency")
            .why("Its latency monitor names what held it up, and when, at next to no cost. It is off by default.")
            .threshold("latency-monitor-threshold above 0", "Redis: latency monitoring")
            .remedy("{redis-cli} config set latency-monitor-threshold 100, and in redis.conf")
            .affects("finding the cause, the next time");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        return node.configNumber("latency-monitor-threshold") > 0
                ? List.of()
                : List.of(Found.info(
                        node.address(), "Redis does not note what holds it up", "latency-monitor-threshold 0"));
    }
}
