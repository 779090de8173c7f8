package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Evidence;
import java.util.List;
import java.util.Map;

/** DEL28: somebody listens to everything. */
final class CatchAllPatterns implements Check {
    private static final Rule RULE = Rule.of("DEL28", "Somebody subscribes to every channel")
            .why("PSUBSCRIBE * receives what all applications on this Redis say, other environments included, and every"
                    + " message is matched against it. It is meant for looking, not for serving.")
            .threshold(
                    "nobody receives a message on a channel whose name nobody can know",
                    "Redis does not tell patterns; judged only with --probe, which publishes one empty message")
            .remedy(
                    "wsctl subscribers: the clients with psub above 0",
                    "narrow the pattern to the application's prefix: PSUBSCRIBE chat:*")
            .affects("privacy; CPU of Redis and of whoever listens");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        Map<String, Long> received = evidence.surroundings().catchAll().need();
        return received.entrySet().stream()
                .filter(node -> node.getValue() > 0)
                .map(node -> Found.warning(
                        node.getKey(),
                        Text.count(node.getValue(), "subscriber", "listens", "listen") + " to every channel",
                        "PUBLISH to a channel of our own, with a random name, reached " + node.getValue()))
                .toList();
    }
}
