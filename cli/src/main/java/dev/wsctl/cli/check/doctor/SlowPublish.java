package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** CAP01: publishing is expensive. */
final class SlowPublish implements NodeCheck {
    private static final Setting COST = Setting.seconds("cost", 0.0005, "warning above");

    private static final Rule RULE = Rule.of("CAP01", "Publishing is expensive")
            .why("PUBLISH writes to every subscriber and compares the channel with every pattern, while Redis does"
                    + " nothing else.")
            .threshold(
                    "more than {cost} a PUBLISH on average", "Redis: O(subscribers + patterns); engineering judgement")
            .settings(COST)
            .remedy(
                    "wsctl channels: fewer patterns, fewer subscribers a channel",
                    "one connection an instance, not one a user, subscribes")
            .affects("latency of every user");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        long calls = node.growth("cmdstat_publish", "calls");
        double seconds = calls == 0 ? 0 : node.growth("cmdstat_publish", "usec") / 1e6 / calls;
        return seconds <= limits.of(RULE, COST)
                ? List.of()
                : List.of(Found.warning(
                        node.address(),
                        "a PUBLISH takes " + Unit.TIME.show(seconds) + " of Redis' time",
                        "cmdstat_publish: " + calls + " calls in " + Text.seconds(node.window()) + "; "
                                + node.pubsub().need().patterns() + " patterns"));
    }
}
