package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.StreamConsumer;
import java.util.List;

/** MEM09: consumers of a stream that hold entries and never come back for them. */
final class StreamConsumersStale implements Check {
    private static final Setting IDLE = Setting.seconds("idle", 3_600, "stale when not asking for so long");

    private static final Rule RULE = Rule.of("MEM09", "A stream's consumer is gone with its entries")
            .why("What a group gave to a consumer is given to nobody else until somebody claims it: those messages are"
                    + " delivered to no user, and Redis keeps them listed for ever.")
            .threshold("no consumer with entries not acknowledged is idle for {idle}", "engineering judgement")
            .settings(IDLE)
            .remedy(
                    "redis-cli xpending '{stream}' '{group}'",
                    "redis-cli xautoclaim '{stream}' '{group}' ANOTHER 60000 0, to hand them over",
                    "redis-cli xgroup delconsumer '{stream}' '{group}' '{consumer}', which forgets them")
            .affects("the messages it took; memory of Redis");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        return evidence.keys().need().consumers().need().stream()
                .filter(one -> one.pending() > 0 && one.idleMillis() / 1e3 >= limits.of(RULE, IDLE))
                .map(StreamConsumersStale::found)
                .toList();
    }

    private static Found found(StreamConsumer one) {
        return Found.warning(
                        one.stream() + " " + one.group(),
                        "the consumer " + one.name() + " of " + one.stream() + " holds "
                                + Text.count(one.pending(), "message") + " and does not come back",
                        "XINFO CONSUMERS: pending " + one.pending() + ", idle "
                                + Unit.TIME.show(one.idleMillis() / 1e3))
                .with("stream", one.stream())
                .with("group", one.group())
                .with("consumer", one.name());
    }
}
