package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** CON07: subscribers behind which nobody is any more. */
final class GhostSubscribers implements Check {
    private static final Setting IDLE = Setting.seconds("idle", 15, "warning when output has waited that long");
    private static final Setting AGE = Setting.seconds("age", 60, "younger subscribers may not have a heartbeat yet");

    private static final Rule RULE = Rule.of("CON07", "A subscriber is a ghost")
            .why("Its machine or network went without a goodbye. It counts as a subscriber, so whoever compares counts"
                    + " sees every instance there; Redis keeps output for it until TCP notices.")
            .threshold(
                    "output does not wait longer than {idle} for a subscriber; a subscriber that is named like an"
                            + " instance and older than {age} has that instance's heartbeat",
                    "engineering judgement")
            .settings(IDLE, AGE)
            .remedy(
                    "is the process behind {address} there, and does it hold this connection?",
                    "{redis-cli} client kill id {id}, if not: one that lives reconnects",
                    "{redis-cli} config set tcp-keepalive 60, so that Redis notices by itself")
            .affects("counts of subscribers and instances; Redis' memory");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        Set<String> alive = evidence.heartbeats().present()
                ? evidence.heartbeats().need().stream().map(InstanceStatus::id).collect(Collectors.toSet())
                : Set.<String>of();
        NodeCheck each = new EachNode(evidence.prefix() + ":", alive);
        return each.judge(evidence, limits);
    }

    /** @param alive instances with a heartbeat; with none at all, names say nothing */
    private record EachNode(String prefix, Set<String> alive) implements NodeCheck {
        @Override
        public Rule rule() {
            return RULE;
        }

        @Override
        public List<Found> judge(NodeEvidence node, Limits limits) {
            List<Found> found = new ArrayList<>();
            for (Client client : node.last().subscribers().need()) {
                long waits = client.number("omem");
                if (waits > 0 && client.number("idle") >= limits.of(RULE, IDLE)) {
                    found.add(of(
                            client,
                            client.label() + " has taken nothing for " + client.number("idle") + " s",
                            "omem " + waits + ", idle " + client.number("idle")));
                } else if (orphaned(client) && client.number("age") >= limits.of(RULE, AGE)) {
                    found.add(of(
                            client,
                            client.label() + " subscribes for an instance that has no heartbeat",
                            "name " + client.name() + ", age " + client.number("age") + " s; heartbeats of "
                                    + Text.some(alive.stream().sorted().toList())));
                }
            }
            return found;
        }

        /** {@code chat:a:sub}, and a is not among those that live. */
        private boolean orphaned(Client client) {
            String name = client.name();
            return !alive.isEmpty()
                    && name.length() > prefix.length() + ":sub".length()
                    && name.startsWith(prefix)
                    && name.endsWith(":sub")
                    && !alive.contains(name.substring(prefix.length(), name.length() - ":sub".length()));
        }

        private static Found of(Client client, String title, String evidence) {
            return Found.warning(client.label(), title, evidence)
                    .with("address", client.address())
                    .with("id", client.id());
        }
    }
}
