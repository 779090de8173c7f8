package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** DEL27: clients with patterns, which NUMSUB does not count. */
final class PatternSubscribers implements NodeCheck {
    private static final Rule RULE = Rule.of("DEL27", "Pattern subscribers are invisible to NUMSUB")
            .why("PUBSUB NUMSUB counts subscribers of a channel by name only, and NUMPAT counts patterns, not clients:"
                    + " a check that compares NUMSUB with the number of instances miscounts.")
            .threshold("information", "Redis: PUBSUB NUMSUB, NUMPAT")
            .remedy("wsctl subscribers, which counts clients")
            .affects("monitoring that relies on NUMSUB");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        List<Client> clients = node.last().subscribers().need().stream()
                .filter(client -> client.number("psub") > 0)
                .toList();
        return clients.isEmpty()
                ? List.of()
                : List.of(Found.info(
                        node.address(),
                        Text.count(
                                        clients.size(),
                                        "client",
                                        "subscribes by pattern and counts",
                                        "subscribe by pattern and count")
                                + " in no NUMSUB",
                        Text.some(clients.stream().map(Client::label).toList()) + "; NUMPAT "
                                + node.pubsub().need().patterns()));
    }
}
