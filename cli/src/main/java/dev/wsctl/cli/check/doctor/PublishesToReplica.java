package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.evidence.ReplicaView;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** DEL29: what is published on a replica stays there. */
final class PublishesToReplica implements Check {
    /** A sentinel's own connection, on which it greets the other sentinels, by PUBLISH on master and replica. */
    private static final Pattern SENTINEL = Pattern.compile("sentinel-[0-9a-f]{8}-cmd");

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
    public List<Found> judge(Evidence evidence, Limits limits) {
        NodeCheck each = new EachNode();
        List<Found> found = new ArrayList<>(each.judge(evidence, limits));
        Reading<List<ReplicaView>> replicas = evidence.surroundings().replicas();
        if (replicas.present()) {
            replicas.need().stream()
                    .filter(replica -> replica.clients().present())
                    .forEach(replica -> judge(replica, found));
        }
        if (found.isEmpty()) {
            // Instances may well reach a replica that cannot be reached from here: no finding, and nothing to be sure
            // of.
            replicas.need().forEach(replica -> replica.clients().need());
        }
        return found;
    }

    private static void judge(ReplicaView replica, List<Found> found) {
        List<Client> publishers = publishers(replica.clients().need());
        if (!publishers.isEmpty()) {
            found.add(publishing(replica.address(), replica.master(), publishers));
        }
    }

    /** The master's own link repeats everybody's PUBLISH on a replica: flag M. */
    private static List<Client> publishers(List<Client> clients) {
        return clients.stream()
                .filter(client -> client.text("cmd").endsWith("publish"))
                .filter(client -> client.text("flags").indexOf('M') < 0)
                .filter(client -> !SENTINEL.matcher(client.name()).matches())
                .toList();
    }

    private static Found publishing(String replica, String master, List<Client> publishers) {
        return Found.critical(
                        replica,
                        Text.count(publishers.size(), "client", "publishes", "publish")
                                + " on a replica; the master's subscribers hear nothing of it",
                        "role slave of " + master + "; last command publish: "
                                + Text.some(
                                        publishers.stream().map(Client::label).toList()))
                .with("master", master);
    }

    /** The address we were given may be that of a replica. */
    private record EachNode() implements NodeCheck {
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
            List<Client> publishers = publishers(node.clients().need());
            return List.of(
                    publishers.isEmpty()
                            ? Found.warning(
                                            node.address(),
                                            "this address is a replica of " + master
                                                    + ": what an application publishes here stays here",
                                            "role slave; nobody publishes at the moment")
                                    .with("master", master)
                            : publishing(node.address(), master, publishers));
        }
    }
}
