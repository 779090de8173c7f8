package dev.wsctl.cli.check;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.PresenceReport;
import dev.wsctl.cli.model.PresenceReport.Instance;
import dev.wsctl.cli.model.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does presence say what is? Held against heartbeats and the registry (E4, E6). */
public final class PresenceCheck {
    /** Heartbeats are up to 10 s old, and people come and go meanwhile. */
    private static final long SLACK = 5;

    private static final double SLACK_SHARE = 0.1;

    private static final String REMOVED_WITHIN = "removed within 45 s of an instance's end (docs/protocol.md)";

    private PresenceCheck() {}

    public static PresenceReport judge(PresenceReport report) {
        List<Finding> findings = new ArrayList<>();
        whole(report, findings);
        // With parts of a cluster away nobody's absence says anything.
        for (Instance instance : report.partsAway() ? List.<Instance>of() : report.instances()) {
            if (instance.alive()) {
                living(instance, findings);
            } else {
                dead(instance, findings);
            }
        }
        findings.sort((a, b) -> b.severity().compareTo(a.severity()));
        return report.with(findings);
    }

    private static void whole(PresenceReport report, List<Finding> findings) {
        if (!report.gaps().isEmpty()) {
            findings.add(new Finding(
                    Status.UNKNOWN, "not everything could be read", "", "a longer --timeout, a larger --max-entries"));
        }
        if (report.instances().isEmpty() && report.total() == 0) {
            findings.add(new Finding(
                    Status.UNKNOWN,
                    "nothing under " + report.prefix() + ":presence:* and no instance under this prefix",
                    "",
                    "--prefix with the REDIS_CHANNEL_PREFIX of the instances; other servers write no such keys"));
        }
    }

    private static void living(Instance instance, List<Finding> findings) {
        Long counted = instance.connections();
        long connections = counted == null ? 0 : counted;
        long slack = Math.max(SLACK, Math.round(connections * SLACK_SHARE));
        // One client with two connections to an instance is present once: fewer is no fault, none at all is.
        if (instance.present() > connections + slack) {
            findings.add(new Finding(
                    Status.WARNING,
                    instance.present() + " clients are present on " + instance.id() + ", which has " + connections
                            + " connections: some of them are gone",
                    "at most the connections of its heartbeat, and " + slack + " that came since",
                    "wsctl presence --watch; if it stays so, restart " + instance.id()));
        }
        if (instance.present() == 0 && connections > slack) {
            findings.add(new Finding(
                    Status.WARNING,
                    instance.id() + " has " + connections + " connections and nobody of them is present",
                    "an instance confirms its clients with each heartbeat (docs/protocol.md)",
                    "look for a refused ZADD in its log: may it write PREFIX:presence:*?"));
        }
        if (instance.stale() > 0) {
            findings.add(stale(instance, "is it stuck? Its log, and wsctl instances"));
        }
        if (instance.registeredAge() == null) {
            findings.add(new Finding(
                    Status.WARNING,
                    instance.id() + " lives and is not in the registry: others will not look for it",
                    "renewed with each heartbeat (docs/protocol.md)",
                    "look for a refused ZADD in its log: may it write PREFIX:registry?"));
        }
    }

    private static void dead(Instance instance, List<Finding> findings) {
        Duration registered = instance.registeredAge();
        boolean overdue = registered != null && registered.compareTo(PresenceReport.DEAD.plusSeconds(10)) > 0;
        if (instance.present() > 0) {
            findings.add(new Finding(
                    Status.WARNING,
                    instance.present() + " clients are present on " + instance.id() + ", which has no heartbeat",
                    REMOVED_WITHIN,
                    "wait 45 s and look again; it was killed, or has lost Redis"));
        } else if (instance.stale() > 0) {
            findings.add(stale(instance, "does any instance live to remove them? wsctl instances"));
        } else if (overdue) {
            findings.add(new Finding(
                    Status.WARNING,
                    "the registry still names " + instance.id() + ", silent for "
                            + (registered == null ? 0 : registered.toSeconds()) + " s",
                    REMOVED_WITHIN,
                    "does any instance live to remove it? wsctl instances"));
        }
    }

    private static Finding stale(Instance instance, String remedy) {
        return new Finding(
                Status.WARNING,
                instance.stale() + (instance.stale() == 1 ? " entry" : " entries") + " of " + instance.id()
                        + " not confirmed for 35 s, and not removed",
                "every instance removes such entries with its heartbeat",
                remedy);
    }
}
