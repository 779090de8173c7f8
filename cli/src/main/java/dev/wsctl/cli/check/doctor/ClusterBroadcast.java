package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;

/** CAP03: a cluster copies classic messages to all of its nodes. */
final class ClusterBroadcast implements NodeCheck {
    private static final String SENT = "cluster_stats_messages_publish_sent";
    private static final String DROPPED = "total_cluster_links_buffer_limit_exceeded";

    private static final Setting RATE = Setting.number("rate", 10_000, "warning above so many copies a second");

    private static final Rule RULE = Rule.of("CAP03", "The cluster copies every message to every node")
            .why("In a cluster, a classic PUBLISH goes over the bus to each node, replicas included, wherever the"
                    + " subscribers are: more nodes make it slower, not faster.")
            .threshold(
                    "worth knowing where it happens, warning above {rate} copies a second; no link of the bus exceeds"
                            + " its buffer",
                    "Redis: pub/sub in a cluster; engineering judgement")
            .settings(RATE)
            .remedy(
                    "sharded pub/sub: SPUBLISH and SSUBSCRIBE (Redis 7), with a client that follows moved slots",
                    "few, large nodes for what must stay classic",
                    "{redis-cli} config get cluster-link-sendbuf-limit, where links were closed")
            .affects("capacity; all users, when a link of the bus is closed: messages are lost");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        if (!node.text("cluster_enabled").equals("1")) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        long dropped = node.info().number(DROPPED).isPresent() ? node.growth(DROPPED) : 0;
        if (dropped > 0) {
            found.add(Found.critical(
                    node.address(),
                    "the cluster closed " + Text.count(dropped, "link") + " of its bus: messages were lost",
                    DROPPED + " +" + dropped + " in " + Text.seconds(node.window())));
        }
        // The line appears with the first message.
        long copies = node.info().number(SENT).orElse(0)
                - node.first().info().need().number(SENT).orElse(0);
        double rate = node.perSecond(copies);
        if (copies > 0) {
            String title =
                    "the cluster's bus carries " + Unit.plain(rate) + " copies of messages a second from this node";
            String evidence = SENT + " +" + copies + " in " + Text.seconds(node.window());
            found.add(
                    rate > limits.of(RULE, RATE)
                            ? Found.warning(node.address(), title, evidence)
                            : Found.info(node.address(), title, evidence));
        }
        return found;
    }
}
