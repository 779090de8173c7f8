package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** DEL29: what is published on a replica stays there. */
final class PublishesToReplica implements NodeCheck {
    private static final Rule RULE = Rule.of("DEL29", "Published on a replica")
            .why("Replication goes one way: subscribers of the master, and of other replicas, never hear what is"
                    + " published on a replica. PUBLISH succeeds all the same.")
            .threshold("applications publish on the master", "Redis: replication copies from master to replica only")
            .remedy(
                    "give the application the address of the master: {master}",
                    "or of the sentinels, so that it follows a failover")
            .affects("delivery from every instance that uses this address");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        if (!node.text("role").equals("slave")) {
            return List.of();
        }
        String master = node.text("master_host") + ":" + node.text("master_port");
        // The master's own link repeats everybody's PUBLISH here: flag M.
        List<Client> publishers = node.clients().need().stream()
                .filter(client -> client.text("cmd").endsWith("publish"))
                .filter(client -> client.text("flags").indexOf('M') < 0)
                .toList();
        Found found = publishers.isEmpty()
                ? Found.warning(
                        node.address(),
                        "this address is a replica of " + master + ": what an application publishes here stays here",
                        "role slave; nobody publishes at the moment")
                : Found.critical(
                        node.address(),
                        Text.count(publishers.size(), "client") + " publish on a replica; the master's subscribers"
                                + " hear nothing of it",
                        "role slave of " + master + "; last command publish: "
                                + Text.some(
                                        publishers.stream().map(Client::label).toList()));
        return List.of(found.with("master", master));
    }
}
