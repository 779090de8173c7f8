package dev.wsctl.cli.render;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.KeepAlive;
import dev.wsctl.cli.model.PoolReport;
import dev.wsctl.cli.model.RedisFacts;
import org.jspecify.annotations.Nullable;

/** {@code pool} for people and programs. */
public final class PoolViews {
    private PoolViews() {}

    public static Views<PoolReport> all() {
        return new Views<>("wsctl/pool/v1", PoolViews::human, PoolViews::json);
    }

    private static void human(PoolReport report, Page page) {
        RedisFacts redis = report.redis();
        long connected = redis.connectedClients().orElse(0);
        long max = redis.maxClients().orElse(0);
        page.verdict(
                report.status(),
                Units.count(connected) + " of " + Units.count(max) + " connections on " + report.target());
        if (page.quiet()) {
            return;
        }
        page.findings(report.findings());
        page.line("  " + Units.count(redis.rejectedConnections().orElse(0)) + " rejected since start, "
                + Units.count(redis.blockedClients().orElse(0)) + " blocked, "
                + Units.rate(report.churnPerSecond()) + " new connections/s over "
                + Units.latency(report.window().toNanos()));
        keepAlive(report.keepAlive(), page);
        if (!report.applications().isEmpty()) {
            Table table = new Table()
                    .flexible("APPLICATION")
                    .right("CONNECTIONS")
                    .right("IDLE")
                    .right("NEW/S");
            for (PoolReport.Application application : report.applications()) {
                table.row(
                        application.name(),
                        Units.count(application.connections()),
                        Units.count(application.idle()),
                        Units.rate(application.churnPerSecond()));
            }
            page.blank().table(table);
        }
        if (!report.instances().isEmpty()) {
            Table table = new Table()
                    .flexible("INSTANCE")
                    .right("MAX")
                    .right("CREATED")
                    .right("IN USE")
                    .right("WAITING")
                    .right("USAGE");
            for (InstanceStatus instance : report.instances()) {
                InstanceStatus.Pool pool = instance.pool();
                table.row(
                        instance.id(),
                        pool.max(),
                        pool.created(),
                        pool.inUse(),
                        pool.waiting(),
                        Units.percent(pool.usage()));
            }
            page.blank().table(table);
        }
        PoolReport.Sizing sizing = report.sizing();
        if (sizing != null) {
            page.blank()
                    .line("sizing    " + Units.count(sizing.users()) + " users: " + Units.count(sizing.recommended())
                            + " connections, (users / 100) * 2; usual: " + sizing.band())
                    .line("          now: " + Units.count(sizing.current())
                            + (sizing.fromPools()
                                    ? " in the pools of all instances"
                                    : " connected; no instance publishes its pool under " + report.prefix()));
        }
    }

    /** Advice where there is any to give: what is well needs no line. */
    private static void keepAlive(@Nullable KeepAlive keepAlive, Page page) {
        if (keepAlive == null || keepAlive.interval().isZero()) {
            return;
        }
        String now = "tcp-keepalive " + keepAlive.interval().toSeconds() + " notices a dead peer after "
                + Units.span(keepAlive.detection());
        boolean late = keepAlive.interval().compareTo(KeepAlive.ADVISED.interval()) > 0;
        if (late || page.verbose()) {
            page.line("  " + now
                    + (late
                            ? "; " + KeepAlive.ADVISED.interval().toSeconds() + " would after "
                                    + Units.span(KeepAlive.ADVISED.detection())
                            : ""));
        }
    }

    private static void json(PoolReport report, JsonObject json) {
        RedisFacts redis = report.redis();
        json.text("status", report.status().name())
                .text("target", report.target())
                .text("prefix", report.prefix())
                .flag("partial", report.partial())
                .texts("gaps", report.gaps());
        json.object(
                "redis",
                o -> o.number("connected", redis.connectedClients())
                        .number("max", redis.maxClients())
                        .number("rejected", redis.rejectedConnections())
                        .number("blocked", redis.blockedClients())
                        .number("total_connections_received", redis.totalConnections())
                        .number("newly_rejected", report.newlyRejected())
                        .decimal("churn_per_s", report.churnPerSecond())
                        .number("window_ms", report.window().toMillis()));
        KeepAlive keepAlive = report.keepAlive();
        if (keepAlive == null) {
            json.text("keepalive", null);
        } else {
            json.object(
                    "keepalive",
                    o -> o.number("interval_s", keepAlive.interval().toSeconds())
                            .number("detection_s", keepAlive.detection().toSeconds())
                            .number(
                                    "advised_interval_s",
                                    KeepAlive.ADVISED.interval().toSeconds())
                            .number(
                                    "advised_detection_s",
                                    KeepAlive.ADVISED.detection().toSeconds()));
        }
        json.array(
                "applications",
                report.applications(),
                (application, o) -> o.text("name", application.name())
                        .number("connections", application.connections())
                        .number("idle", application.idle())
                        .decimal("churn_per_s", application.churnPerSecond()));
        json.array("instances", report.instances(), (instance, o) -> {
            o.text("id", instance.id());
            InstanceViews.pool(instance.pool(), o);
        });
        PoolReport.Sizing sizing = report.sizing();
        if (sizing == null) {
            json.text("sizing", null);
        } else {
            json.object(
                    "sizing",
                    o -> o.number("users", sizing.users())
                            .number("recommended", sizing.recommended())
                            .number("current", sizing.current())
                            .text("current_is", sizing.fromPools() ? "pools" : "connected")
                            .text("band", sizing.band()));
        }
        json.array("findings", report.findings(), HealthJson::finding);
    }
}
