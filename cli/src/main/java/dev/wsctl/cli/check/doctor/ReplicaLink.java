package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;

/** TOP01: a replica that is down or behind. */
final class ReplicaLink implements NodeCheck {
    private static final Setting LAG =
            Setting.seconds("lag", 10, "warning when a replica was last heard of longer ago");
    private static final Setting BEHIND =
            Setting.bytes("behind", 16 * 1024.0 * 1024, "warning when a replica has so much still to receive");

    private static final Rule RULE = Rule.of("TOP01", "A replica is down or behind")
            .why("When the master dies, a replica that lags takes over without the last sessions, or there is none to"
                    + " take over.")
            .threshold(
                    "replicas are online, were heard of within {lag} and are less than {behind} behind",
                    "engineering judgement")
            .settings(LAG, BEHIND)
            .remedy(
                    "{redis-cli} info replication",
                    "look at the log of the replica: network, masterauth, client-output-buffer-limit replica")
            .affects("sessions and presence, at the next failover");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        List<Found> found = new ArrayList<>();
        if (node.text("role").equals("slave")
                && !node.text("master_link_status").equals("up")) {
            found.add(Found.critical(
                    node.address(),
                    "this replica has lost its master " + node.text("master_host") + ":" + node.text("master_port"),
                    "master_link_status " + node.text("master_link_status")));
        }
        for (int i = 0; i < node.number("connected_slaves"); i++) {
            String line = "slave" + i;
            String[] parts = node.text(line).split(",");
            long lag = node.total(line, "lag");
            boolean online = List.of(parts).contains("state=online");
            long received = node.total(line, "offset");
            long behind = node.info().number("master_repl_offset").orElse(received) - received;
            String title = "";
            if (!online) {
                title = "a replica is not in step yet";
            } else if (lag > limits.of(RULE, LAG)) {
                title = "a replica was last heard of " + lag + " s ago";
            } else if (behind > limits.of(RULE, BEHIND)) {
                title = "a replica is " + Text.bytes(behind) + " behind";
            }
            if (!title.isEmpty()) {
                found.add(Found.warning(
                        node.address(),
                        title,
                        line + ": " + node.text(line) + "; master_repl_offset "
                                + node.info().text("master_repl_offset", "unknown")));
            }
        }
        return found;
    }
}
