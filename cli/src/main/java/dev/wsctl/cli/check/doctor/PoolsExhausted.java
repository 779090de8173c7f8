package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.evidence.Evidence;
import java.util.List;

/** CON03: an instance's own pool of connections is nearly used up. */
final class PoolsExhausted implements Check {
    private static final Setting WARNING = Setting.percent("warning", 90, "warning above");

    private static final Rule RULE = Rule.of("CON03", "An instance's pool is nearly used up")
            .why("When every connection of the pool is taken, what needs one waits: sessions, presence, joins.")
            .threshold("warning above {warning} in use", "engineering judgement: the next burst has to wait")
            .settings(WARNING)
            .remedy(
                    "raise REDIS_MAX_CONNECTIONS of the instance, or look for connections that are not given back",
                    "wsctl pool --users N: how many are needed?")
            .affects("the users of that instance");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        return Instances.of(evidence).stream()
                .filter(instance -> instance.pool().usage() > limits.of(RULE, WARNING))
                .map(instance -> Found.warning(
                        instance.id(),
                        "the pool of " + instance.id() + " is "
                                + Text.percent(instance.pool().usage()) + " in use",
                        of(instance.pool())))
                .toList();
    }

    private static String of(InstanceStatus.Pool pool) {
        return pool.inUse() + " of " + pool.max() + " in use, " + pool.waiting() + " wait";
    }
}
