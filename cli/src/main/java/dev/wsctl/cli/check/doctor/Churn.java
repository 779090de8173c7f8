package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** CON04: connections come and go. */
final class Churn implements NodeCheck {
    private static final Setting RATE = Setting.number("rate", 5, "ignored up to so many a second");
    private static final Setting SHARE =
            Setting.percent("share", 5, "warning when a second brings more than this share of all connections");

    private static final Rule RULE = Rule.of("CON04", "Connections are opened all the time")
            .why("A connection for each operation costs a handshake each, with TLS several, and fills Redis' and the"
                    + " kernel's tables. A pool, or one shared connection, takes a fraction of the time.")
            .threshold(
                    "more than {rate} new connections a second, and more than {share} of those that are open",
                    "engineering judgement")
            .settings(RATE, SHARE)
            .remedy(
                    "wsctl pool: who opens them?",
                    "wsctl latency --pooled-vs-unpooled: what it costs",
                    "use a pool, or the one connection that a client library multiplexes")
            .affects("latency of everything that opens connections; CPU of Redis");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        double rate = node.rate("total_connections_received");
        long open = node.number("connected_clients");
        if (rate <= limits.of(RULE, RATE) || rate <= limits.of(RULE, SHARE) * open) {
            return List.of();
        }
        return List.of(Found.warning(
                node.address(),
                Unit.plain(rate) + " connections are opened a second, " + open + " are open",
                "total_connections_received +" + node.growth("total_connections_received") + " in "
                        + Text.seconds(node.window())));
    }
}
