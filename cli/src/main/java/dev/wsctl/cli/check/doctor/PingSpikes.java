package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** LAT08: mostly fast, and now and then not. */
final class PingSpikes implements NodeCheck {
    private static final Setting RATIO =
            Setting.number("ratio", 20, "worth knowing when p99 is more than so many times p50");
    private static final Setting IGNORED = Setting.seconds("ignored", 0.002, "a p99 up to this is never a spike");

    private static final Rule RULE = Rule.of("LAT08", "Redis answers unevenly")
            .why("A good median hides stalls: a slow command, a fork, a noisy neighbour. Users meet the slow ones"
                    + " several times a minute, and averages never show them.")
            .threshold("PING p99 is at most {ratio} times p50, or below {ignored}", "engineering judgement")
            .settings(RATIO, IGNORED)
            .remedy(
                    "wsctl latency --history: how often, how long?",
                    "{redis-cli} latency doctor",
                    "{redis-cli} --intrinsic-latency 5, on its machine: is it the machine?")
            .affects("every user, now and then");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        Percentiles ping = node.ping().need();
        if (ping.count() == 0) {
            throw new AbsentException("PING was not measured");
        }
        double p50 = ping.p50Nanos() / 1e9;
        double p99 = ping.p99Nanos() / 1e9;
        return p99 <= limits.of(RULE, IGNORED) || p99 <= limits.of(RULE, RATIO) * p50
                ? List.of()
                : List.of(Found.info(
                        node.address(),
                        "PING takes " + Unit.TIME.show(p50) + " as a rule, and " + Unit.TIME.show(p99) + " at p99",
                        ping.count() + " round trips: p99 is " + Math.round(p99 / p50) + " times p50"));
    }
}
