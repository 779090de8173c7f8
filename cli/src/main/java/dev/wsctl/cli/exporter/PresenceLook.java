package dev.wsctl.cli.exporter;

import dev.wsctl.cli.check.PresenceCheck;
import dev.wsctl.cli.model.PresenceReport;
import dev.wsctl.cli.model.Status;
import dev.wsctl.cli.source.PresenceReader;
import dev.wsctl.cli.source.RedisSource;

/** Who is there, over all instances. */
final class PresenceLook implements Collector.Look {
    private static final long MOST_PRESENT = 200_000;

    private final String prefix;

    PresenceLook(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public void into(MetricsText metrics, RedisSource source) {
        PresenceReport report = PresenceCheck.judge(new PresenceReader(source, prefix, MOST_PRESENT).read(0));
        String help = "Clients over all instances, by standing.";
        metrics.gauge("wsctl_presence_clients", help, report.guests(), "standing", "guest")
                .gauge("wsctl_presence_clients", help, report.members(), "standing", "member")
                .gauge("wsctl_presence_clients", help, report.admins(), "standing", "admin")
                .gauge("wsctl_presence_stale_entries", "Not confirmed for 35 s, and not removed.", report.stale())
                .gauge(
                        "wsctl_presence_partial",
                        "1 when not all could be read.",
                        report.gaps().isEmpty() ? 0 : 1)
                .gauge(
                        "wsctl_presence_findings",
                        "What wsctl presence warns of.",
                        report.findings().stream()
                                .filter(finding -> finding.severity().compareTo(Status.WARNING) >= 0)
                                .count());
    }
}
