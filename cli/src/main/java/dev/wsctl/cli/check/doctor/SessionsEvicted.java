package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.KeySample;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** MEM01: Redis throws keys away, among which there may be sessions. */
final class SessionsEvicted implements Check {
    private static final Rule RULE = Rule.of("MEM01", "Redis evicts keys")
            .why("When memory is full, Redis makes room by deleting what it likes: a session that is gone logs its"
                    + " user out, a heartbeat that is gone makes an instance look dead.")
            .threshold(
                    "evicted_keys stands still; critical where sessions live and allkeys-* may take any of them",
                    "Redis: maxmemory-policy")
            .remedy(
                    "{redis-cli} config get maxmemory; raise it, or find what grows: redis-cli --bigkeys",
                    "keep sessions in a Redis of their own, with maxmemory-policy noeviction or volatile-ttl")
            .affects("users who are logged out, presence, the registry of instances");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        KeySample sample = evidence.keys().value();
        NodeCheck each = new EachNode(sample == null ? Set.of() : Sessions.servers(sample));
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
            boolean sessions = withSessions.contains(node.server());
            String policy = node.text("maxmemory_policy");
            long now = node.growth("evicted_keys");
            long all = node.number("evicted_keys");
            List<Found> found = new ArrayList<>();
            if (now > 0) {
                String title =
                        now + " keys were evicted while we watched" + (sessions ? "; sessions are kept here" : "");
                String evidence = "evicted_keys +" + now + " in " + Text.seconds(node.window()) + ", " + all
                        + " since start, maxmemory-policy " + policy;
                found.add(
                        sessions && policy.startsWith("allkeys")
                                ? Found.critical(node.address(), title, evidence)
                                : Found.warning(node.address(), title, evidence));
            } else if (all > 0) {
                found.add(Found.info(
                        node.address(),
                        all + " keys were evicted since Redis started; none while we watched",
                        "evicted_keys " + all + ", maxmemory-policy " + policy));
            } else if (sessions && policy.startsWith("allkeys") && node.number("maxmemory") > 0) {
                found.add(Found.info(
                        node.address(),
                        "sessions are kept here, and " + policy + " may evict them when memory is full",
                        "maxmemory-policy " + policy));
            }
            return found;
        }
    }
}
