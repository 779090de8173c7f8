package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** CAP05: one Redis delivers about as much as one can. */
final class PracticalLimit implements NodeCheck {
    private static final Setting DELIVERIES =
            Setting.number("deliveries", 100_000, "warning above so many deliveries a second");

    private static final Rule RULE = Rule.of("CAP05", "Redis delivers about as much as one can")
            .why("Each message costs Redis a write to each subscriber. Beyond some hundred thousand a second it falls"
                    + " behind: latency grows first, then output piles up, then subscribers are disconnected.")
            .threshold("messages times subscribers, at most {deliveries} a second", "engineering judgement")
            .settings(DELIVERIES)
            .remedy(
                    "spread the rooms over several Redis (REDIS_SHARD_URLS), or sharded pub/sub in a cluster",
                    "wsctl loadtest --find-max: what does this one carry?")
            .affects("latency of every user, and the headroom for a busy evening");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        double deliveries = Publishing.rate(node) * Publishing.copies(node);
        return deliveries <= limits.of(RULE, DELIVERIES)
                ? List.of()
                : List.of(Found.warning(
                        node.address(),
                        "Redis delivers about " + Unit.plain(Math.rint(deliveries)) + " messages a second",
                        Unit.plain(Publishing.rate(node)) + " published a second, each to about "
                                + Unit.plain(Publishing.copies(node)) + " subscribers by bytes in and out"));
    }
}
