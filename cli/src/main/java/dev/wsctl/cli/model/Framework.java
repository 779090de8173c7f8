package dev.wsctl.cli.model;

import java.util.List;

/**
 * A framework that was recognised by what it leaves in Redis.
 *
 * @param scope which of several: a channel prefix or a hub; empty where there can be one only
 * @param seenBy the names that show it
 * @param instances that hold a subscription; a stopped one counts, too
 * @param responding instances that answered a probe
 * @param backlog messages that wait, or can still be recovered
 * @param findings dead and stuck processes, and what else wants attention
 */
public record Framework(
        String name,
        String scope,
        Confidence confidence,
        String seenBy,
        Count instances,
        Count responding,
        Count rooms,
        Count sessions,
        Count backlog,
        List<Finding> findings) {
    public Framework {
        findings = List.copyOf(findings);
    }

    /** The same, and on which of several servers it was seen. */
    public Framework on(String server) {
        return new Framework(
                name,
                scope,
                confidence,
                seenBy + " on " + server,
                instances,
                responding,
                rooms,
                sessions,
                backlog,
                findings);
    }
}
