package dev.wsctl.cli.check;

import dev.wsctl.cli.model.Finding;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.KeepAlive;
import dev.wsctl.cli.model.PoolReport;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Are there connections enough: in Redis, in the pools of the instances, for the users expected? */
public final class PoolCheck {
    private static final double POOL_WARNING = 0.9;

    private PoolCheck() {}

    public static PoolReport judge(PoolReport report) {
        List<Finding> findings = new ArrayList<>();
        limit(report.redis(), findings);
        for (InstanceStatus instance : report.instances()) {
            usage(instance, findings);
        }
        if (report.newlyRejected() > 0) {
            findings.add(new Finding(
                    Status.CRITICAL,
                    report.newlyRejected() + " connections were refused while we watched",
                    "none should be (rejected_connections)",
                    "raise maxclients and the open-file limit of Redis; the list below shows who holds connections"));
        }
        for (String gap : report.gaps()) {
            findings.add(new Finding(
                    Status.UNKNOWN, "there may be more connections and instances: " + gap, "", "wsctl health"));
        }
        keepAlive(report.keepAlive(), findings);
        sizing(report.sizing(), findings);
        findings.sort((a, b) -> b.severity().compareTo(a.severity()));
        return report.with(findings);
    }

    private static void keepAlive(@Nullable KeepAlive keepAlive, List<Finding> findings) {
        if (keepAlive != null && keepAlive.interval().isZero()) {
            findings.add(new Finding(
                    Status.WARNING,
                    "tcp-keepalive is off: connections of dead peers stay for ever",
                    "60 s, which notices a dead peer after 2 minutes",
                    "redis-cli config set tcp-keepalive 60, and the same in redis.conf"));
        }
    }

    private static void sizing(PoolReport.@Nullable Sizing sizing, List<Finding> findings) {
        if (sizing == null || !sizing.fromPools() || sizing.current() >= sizing.recommended()) {
            return;
        }
        findings.add(new Finding(
                Status.WARNING,
                "the pools allow " + sizing.current() + " connections; " + sizing.users() + " users need "
                        + sizing.recommended(),
                "(users / 100) * 2, a rule of thumb",
                "raise REDIS_MAX_CONNECTIONS of the instances, or start more of them"));
    }

    /**
     * (users / 100) · 2, rounded up, and the band that the documents name for such a crowd.
     *
     * @param pools what the pools of all instances allow; empty when no instance tells
     * @param connected what is connected now
     */
    public static PoolReport.Sizing size(long users, OptionalLong pools, long connected) {
        long recommended = Math.max(2, (users + 49) / 50);
        String band = users < 1000 ? "20-30" : users <= 5000 ? "50-100" : "100-200";
        return new PoolReport.Sizing(users, recommended, band, pools.orElse(connected), pools.isPresent());
    }

    static void usage(InstanceStatus instance, List<Finding> findings) {
        InstanceStatus.Pool pool = instance.pool();
        if (pool.usage() > POOL_WARNING) {
            findings.add(new Finding(
                    Status.WARNING,
                    "the pool of " + instance.id() + " is " + Math.round(pool.usage() * 100) + " % in use ("
                            + pool.inUse() + " of " + pool.max() + ", " + pool.waiting() + " waiting)",
                    "90 % (engineering judgement)",
                    "raise REDIS_MAX_CONNECTIONS, or look for connections that are not given back"));
        }
    }

    private static void limit(RedisFacts redis, List<Finding> findings) {
        long connected = redis.connectedClients().orElse(0);
        long max = redis.maxClients().orElse(0);
        if (max == 0) {
            findings.add(new Finding(
                    Status.UNKNOWN, "this Redis does not tell its maxclients", "", "redis-cli config get maxclients"));
            return;
        }
        double share = (double) connected / max;
        if (share > 0.8) {
            findings.add(new Finding(
                    share > 0.9 ? Status.CRITICAL : Status.WARNING,
                    connected + " of " + max + " possible connections are in use",
                    "80 % warning, 90 % critical",
                    "see below who holds them; raise maxclients and the open-file limit"));
        }
    }
}
