package dev.wsctl.cli.check.doctor;

import dev.wsctl.cli.model.evidence.AbsentException;
import dev.wsctl.cli.model.evidence.Evidence;
import dev.wsctl.cli.model.evidence.NodeEvidence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A check of each node of Redis by itself. */
public interface NodeCheck extends Check {
    List<Found> judge(NodeEvidence node, Limits limits);

    /** What was found on any node; where nothing was, a node that could not be judged leaves the whole unjudged. */
    @Override
    default List<Found> judge(Evidence evidence, Limits limits) {
        if (evidence.nodes().isEmpty()) {
            throw new AbsentException("no node of Redis answered");
        }
        List<Found> found = new ArrayList<>();
        @Nullable AbsentException unjudged = null;
        for (NodeEvidence node : evidence.nodes()) {
            try {
                for (Found one : judge(node, limits)) {
                    found.add(one.with("redis-cli", Commands.redisCli(node)));
                }
            } catch (AbsentException e) {
                unjudged = e;
            }
        }
        if (found.isEmpty() && unjudged != null) {
            throw unjudged;
        }
        return found;
    }
}
