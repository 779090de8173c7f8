package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import dev.wsctl.cli.model.evidence.NodeSample;
import java.util.List;

/** CAP06: the one thread that does the work is busy all the time. */
final class BusyRedis implements NodeCheck {
    /** Time the event loop spent on work, from Redis 7.2 on: unlike CPU time, it counts what the loop waits for. */
    private static final String LOOP = "eventloop_duration_sum";

    private static final Setting WARNING = Setting.percent("warning", 80, "warning above");

    private static final Rule RULE = Rule.of("CAP06", "Redis is short of CPU")
            .why("One thread runs all commands. When it is busy all the time, everything queues behind everything"
                    + " else, and more cores do not help.")
            .threshold("the main thread is busy more than {warning} of the time", "engineering judgement")
            .settings(WARNING)
            .remedy(
                    "{redis-cli} info commandstats: which command takes the time?",
                    "spread the rooms over several Redis, or sharded pub/sub in a cluster")
            .affects("latency of every user");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(NodeEvidence node, Limits limits) {
        double wall = node.window().toNanos() / 1e9;
        boolean loop = node.info().number(LOOP).isPresent();
        double used = loop ? node.growth(LOOP) / 1e6 : cpu(node.last()) - cpu(node.first());
        double share = wall <= 0 ? 0 : used / wall;
        return share <= limits.of(RULE, WARNING)
                ? List.of()
                : List.of(Found.warning(
                        node.address(),
                        "Redis' main thread was busy " + Text.percent(share) + " of the time",
                        (loop ? LOOP : "used_cpu_user_main_thread and used_cpu_sys_main_thread") + " +"
                                + Unit.plain(used) + " s in " + Text.seconds(node.window())));
    }

    private static double cpu(NodeSample sample) {
        double sum = 0;
        for (String field : List.of("used_cpu_user_main_thread", "used_cpu_sys_main_thread")) {
            String value = sample.info().need().fields().get(field);
            if (value == null) {
                throw new AbsentException("INFO of this Redis has no field " + field);
            }
            sum += Double.parseDouble(value);
        }
        return sum;
    }
}
