package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** DEL21: fewer connections subscribe to the channel that every instance keeps than there are instances. */
final class SubscriberMissing implements Check {
    private static final Rule RULE = Rule.of("DEL21", "An instance lives and does not subscribe")
            .why("Its heartbeat says it is up, and its health check is green, but it does not hear what others say. The"
                    + " commonest failure after a reconnect.")
            .threshold(
                    "as many subscribers of PREFIX:pubsub:global:broadcast as heartbeats under PREFIX:instances:*",
                    "docs/protocol.md: every instance subscribes to it, always")
            .remedy(
                    "restart the instance, or make it subscribe again",
                    "wsctl subscribers {channel} --expect {expected}")
            .affects("the users of that instance: they see nothing that is said elsewhere");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        List<InstanceStatus> instances = Instances.of(evidence);
        Collection<List<NodeEvidence>> servers = evidence.servers();
        List<Found> found = new ArrayList<>();
        // Of several independent servers each instance subscribes at every one; in a cluster at any node.
        for (List<NodeEvidence> nodes : servers) {
            String where = servers.size() > 1 ? " on " + nodes.get(0).address() : "";
            missing(evidence.prefix(), nodes, instances, where).ifPresent(found::add);
        }
        return found;
    }

    /** @param where the server among several, else empty */
    private static Optional<Found> missing(
            String prefix, List<NodeEvidence> nodes, List<InstanceStatus> instances, String where) {
        String channel = prefix + ":pubsub:global:broadcast";
        long subscribed = 0;
        Set<String> names = new HashSet<>();
        for (NodeEvidence node : nodes) {
            subscribed += node.pubsub().need().channels().getOrDefault(channel, 0L);
            node.last().subscribers().need().stream().map(Client::name).forEach(names::add);
        }
        if (subscribed >= instances.size()) {
            return Optional.empty();
        }
        List<String> missing = instances.stream()
                .map(InstanceStatus::id)
                .filter(id -> !names.contains(prefix + ":" + id + ":sub"))
                .toList();
        String who = missing.isEmpty() ? "an instance" : String.join(", ", missing);
        return Optional.of(Found.critical(
                        who + where,
                        who + (missing.size() > 1 ? " keep heartbeats but do not" : " keeps a heartbeat but does not")
                                + " subscribe" + where,
                        subscribed + " subscribers of " + channel + where + ", " + instances.size() + " heartbeats")
                .with("channel", channel)
                .with("expected", String.valueOf(instances.size())));
    }
}
