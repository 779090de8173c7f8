package dev.wsctl.cli.check;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.InstanceReport;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is every instance there, alive and connected? Thresholds of E6 and E11. */
public final class InstanceCheck {
    private static final Duration LATE = Duration.ofSeconds(30);
    private static final double SLOW_MS = 100;

    /** A younger one's average is still that of its first messages, when nothing was compiled or connected yet. */
    private static final Duration SLOW_FOR = Duration.ofMinutes(5);

    private static final double FAILURES_PER_MINUTE = 10;

    private InstanceCheck() {}

    /** @param before the round before, for what only a difference can tell; null on the first */
    public static InstanceReport judge(InstanceReport report, @Nullable InstanceReport before) {
        List<Finding> findings = new ArrayList<>();
        count(report, findings);
        for (InstanceStatus instance : report.instances()) {
            instance(instance, findings);
            PoolCheck.usage(instance, findings);
        }
        if (before != null) {
            failures(report, before, findings);
        }
        findings.sort((a, b) -> b.severity().compareTo(a.severity()));
        return report.with(findings);
    }

    private static void count(InstanceReport report, List<Finding> findings) {
        Integer expected = report.expected();
        int found = report.instances().size();
        if (report.partial()) {
            for (String gap : report.gaps()) {
                findings.add(new Finding(Status.UNKNOWN, "there may be more instances: " + gap, "", "wsctl health"));
            }
        } else if (expected == null && found == 0) {
            findings.add(new Finding(
                    Status.UNKNOWN,
                    "no heartbeat under " + report.prefix() + ":instances:*, and no --expect to miss one",
                    "",
                    elsewhere(
                            report,
                            "--prefix with the REDIS_CHANNEL_PREFIX of the instances; other servers write no "
                                    + "such keys")));
        } else if (expected != null && found != expected) {
            boolean fewer = found < expected;
            findings.add(new Finding(
                    fewer ? Status.CRITICAL : Status.WARNING,
                    found + " of " + expected + " expected instances are registered",
                    "--expect " + expected,
                    fewer
                            ? elsewhere(report, "is it running, with the same Redis and the same REDIS_CHANNEL_PREFIX?")
                            : "an old instance was not shut down, or --expect is out of date"));
        }
    }

    private static String elsewhere(InstanceReport report, String otherwise) {
        if (report.elsewhere().isEmpty()) {
            return otherwise;
        }
        StringBuilder text = new StringBuilder();
        report.elsewhere()
                .forEach((prefix, count) -> text.append(text.length() == 0 ? "" : ", or ")
                        .append("wsctl instances --prefix ")
                        .append(prefix)
                        .append(" (")
                        .append(count)
                        .append(" there)"));
        return text.toString();
    }

    private static void failures(InstanceReport now, InstanceReport before, List<Finding> findings) {
        double minutes = Duration.between(before.time(), now.time()).toNanos() / 60e9;
        for (InstanceStatus instance : now.instances()) {
            for (InstanceStatus earlier : before.instances()) {
                long failed = instance.pubsub().failures() - earlier.pubsub().failures();
                if (instance.id().equals(earlier.id()) && failed > FAILURES_PER_MINUTE * Math.max(minutes, 1)) {
                    findings.add(new Finding(
                            Status.WARNING,
                            instance.id() + " failed to publish " + failed + " messages since the last round",
                            "more than 10 a minute (engineering judgement)",
                            "wsctl health; look at the log of the instance"));
                }
            }
        }
    }

    private static void instance(InstanceStatus instance, List<Finding> findings) {
        if (!instance.readable()) {
            findings.add(new Finding(
                    Status.WARNING,
                    "the heartbeat of " + instance.id() + " can't be understood",
                    "docs/protocol.md describes it",
                    "is this key written by something else than the server?"));
        }
        if (instance.degraded()) {
            findings.add(new Finding(
                    Status.WARNING,
                    instance.id() + " is degraded: it does not hear Redis, its members are alone",
                    "none should be",
                    "curl http://" + instance.address() + "/health/redis tells why; then wsctl health"));
        }
        Duration age = instance.heartbeatAge();
        if (age == null) {
            findings.add(new Finding(
                    Status.WARNING,
                    "the heartbeat of " + instance.id() + " never expires: nobody can tell whether it lives",
                    "it should expire after 45 s (docs/protocol.md)",
                    "who wrote this key? The instance sets an expiry with every heartbeat"));
        } else if (age.compareTo(LATE) > 0) {
            findings.add(new Finding(
                    Status.WARNING,
                    "the last heartbeat of " + instance.id() + " is " + age.toSeconds() + " s old",
                    "warning above 30 s; written every 10 s, dead after 45 s (docs/protocol.md)",
                    "has it stopped, or lost Redis? Look at its log"));
        }
        Duration uptime = instance.uptime();
        if (instance.pubsub().averageLatencyMs() > SLOW_MS && (uptime == null || uptime.compareTo(SLOW_FOR) >= 0)) {
            findings.add(new Finding(
                    Status.WARNING,
                    instance.id() + " receives messages "
                            + Math.round(instance.pubsub().averageLatencyMs())
                            + " ms after they were published, on average",
                    "100 ms, once up for 5 min (engineering judgement)",
                    "wsctl latency; is the instance short of CPU?"));
        }
    }
}
