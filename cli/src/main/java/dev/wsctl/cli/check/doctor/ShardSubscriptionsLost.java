package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;

/** CAP04: messages are published to shards on whose node nobody is subscribed any more. */
final class ShardSubscriptionsLost implements Check {
    private static final Rule RULE = Rule.of("CAP04", "Shard subscriptions are lost")
            .why("A shard channel lives on the node that owns its slot. When the slot moves, Redis drops its"
                    + " subscriptions; clients that do not subscribe again are deaf in some rooms and fine in others.")
            .threshold(
                    "a node on which shard messages are published has shard subscribers; an instance's own echo"
                            + " channel is subscribed by every instance on each node",
                    "Redis: SHARDNUMSUB on the slot's owner")
            .remedy(
                    "{redis-cli} pubsub shardchannels: is anything subscribed here?",
                    "restart the instances, or let them subscribe again",
                    "a client library that follows moved slots: on sunsubscribe, subscribe at the new owner")
            .affects("the rooms whose slots moved");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        List<Found> found = new ArrayList<>(lostBy(evidence));
        NodeCheck each = new EachNode();
        found.addAll(each.judge(evidence, limits));
        return found;
    }

    /** The reference server listens to an echo channel of its own on each master; all instances share its name. */
    private static List<Found> lostBy(Evidence evidence) {
        List<InstanceStatus> instances =
                evidence.heartbeats().present() ? evidence.heartbeats().need() : List.of();
        String echo = evidence.prefix() + ":pubsub:global:echo:";
        List<Found> found = new ArrayList<>();
        for (NodeEvidence node : evidence.nodes()) {
            node.pubsub().need().shardChannels().forEach((channel, subscribers) -> {
                if (channel.startsWith(echo) && subscribers < instances.size()) {
                    found.add(Found.critical(
                                    node.address(),
                                    Text.count(instances.size() - subscribers, "instance") + " lost the shard"
                                            + " subscriptions on this node",
                                    "SHARDNUMSUB " + channel + " " + subscribers + ", " + instances.size()
                                            + " heartbeats")
                            .with("redis-cli", Commands.redisCli(node)));
                }
            });
        }
        return found;
    }

    private record EachNode() implements NodeCheck {
        @Override
        public Rule rule() {
            return RULE;
        }

        @Override
        public List<Found> judge(NodeEvidence node, Limits limits) {
            long published = node.growth("cmdstat_spublish", "calls");
            boolean heard = node.last().subscribers().need().stream()
                    .anyMatch((Client client) -> !client.text("ssub").isEmpty() && client.number("ssub") > 0);
            return published == 0 || heard
                    ? List.of()
                    : List.of(Found.warning(
                            node.address(),
                            Text.count(published, "shard message") + " published on this node while nobody is"
                                    + " subscribed there",
                            "cmdstat_spublish calls +" + published + " in " + Text.seconds(node.window())
                                    + "; no client has ssub above 0"));
        }
    }
}
