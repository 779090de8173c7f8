package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** LAT03: Redis stood still while it forked. */
final class ForkStalls implements NodeCheck {
    private static final double GIB = 1024.0 * 1024 * 1024;

    /** Below, even one that is slow for its size hurts nobody. */
    private static final Setting NOTICED = Setting.seconds("noticed", 0.05, "ignored up to");

    private static final Setting CRITICAL = Setting.seconds("critical", 1, "critical above");

    private static final Rule RULE = Rule.of("LAT03", "Saving makes Redis stand still")
            .why("To save, Redis forks: until the system has copied its page table, nobody is served. The more memory,"
                    + " the longer, and on some virtual machines ten times as long.")
            .threshold(
                    "longer than {noticed} and slower than 25 GB/s; critical above {critical}",
                    "Redis' LATENCY DOCTOR: under 10 GB/s terrible, under 25 poor")
            .settings(NOTICED, CRITICAL)
            .remedy(
                    "save less often: {redis-cli} config get save; or on a replica only",
                    "several smaller Redis instead of a large one",
                    "no transparent huge pages: wsctl explain HOS02")
            .affects("every user, whenever Redis saves");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        double seconds = node.number("latest_fork_usec") / 1e6;
        double rate = seconds <= 0 ? Double.MAX_VALUE : node.number("used_memory") / GIB / seconds;
        if (seconds <= limits.of(RULE, NOTICED) || (rate >= 25 && seconds <= limits.of(RULE, CRITICAL))) {
            return List.of();
        }
        String title = "Redis stood still for " + Unit.TIME.show(seconds) + " to fork";
        String evidence = "latest_fork_usec " + node.number("latest_fork_usec") + ", used_memory "
                + node.number("used_memory") + ": " + Unit.plain(rate) + " GB/s";
        return List.of(
                seconds > limits.of(RULE, CRITICAL)
                        ? Found.critical(node.address(), title, evidence)
                        : Found.warning(node.address(), title, evidence));
    }
}
