package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** DEL22: a subscriber for which output piles up from one sample to the next. */
final class NotReading implements NodeCheck {
    private static final Setting BACKLOG = Setting.bytes("backlog", 65_536, "ignored below");

    private static final Rule RULE = Rule.of("DEL22", "A subscriber is connected but does not read")
            .why("It counts as a subscriber and its health check may be green, but what is published waits in Redis"
                    + " for it: a blocked event loop, a stopped process, a network that swallows. Sooner or later"
                    + " Redis disconnects it and everything that waits is lost.")
            .threshold("output held for a client grows, and is over {backlog}", "engineering judgement")
            .settings(BACKLOG)
            .remedy(
                    "find the process behind {address} and look what its event loop waits for",
                    "{redis-cli} client kill id {id}, if it is gone: an application that lives reconnects")
            .affects("the users of that instance: they see nothing, or everything late");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        Map<String, Client> before = new HashMap<>();
        node.first().subscribers().need().forEach(client -> before.put(client.id(), client));
        List<Found> found = new ArrayList<>();
        for (Client client : node.last().subscribers().need()) {
            Client earlier = before.get(client.id());
            if (earlier == null) {
                continue;
            }
            long now = client.number("omem");
            if (now > limits.of(RULE, BACKLOG) && now > earlier.number("omem")) {
                found.add(Found.warning(
                                client.label(),
                                client.label() + " does not read what it subscribed to",
                                "omem grew from " + earlier.number("omem") + " to " + now + " bytes in "
                                        + Text.seconds(node.window()) + ", " + client.text("oll")
                                        + " replies wait")
                        .with("address", client.address())
                        .with("id", client.id()));
            }
        }
        return found;
    }
}
