package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** MEM05: used memory against maxmemory. */
final class MemoryNearLimit implements NodeCheck {
    private static final Setting WARNING = Setting.percent("warning", 85, "warning from");
    private static final Setting CRITICAL = Setting.percent("critical", 95, "critical from");

    private static final Rule RULE = Rule.of("MEM05", "Memory is nearly full")
            .why("At maxmemory Redis evicts keys or refuses writes, whichever its policy says.")
            .threshold("warning from {warning} of maxmemory, critical from {critical}", "engineering judgement")
            .settings(WARNING, CRITICAL)
            .remedy(
                    "find what grows: {redis-cli} --bigkeys; give it a time to live",
                    "{redis-cli} config set maxmemory {raised}, if the machine has it")
            .affects("sessions, presence, the registry of instances");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        long max = node.number("maxmemory");
        long used = node.number("used_memory");
        double share = max == 0 ? 0 : (double) used / max;
        if (max == 0 || share < limits.of(RULE, WARNING)) {
            return List.of();
        }
        String title = "memory is " + Text.percent(share) + " full: " + Text.bytes(used) + " of " + Text.bytes(max);
        String evidence = "used_memory " + used + ", maxmemory " + max + ", policy " + node.text("maxmemory_policy");
        Found found = share >= limits.of(RULE, CRITICAL)
                ? Found.critical(node.address(), title, evidence)
                : Found.warning(node.address(), title, evidence);
        return List.of(found.with("raised", String.valueOf(2 * max)));
    }
}
