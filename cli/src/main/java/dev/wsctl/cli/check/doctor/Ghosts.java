package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** CON06: how long a dead peer is taken for a subscriber. */
final class Ghosts implements NodeCheck {
    private static final Setting INFO = Setting.seconds("info", 60, "information above");
    private static final Setting WARNING = Setting.seconds("warning", 300, "warning above");

    private static final Rule RULE = Rule.of("CON06", "Dead subscribers stay")
            .why("A peer whose machine or network has gone says no goodbye. Until TCP keepalive notices, which takes"
                    + " about twice the interval, it counts as a subscriber and Redis collects output for it.")
            .threshold(
                    "critical without keepalive, warning above {warning}, worth knowing above {info}",
                    "engineering judgement; Redis' default of 300 s is not held against anyone")
            .settings(INFO, WARNING)
            .remedy("{redis-cli} config set tcp-keepalive 60, and in redis.conf")
            .affects("counts of subscribers and instances; Redis' memory");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        long seconds = node.configNumber("tcp-keepalive");
        String evidence = "tcp-keepalive " + seconds;
        if (seconds == 0) {
            return List.of(Found.critical(
                    node.address(), "connections of dead peers stay for ever: TCP keepalive is off", evidence));
        }
        if (seconds <= limits.of(RULE, INFO)) {
            return List.of();
        }
        String title = "a dead subscriber is noticed after about " + Unit.TIME.show(2.0 * seconds);
        return List.of(
                seconds > limits.of(RULE, WARNING)
                        ? Found.warning(node.address(), title, evidence)
                        : Found.info(node.address(), title, evidence));
    }
}
