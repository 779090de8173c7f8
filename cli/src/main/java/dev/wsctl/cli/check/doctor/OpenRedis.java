package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** SEC01: anybody who can reach Redis gets in. */
final class OpenRedis implements NodeCheck {
    private static final Rule RULE = Rule.of("SEC01", "Redis is open to anybody")
            .why("Whoever reaches the port reads every session and every message, deletes all, and with CONFIG SET may"
                    + " write files on the machine. Scanners find such a Redis within hours.")
            .threshold("a password, protected mode, or nothing but loopback", "Redis: security")
            .remedy(
                    "{redis-cli} acl setuser default '>PASSWORD', and in users.acl or requirepass in redis.conf",
                    "bind to loopback or the private address only, and keep protected-mode yes",
                    "a firewall that lets only the instances in")
            .affects("everything on this Redis, and its machine");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        return Exposure.open(node) && Exposure.beyondLoopback(node)
                ? List.of(Found.critical(
                        node.address(),
                        "anybody who can reach this Redis gets in, without a password",
                        "default user: on, nopass; bind " + node.config("bind") + "; protected-mode "
                                + node.config("protected-mode")))
                : List.of();
    }
}
