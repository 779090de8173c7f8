package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** SLO03: at the present rate, a short stall is enough for Redis to disconnect a subscriber. */
final class OutputPrediction implements NodeCheck {
    private static final Setting STALL = Setting.seconds("stall", 5, "a stall every subscriber should survive");

    private static final Rule RULE = Rule.of("SLO03", "A short stall would disconnect subscribers")
            .why(
                    "A long garbage collection, a deployment, a moment without network: each makes a subscriber stop reading"
                            + " for seconds. What is published meanwhile must fit into its output limit, or the connection is"
                            + " closed and all of it is lost.")
            .threshold(
                    "what reaches a subscriber in {stall} stays below the limit",
                    "client-output-buffer-limit pubsub; the time is engineering judgement")
            .settings(STALL)
            .remedy(
                    "{redis-cli} config set client-output-buffer-limit 'pubsub {raised} 60', if the memory is there;"
                            + " never 0 0 0",
                    "spread the channels over more connections, or publish less to everybody")
            .affects("the users of an instance that stalls: a gap in every room");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        OutputLimit limit = OutputLimit.of(node);
        int subscribers = node.last().subscribers().need().size();
        if (subscribers == 0 || limit.first() == 0 || Publishing.messages(node) == 0) {
            return List.of();
        }
        // Nobody gets more than came in, and on average nobody more than a share of what went out.
        double rate = Math.min(node.rate("total_net_input_bytes"), node.rate("total_net_output_bytes") / subscribers);
        double stall = limits.of(RULE, STALL);
        double seconds = Math.min(
                limit.hard() == 0 ? Double.MAX_VALUE : limit.hard() / rate,
                limit.soft() == 0 ? Double.MAX_VALUE : limit.soft() / rate + limit.softSeconds());
        return seconds >= stall
                ? List.of()
                : List.of(Found.warning(
                                node.address(),
                                "a subscriber that stalls for " + Unit.TIME.show(seconds) + " is disconnected",
                                "a subscriber gets about " + Text.bytes((long) rate)
                                        + " a second; client-output-buffer-limit pubsub " + limit)
                        .with("raised", 4 * limit.hard() + " " + 4 * limit.soft()));
    }
}
