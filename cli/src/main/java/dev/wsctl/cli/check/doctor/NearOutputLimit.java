package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;

/** SLO01: a subscriber for which Redis holds nearly as much as it will. */
final class NearOutputLimit implements NodeCheck {
    private static final Setting WARNING = Setting.percent("warning", 50, "warning from this share of the soft limit");

    private static final Rule RULE = Rule.of("SLO01", "A subscriber is about to be disconnected")
            .why("Redis keeps what a subscriber has not read yet, up to a limit, then closes the connection: all that"
                    + " waits is lost, and so is everything until it subscribes again.")
            .threshold(
                    "warning from {warning} of the soft limit, critical from the whole",
                    "client-output-buffer-limit pubsub, by default 32mb 8mb 60; the share is engineering judgement")
            .settings(WARNING)
            .remedy(
                    "look at the instance behind {address}: is its event loop blocked, its CPU exhausted?",
                    "spread its channels over more connections or instances",
                    "{redis-cli} config set client-output-buffer-limit 'pubsub {raised} 60', for time to find the"
                            + " cause; never 0 0 0")
            .affects("the users of that instance, soon; Redis' memory until then");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        OutputLimit limit = OutputLimit.of(node);
        List<Found> found = new ArrayList<>();
        for (Client client : node.last().subscribers().need()) {
            long unread = client.number("omem");
            if (limit.first() == 0 || unread < limits.of(RULE, WARNING) * limit.first()) {
                continue;
            }
            String title = client.label() + " has not read " + Text.bytes(unread) + "; at " + Text.bytes(limit.first())
                    + " it is disconnected";
            String evidence = "omem " + unread + ", client-output-buffer-limit pubsub " + limit;
            found.add((unread >= limit.first()
                            ? Found.critical(client.label(), title, evidence)
                            : Found.warning(client.label(), title, evidence))
                    .with("address", client.address())
                    .with("raised", 2 * limit.hard() + " " + 2 * limit.soft()));
        }
        return found;
    }
}
