package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.Percentiles;
import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.List;

/** LAT01: PING takes long. */
final class SlowPing implements NodeCheck {
    static final Setting WARNING = Setting.seconds("warning", 0.005, "warning above");
    static final Setting CRITICAL = Setting.seconds("critical", 0.05, "critical above");

    static final Rule RULE = Rule.of("LAT01", "Redis answers slowly")
            .why("Every message between instances, and every session, waits at least that long.")
            .threshold(
                    "PING p99 above {warning} is a warning, above {critical} critical",
                    "usual targets: 5 ms on one site, 50 ms between regions; --site remote allows 50 and 200 ms")
            .settings(WARNING, CRITICAL)
            .remedy(
                    "wsctl latency --history: is it steady, or now and then?",
                    "{redis-cli} slowlog get 10",
                    "{redis-cli} --intrinsic-latency 5, on its machine: is it short of CPU?")
            .affects("every user");

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
        double p99 = ping.p99Nanos() / 1e9;
        if (p99 <= limits.of(RULE, WARNING)) {
            return List.of();
        }
        String title = "PING takes " + Unit.TIME.show(p99) + " at p99";
        String evidence = ping.count() + " round trips: p50 " + Unit.TIME.show(ping.p50Nanos() / 1e9) + ", p99 "
                + Unit.TIME.show(p99) + ", max " + Unit.TIME.show(ping.maxNanos() / 1e9);
        return List.of(
                p99 > limits.of(RULE, CRITICAL)
                        ? Found.critical(node.address(), title, evidence)
                        : Found.warning(node.address(), title, evidence));
    }
}
