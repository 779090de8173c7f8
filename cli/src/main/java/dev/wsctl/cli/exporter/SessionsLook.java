package dev.wsctl.cli.exporter;

import dev.wsctl.cli.framework.SessionFamilies;
import dev.wsctl.cli.model.SessionTally;
import dev.wsctl.cli.source.RedisSource;
import dev.wsctl.cli.source.SessionReader;

/** Stored sessions, by the pattern of their keys. */
final class SessionsLook implements Collector.Look {
    private static final int SESSION_SAMPLE = 200;

    @Override
    public void into(MetricsText metrics, RedisSource source) {
        // Half for the walk, so that what it found can be sampled and told.
        SessionTally tally = new SessionReader(SessionFamilies.KNOWN, SESSION_SAMPLE)
                .read(source.answeringMasters(), source.deadline().share(2), Long.MAX_VALUE);
        for (SessionTally.Family family : tally.families()) {
            metrics.gauge(
                    "wsctl_sessions",
                    "Stored sessions, by the pattern of their keys.",
                    family.count(),
                    "pattern",
                    family.family().pattern());
        }
        metrics.gauge("wsctl_sessions_all", "Stored sessions.", tally.count());
        metrics.gauge("wsctl_sessions_partial", "1 when the deadline cut the count.", tally.partial() ? 1 : 0);
    }
}
