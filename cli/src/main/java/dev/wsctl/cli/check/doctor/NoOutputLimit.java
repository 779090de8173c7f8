package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** SLO04: one stuck subscriber may take all memory. */
final class NoOutputLimit implements NodeCheck {
    private static final Rule RULE = Rule.of("SLO04", "Subscribers have no output limit")
            .why("Redis keeps everything a stuck subscriber does not read, until its memory is full: then it evicts"
                    + " sessions, refuses writes or is killed, for all applications.")
            .threshold("a hard or a soft limit", "client-output-buffer-limit pubsub, by default 32mb 8mb 60")
            .remedy("{redis-cli} config set client-output-buffer-limit 'pubsub 32mb 8mb 60', and in redis.conf")
            .affects("all users of this Redis");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        OutputLimit limit = OutputLimit.of(node);
        return limit.first() > 0
                ? List.of()
                : List.of(Found.warning(
                        node.address(),
                        "a subscriber that does not read may fill Redis' memory",
                        "client-output-buffer-limit pubsub " + limit));
    }
}
