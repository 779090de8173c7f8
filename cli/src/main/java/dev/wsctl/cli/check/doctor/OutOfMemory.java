package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** MEM04: writes are refused for want of memory. */
final class OutOfMemory implements NodeCheck {
    private static final Rule RULE = Rule.of("MEM04", "Redis refuses writes for want of memory")
            .why("Sessions cannot be stored, heartbeats and presence not be renewed: instances look dead and users"
                    + " cannot log in, while messages still flow.")
            .threshold("errorstat_OOM stands still", "Redis: OOM command not allowed when used memory > 'maxmemory'")
            .remedy(
                    "{redis-cli} info memory",
                    "{redis-cli} config set maxmemory {raised}, if the machine has it",
                    "find what grows: {redis-cli} --bigkeys; give it a time to live")
            .affects("logins, sessions, presence, the registry of instances");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        // Redis 6.2 brought errorstats: an older one must not seem well for having none.
        node.number("total_error_replies");
        long now = node.growth("errorstat_OOM", "count");
        long all = node.total("errorstat_OOM", "count");
        String raised = String.valueOf(2 * node.number("maxmemory"));
        if (now > 0) {
            return List.of(Found.critical(
                            node.address(),
                            now + " writes were refused for want of memory while we watched",
                            "errorstat_OOM +" + now + " in " + Text.seconds(node.window()) + ", used_memory "
                                    + node.number("used_memory") + " of maxmemory " + node.number("maxmemory"))
                    .with("raised", raised));
        }
        return all == 0
                ? List.of()
                : List.of(Found.info(
                                node.address(),
                                all + " writes were refused for want of memory since Redis started",
                                "errorstat_OOM " + all)
                        .with("raised", raised));
    }
}
