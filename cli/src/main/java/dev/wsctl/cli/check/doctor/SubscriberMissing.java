package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.HashSet;
import java.util.List;
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
        String channel = evidence.prefix() + ":pubsub:global:broadcast";
        long subscribed = 0;
        Set<String> names = new HashSet<>();
        for (NodeEvidence node : evidence.nodes()) {
            subscribed += node.pubsub().need().channels().getOrDefault(channel, 0L);
            node.last().subscribers().need().stream().map(Client::name).forEach(names::add);
        }
        if (subscribed >= instances.size()) {
            return List.of();
        }
        List<String> missing = instances.stream()
                .map(InstanceStatus::id)
                .filter(id -> !names.contains(evidence.prefix() + ":" + id + ":sub"))
                .toList();
        String who = missing.isEmpty() ? "an instance" : String.join(", ", missing);
        return List.of(Found.critical(
                        who,
                        who + " keeps a heartbeat but does not subscribe",
                        subscribed + " subscribers of " + channel + ", " + instances.size() + " heartbeats")
                .with("channel", channel)
                .with("expected", String.valueOf(instances.size())));
    }
}
