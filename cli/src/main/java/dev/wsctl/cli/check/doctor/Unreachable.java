package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Evidence;
import java.util.List;

/** RED01: Redis, or a node of it, could not be reached, refused us the door, or stopped answering. */
final class Unreachable implements Check {
    private static final Rule RULE = Rule.of("RED01", "Redis does not answer")
            .why("Without Redis every instance is alone: its users still talk to each other, and to nobody else.")
            .threshold("every node answers within --timeout", "any failure to connect, log in or answer")
            .remedy("wsctl health --redis URL")
            .affects("all delivery between instances, sessions, presence");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        return evidence.troubles().stream()
                .filter(trouble -> !trouble.refused())
                .map(trouble -> Found.critical(
                                trouble.subject(), trouble.what(), "no answer while the evidence was read")
                        .remedy(List.of(trouble.hint())))
                .toList();
    }
}
