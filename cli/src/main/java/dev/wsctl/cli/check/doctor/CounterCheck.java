package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/**
 * A counter of INFO that should stand still: growing is critical, having grown once is worth knowing.
 *
 * @param field of INFO
 * @param what it counts: "connections were refused"
 */
record CounterCheck(Rule rule, String field, String what) implements NodeCheck {
    static final CounterCheck REFUSED = new CounterCheck(
            Rule.of("CON01", "Redis refuses connections")
                    .why("It is at maxclients: an instance that loses its connection does not get back in, and one that"
                            + " starts never becomes ready.")
                    .threshold("rejected_connections stands still", "Redis: maxclients; none should ever be refused")
                    .remedy(
                            "wsctl pool: who holds the connections?",
                            "{redis-cli} config set maxclients 10000, and in redis.conf",
                            "raise the open-file limit of redis-server first (LimitNOFILE): Redis lowers maxclients to"
                                    + " what that allows, less 32, and only logs it")
                    .affects("whoever connects next: new instances, reconnects, pools that grow"),
            "rejected_connections",
            "connections refused");

    static final CounterCheck CLIENTS_EVICTED = new CounterCheck(
            Rule.of("SLO05", "Redis evicts clients to save memory")
                    .why("With maxmemory-clients, Redis disconnects the connections that use most memory: subscribers"
                            + " that lag, in the first place.")
                    .threshold("evicted_clients stands still", "Redis 7: client eviction")
                    .remedy(
                            "{redis-cli} config get maxmemory-clients; about 5% of memory is usual",
                            "wsctl subscribers: who does not read?")
                    .affects("the users of the instances that were cut off: a gap in every room"),
            "evicted_clients",
            "clients evicted");

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        long now = node.growth(field);
        long all = node.number(field);
        if (now > 0) {
            return List.of(Found.critical(
                    node.address(),
                    now + " " + what + " while we watched",
                    field + " +" + now + " in " + Text.seconds(node.window()) + ", " + all + " since start"));
        }
        return all == 0
                ? List.of()
                : List.of(Found.info(
                        node.address(),
                        all + " " + what + " since Redis started; none while we watched",
                        field + " " + all));
    }
}
