package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** CON02: connected clients against maxclients. */
final class ConnectionsNearLimit implements NodeCheck {
    private static final Setting WARNING = Setting.percent("warning", 80, "warning from");
    private static final Setting CRITICAL = Setting.percent("critical", 90, "critical from");

    private static final Rule RULE = Rule.of("CON02", "Redis is nearly out of connections")
            .why("At maxclients Redis refuses whoever comes next, first of all an instance that wants to reconnect.")
            .threshold("warning from {warning} of maxclients, critical from {critical}", "engineering judgement")
            .settings(WARNING, CRITICAL)
            .remedy(
                    "wsctl pool: who holds them, and does anyone leak?",
                    "{redis-cli} config set maxclients {raised}, with an open-file limit 32 above it")
            .affects("whoever connects next");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        long connected = node.number("connected_clients");
        long max = node.info().number("maxclients").isPresent()
                ? node.number("maxclients")
                : node.configNumber("maxclients");
        double share = (double) connected / max;
        if (share < limits.of(RULE, WARNING)) {
            return List.of();
        }
        String title = connected + " of " + max + " possible connections are in use";
        String evidence = "connected_clients " + connected + ", maxclients " + max;
        Found found = share >= limits.of(RULE, CRITICAL)
                ? Found.critical(node.address(), title, evidence)
                : Found.warning(node.address(), title, evidence);
        return List.of(found.with("raised", String.valueOf(2 * max)));
    }
}
