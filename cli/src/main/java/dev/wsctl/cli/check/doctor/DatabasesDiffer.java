package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Client;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** DEL25: pub/sub connections with different database numbers, which isolate nothing. */
final class DatabasesDiffer implements NodeCheck {
    private static final Rule RULE = Rule.of("DEL25", "Database numbers do not separate pub/sub")
            .why("SELECT separates keys, not channels: who publishes in database 0 is heard in database 5. Staging and"
                    + " production on one Redis talk to each other.")
            .threshold("pub/sub connections use one database", "Redis: pub/sub has no relation to the key space")
            .remedy("separate by prefix: another REDIS_CHANNEL_PREFIX each, or another Redis")
            .affects("isolation of environments and tenants");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        Set<String> databases = new TreeSet<>();
        for (Client client : node.clients().need()) {
            boolean subscribes = client.number("sub") + client.number("psub") > 0;
            if (subscribes || client.text("cmd").equals("publish")) {
                databases.add(client.text("db"));
            }
        }
        return databases.size() < 2
                ? List.of()
                : List.of(Found.info(
                        node.address(),
                        "pub/sub connections use databases " + String.join(", ", databases)
                                + "; that does not separate their channels",
                        "field db of CLIENT LIST"));
    }
}
