package dev.wsctl.cli.render;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.PoolReport;
import dev.wsctl.cli.model.RedisFacts;

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
        page.findings(report.findings());
        if (page.quiet()) {
            return;
        }
        page.line("  " + Units.count(redis.rejectedConnections().orElse(0)) + " rejected since start, "
                + Units.count(redis.blockedClients().orElse(0)) + " blocked, "
                + Units.rate(report.churnPerSecond()) + " new connections/s");
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
                    .line("          now: "
                            + (sizing.current().isPresent()
                                    ? Units.count(sizing.current().getAsLong()) + " in the pools of all instances"
                                    : "unknown, no instance publishes its pool"));
        }
    }

    private static void json(PoolReport report, JsonObject json) {
        RedisFacts redis = report.redis();
        json.text("status", report.status().name()).text("target", report.target());
        json.object(
                "redis",
                o -> o.number("connected", redis.connectedClients())
                        .number("max", redis.maxClients())
                        .number("rejected", redis.rejectedConnections())
                        .number("blocked", redis.blockedClients())
                        .number("total_connections_received", redis.totalConnections())
                        .decimal("churn_per_s", report.churnPerSecond()));
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
                            .text("band", sizing.band()));
        }
        json.array("findings", report.findings(), HealthJson::finding);
    }
}
