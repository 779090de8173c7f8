package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;
import java.util.Set;

/** MEM10: sessions are kept in memory only. */
final class NothingSaved implements Check {
    private static final Rule RULE = Rule.of("MEM10", "A restart of Redis loses the sessions")
            .why("Nothing is written to disk and no replica holds a copy: when Redis restarts, every user has to log in"
                    + " again, at the same moment.")
            .threshold("where sessions are kept: save, appendonly or a replica", "Redis: persistence")
            .remedy(
                    "{redis-cli} config set appendonly yes, and in redis.conf",
                    "or a replica with sentinels: it takes over with what it has")
            .affects("all users, after a restart of Redis");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        NodeCheck each = new EachNode(Sessions.servers(evidence.keys().need()));
        return each.judge(evidence, limits);
    }

    /** @param withSessions servers that have sessions */
    private record EachNode(Set<Integer> withSessions) implements NodeCheck {
        @Override
        public Rule rule() {
            return RULE;
        }

        @Override
        public List<Found> judge(NodeEvidence node, Limits limits) {
            boolean kept = !node.config("save").isEmpty()
                    || node.config("appendonly").equals("yes")
                    || node.number("connected_slaves") > 0;
            return !withSessions.contains(node.server()) || kept
                    ? List.of()
                    : List.of(Found.info(
                            node.address(),
                            "sessions are kept here and nothing is saved: a restart loses them",
                            "save '', appendonly no, connected_slaves 0"));
        }
    }
}
