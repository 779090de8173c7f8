package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.Evidence;
import java.util.List;

/** TOP03: more or fewer instances than there should be. */
final class InstanceCounts implements Check {
    static final Setting EXPECTED = Setting.number("expected", 0, "instances there should be; 0: nobody said");

    static final Rule RULE = Rule.of("TOP03", "An instance is missing")
            .why("The others carry its users, or nobody does. One more than expected is often an old version that"
                    + " nobody stopped.")
            .threshold("as many heartbeats as expected: {expected} (0: nobody said; --expect N)", "whoever runs them")
            .settings(EXPECTED)
            .remedy(
                    "wsctl instances --expect {expected}: which ones are there?",
                    "is the missing one running, with the same Redis and the same REDIS_CHANNEL_PREFIX?")
            .affects("capacity; the users of the missing instance");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        long expected = (long) limits.of(RULE, EXPECTED);
        if (expected == 0) {
            throw new AbsentException("nobody said how many instances there should be: --expect N");
        }
        List<String> ids =
                evidence.heartbeats().need().stream().map(InstanceStatus::id).toList();
        if (ids.size() == expected) {
            return List.of();
        }
        String title = ids.size() + " of " + expected + " expected instances keep a heartbeat";
        String seen = evidence.prefix() + ":instances:* " + (ids.isEmpty() ? "none" : String.join(", ", ids));
        return List.of((ids.size() < expected
                        ? Found.critical(evidence.prefix(), title, seen)
                        : Found.warning(evidence.prefix(), title, seen))
                .with("expected", String.valueOf(expected)));
    }
}
