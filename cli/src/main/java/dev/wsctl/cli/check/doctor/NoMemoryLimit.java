package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** MEM06: Redis takes what it needs. */
final class NoMemoryLimit implements NodeCheck {
    private static final Rule RULE = Rule.of("MEM06", "Memory has no limit")
            .why("Without maxmemory Redis grows until the system swaps or kills it, with all that it holds.")
            .threshold("maxmemory above 0", "Redis: maxmemory")
            .remedy("{redis-cli} config set maxmemory 1gb, or what the machine can spare, and a maxmemory-policy")
            .affects("everything on this Redis, when the machine runs out");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        return node.number("maxmemory") > 0
                ? List.of()
                : List.of(Found.info(
                        node.address(),
                        "memory has no limit but the machine's",
                        "maxmemory 0, used_memory " + node.number("used_memory")));
    }
}
