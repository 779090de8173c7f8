package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.LatencyEvent;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** LAT02: Redis itself noted that it was held up. */
final class LatencySpikes implements NodeCheck {
    private static final Setting SPIKE = Setting.seconds("spike", 0.1, "warning above");

    private static final Rule RULE = Rule.of("LAT02", "Redis is held up now and then")
            .why("While it is, nobody's messages move. Redis names what held it up: a command, a fork, the disk.")
            .threshold("an event of the latency monitor longer than {spike}", "engineering judgement")
            .settings(SPIKE)
            .remedy("{redis-cli} latency doctor", "{redis-cli} latency history {event}")
            .affects("every user, for as long as it takes");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        return node.latency().need().stream()
                .filter(event -> event.lastMillis() / 1e3 > limits.of(RULE, SPIKE))
                .map(event -> found(node, event))
                .toList();
    }

    private static Found found(NodeEvidence node, LatencyEvent event) {
        return Found.warning(
                        node.address(),
                        event.name() + " held Redis up for " + event.lastMillis() + " ms, last at " + event.time(),
                        "LATENCY LATEST: " + event.name() + " " + event.lastMillis() + " ms, at most "
                                + event.maxMillis() + " ms")
                .with("event", event.name());
    }
}
