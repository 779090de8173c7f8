package dev.wsctl.cli.check;

import dev.wsctl.cli.check.doctor.Unit;
import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.HealthReport;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Judges what {@code health} measured. Stages speak for themselves; this adds what only a threshold can tell. */
public final class HealthCheck {
    private final HealthLimits limits;

    public HealthCheck(HealthLimits limits) {
        this.limits = limits;
    }

    /** @param before the round before, for counters that only say something as a difference; null on the first */
    public HealthReport judge(HealthReport now, @Nullable HealthReport before) {
        List<Finding> findings = new ArrayList<>();
        latency(now, findings);
        RedisFacts facts = now.redis();
        if (facts != null) {
            clients(facts, findings);
            memory(facts, findings);
            RedisFacts earlier = before == null ? null : before.redis();
            if (earlier != null) {
                growth(facts, earlier, findings);
            }
        }
        findings.sort((a, b) -> b.severity().compareTo(a.severity()));
        return now.with(findings);
    }

    private void latency(HealthReport report, List<Finding> findings) {
        if (report.ping().count() == 0) {
            return;
        }
        long p99 = report.ping().p99Nanos();
        Status status =
                above(p99, limits.warnLatency().toNanos(), limits.critLatency().toNanos());
        if (status != Status.OK) {
            findings.add(new Finding(
                    status,
                    "PING takes " + millis(p99) + " at p99",
                    "warning above " + millis(limits.warnLatency().toNanos()) + ", critical above "
                            + millis(limits.critLatency().toNanos()) + " (same site; --warn-latency, --crit-latency)",
                    "wsctl latency --history; on the server `redis-cli slowlog get 10`"));
        }
    }

    private void clients(RedisFacts facts, List<Finding> findings) {
        share(
                facts.connectedClients(),
                facts.maxClients(),
                limits.warnClients(),
                limits.critClients(),
                used -> findings.add(new Finding(
                        used.status,
                        used.value + " of " + used.limit + " possible connections are in use",
                        percent(limits.warnClients()) + " warning, " + percent(limits.critClients()) + " critical",
                        "wsctl pool shows who holds them; then raise maxclients and the open-file limit")));
    }

    private void memory(RedisFacts facts, List<Finding> findings) {
        share(
                facts.usedMemory(),
                facts.maxMemory(),
                limits.warnMemory(),
                limits.critMemory(),
                used -> findings.add(new Finding(
                        used.status,
                        "memory is " + percent((double) used.value / used.limit) + " full ("
                                + Unit.BYTES.show((double) used.value) + " of " + Unit.BYTES.show((double) used.limit)
                                + ")",
                        percent(limits.warnMemory()) + " warning, " + percent(limits.critMemory()) + " critical",
                        "`redis-cli --bigkeys`; set TTLs, or raise maxmemory")));
    }

    private static void growth(RedisFacts now, RedisFacts before, List<Finding> findings) {
        long rejected = difference(now.rejectedConnections(), before.rejectedConnections());
        if (rejected > 0) {
            findings.add(new Finding(
                    Status.CRITICAL,
                    rejected + " connections were refused since the last round",
                    "none should be (rejected_connections)",
                    "raise maxclients and the open-file limit; wsctl pool shows who holds connections"));
        }
        long evicted = difference(now.evictedKeys(), before.evictedKeys());
        if (evicted > 0) {
            findings.add(new Finding(
                    Status.WARNING,
                    evicted + " keys were evicted since the last round; sessions may be among them",
                    "none should be (evicted_keys)",
                    "raise maxmemory, or keep sessions in a Redis of their own with noeviction"));
        }
        if (now.uptime().compareTo(before.uptime()) < 0) {
            findings.add(new Finding(
                    Status.WARNING, "Redis was restarted since the last round", "", "look at its log for the reason"));
        }
    }

    private static long difference(OptionalLong now, OptionalLong before) {
        return now.isPresent() && before.isPresent() ? now.getAsLong() - before.getAsLong() : 0;
    }

    private record Used(Status status, long value, long limit) {}

    private interface Report {
        void add(Used used);
    }

    private static void share(OptionalLong value, OptionalLong limit, double warn, double crit, Report report) {
        // A limit of 0 means none.
        if (value.isEmpty() || limit.orElse(0) <= 0) {
            return;
        }
        double share = (double) value.getAsLong() / limit.getAsLong();
        Status status = share >= crit ? Status.CRITICAL : share >= warn ? Status.WARNING : Status.OK;
        if (status != Status.OK) {
            report.add(new Used(status, value.getAsLong(), limit.getAsLong()));
        }
    }

    static Status above(long value, long warn, long crit) {
        return value > crit ? Status.CRITICAL : value > warn ? Status.WARNING : Status.OK;
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    static String millis(long nanos) {
        long hundredths = Math.round(nanos / 1e4);
        return hundredths % 100 == 0 ? hundredths / 100 + " ms" : hundredths / 100.0 + " ms";
    }
}
