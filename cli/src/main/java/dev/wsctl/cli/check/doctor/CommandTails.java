package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** LAT09: commands that hold Redis up at p99, by its own histograms. */
final class CommandTails implements NodeCheck {
    private static final String FIELD = "latency_percentiles_usec_";

    private static final Setting TAIL = Setting.seconds("tail", 0.01, "named from this p99 on");

    private static final Setting CALLS = Setting.number("calls", 100, "a p99 of fewer calls says nothing");

    private static final Rule RULE = Rule.of("LAT09", "One in a hundred calls of a command is slow")
            .why("Redis does one thing at a time: while this command runs, no message moves. SLOWLOG forgets; the"
                    + " histograms since the start do not.")
            .threshold(
                    "p99 of every command with {calls} calls or more is below {tail}; worth knowing from before, a warning for commands that were"
                            + " called while we watched",
                    "Redis 7: latency-tracking; engineering judgement")
            .settings(TAIL, CALLS)
            .remedy(
                    "{redis-cli} latency histogram {command}",
                    "SCAN for KEYS, HSCAN for HGETALL, UNLINK for DEL; smaller values, shorter scripts",
                    "{redis-cli} config resetstat begins anew, once it is mended")
            .affects("every user, whenever that command runs");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        Map<String, Double> slow = new TreeMap<>();
        for (String field : node.info().fields().keySet()) {
            if (field.startsWith(FIELD)) {
                double p99 = node.total(field, "p99") / 1e6;
                if (p99 >= limits.of(RULE, TAIL)) {
                    slow.put(field.substring(FIELD.length()), p99);
                }
            }
        }
        List<Found> found = new ArrayList<>();
        slow.forEach((command, p99) -> {
            long all = node.total("cmdstat_" + command, "calls");
            if (all < limits.of(RULE, CALLS)) {
                return;
            }
            long calls = node.growth("cmdstat_" + command, "calls");
            String title = "one in a hundred calls of " + command + " takes " + Unit.TIME.show(p99) + " or more";
            String evidence = "p99 since start; " + all + " calls, " + calls + " of them while we watched";
            found.add((calls > 0
                            ? Found.warning(node.address(), title, evidence)
                            : Found.info(node.address(), title, evidence))
                    .with("command", command.replace('|', ' ')));
        });
        return found;
    }
}
