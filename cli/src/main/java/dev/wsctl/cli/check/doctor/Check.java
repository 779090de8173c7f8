package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.Evidence;
import java.util.List;

/** One finding that doctor knows: what it means, and how it shows in the evidence. */
public interface Check {
    Rule rule();

    /**
     * What is the matter; empty when all is well.
     *
     * @throws dev.wsctl.cli.model.evidence.AbsentException when a part of the evidence that it needs is not there
     */
    List<Found> judge(Evidence evidence, Limits limits);
}
