package dev.wsctl.cli.check;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.LatencyReport;
import dev.wsctl.cli.model.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Judges the PING probes; the others have no threshold anybody could name for every network. */
public final class LatencyCheck {
    private LatencyCheck() {}

    public static LatencyReport judge(LatencyReport report, Duration warn, Duration crit) {
        List<Finding> findings = new ArrayList<>();
        for (LatencyReport.Probe probe : report.probes()) {
            Status status = HealthCheck.above(probe.values().p99Nanos(), warn.toNanos(), crit.toNanos());
            if (probe.name().equals("ping") && status != Status.OK) {
                findings.add(new Finding(
                        status,
                        "PING to " + probe.node() + " takes "
                                + HealthCheck.millis(probe.values().p99Nanos()) + " at p99",
                        "warning above " + HealthCheck.millis(warn.toNanos()) + ", critical above "
                                + HealthCheck.millis(crit.toNanos()) + " (--warn-latency, --crit-latency)",
                        "wsctl latency --history 1s shows when; on the server `redis-cli slowlog get 10`"));
            }
            if (probe.failed() > 0) {
                findings.add(new Finding(
                        Status.CRITICAL,
                        probe.failed() + " of "
                                + (probe.failed() + probe.values().count()) + " " + probe.name() + " on " + probe.node()
                                + " failed",
                        "none should",
                        "--debug shows why; wsctl health"));
            }
        }
        return report.with(findings);
    }
}
