package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.Framework;
import dev.wsctl.cli.model.Probe;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** DEL31: instances of a framework that do not answer, queues that nobody takes from, streams that nobody reads. */
final class FrameworkTrouble implements Check {
    private static final Rule RULE = Rule.of("DEL31", "A framework's process is dead or stuck")
            .why("A stopped or hung process still counts as a subscriber: only that it answers (--probe), or that its"
                    + " queue gets empty, shows that it lives.")
            .threshold(
                    "every instance answers, no queue stays, every stream is read",
                    "a process that lives answers, and empties its queue")
            .remedy("wsctl frameworks --probe, for what each framework shows", "restart the process")
            .affects("the users of that process");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Found> judge(Evidence evidence, Limits limits) {
        List<Found> found = new ArrayList<>();
        for (Framework framework : evidence.frameworks()) {
            for (Finding finding : framework.findings()) {
                found.add(new Found(
                        finding.severity() == Status.CRITICAL ? Severity.CRITICAL : Severity.WARNING,
                        framework.name(),
                        finding.title(),
                        "recognised by " + framework.seenBy(),
                        Map.of(),
                        List.of(finding.remedy())));
            }
        }
        if (found.isEmpty()) {
            evidence.frameworks().stream()
                    .filter(FrameworkTrouble::untold)
                    .findFirst()
                    .ifPresent(one -> {
                        throw new AbsentException("whether instances of " + one.name() + " answer: "
                                + one.responding().why());
                    });
        }
        return found;
    }

    /** Nobody asked, and nothing that waits in Redis tells either. */
    private static boolean untold(Framework framework) {
        String why = framework.responding().why();
        return framework.instances().value().orElse(0) > 0
                && (why.equals(Probe.NOT_ASKED)
                        || why.startsWith(Probe.NOT_POSSIBLE)
                        || (why.equals(Probe.NONE_KNOWN) && !framework.backlog().known()));
    }
}
