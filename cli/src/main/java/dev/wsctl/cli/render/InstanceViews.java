package dev.wsctl.cli.render;

import dev.wsctl.cli.model.InstanceReport;
import dev.wsctl.cli.model.InstanceStatus;
import java.time.Duration;

/** {@code instances} for people and programs. */
public final class InstanceViews {
    private InstanceViews() {}

    public static Views<InstanceReport> all() {
        return new Views<>("wsctl/instances/v1", InstanceViews::human, InstanceViews::json);
    }

    private static void human(InstanceReport report, Page page) {
        Integer expected = report.expected();
        int found = report.instances().size();
        page.verdict(
                report.status(),
                (expected == null ? Units.count(found, "instance") : found + " of " + expected + " expected instances")
                        + ", prefix " + report.prefix() + ", on " + report.target());
        if (page.quiet()) {
            return;
        }
        page.findings(report.findings());
        if (found == 0) {
            return;
        }
        Table table = new Table()
                .flexible("INSTANCE")
                .left("ADDRESS")
                .right("HEARTBEAT")
                .right("CLIENTS")
                .right("ROOMS")
                .right("POOL")
                .right("DELAY")
                .left("STATE");
        for (InstanceStatus instance : report.instances()) {
            Duration age = instance.heartbeatAge();
            table.row(
                    instance.id(),
                    instance.address(),
                    age == null ? "?" : Units.span(age) + " ago",
                    Units.count(instance.connections()),
                    Units.count(instance.rooms()),
                    instance.pool().inUse() + "/" + instance.pool().max(),
                    delay(instance.pubsub().averageLatencyMs()),
                    state(instance));
        }
        page.blank().table(table);
        if (page.verbose()
                || report.instances().stream().anyMatch(i -> i.pubsub().failures() > 0)) {
            page.blank().table(pubsub(report));
        }
    }

    private static String delay(double millis) {
        return Double.isNaN(millis) ? "-" : Units.latency((long) (millis * 1e6));
    }

    private static Object state(InstanceStatus instance) {
        if (!instance.readable()) {
            return Table.styled(Style.WARN, "unknown");
        }
        return instance.degraded() ? Table.styled(Style.BAD, "DEGRADED") : Table.styled(Style.GOOD, "ok");
    }

    private static Table pubsub(InstanceReport report) {
        Table table = new Table()
                .flexible("INSTANCE")
                .right("PUBLISHED")
                .right("RECEIVED")
                .right("FAILED")
                .right("DELAY")
                .right("MAX");
        for (InstanceStatus instance : report.instances()) {
            InstanceStatus.PubSub pubsub = instance.pubsub();
            table.row(
                    instance.id(),
                    Units.count(pubsub.published()),
                    Units.count(pubsub.received()),
                    Units.count(pubsub.failures()),
                    delay(pubsub.averageLatencyMs()),
                    delay(pubsub.maxLatencyMs()));
        }
        return table;
    }

    private static void json(InstanceReport report, JsonObject json) {
        json.text("status", report.status().name())
                .text("target", report.target())
                .text("time", report.time().toString())
                .text("prefix", report.prefix());
        Integer expected = report.expected();
        if (expected == null) {
            json.text("expected", null);
        } else {
            json.number("expected", expected);
        }
        json.array("instances", report.instances(), InstanceViews::instance);
        json.array(
                "elsewhere",
                report.elsewhere().entrySet(),
                (other, o) -> o.text("prefix", other.getKey()).number("instances", other.getValue()));
        json.flag("partial", report.partial()).texts("gaps", report.gaps());
        json.array("findings", report.findings(), HealthJson::finding);
    }

    private static void instance(InstanceStatus instance, JsonObject json) {
        json.text("id", instance.id()).text("address", instance.address());
        Duration age = instance.heartbeatAge();
        if (age == null) {
            json.text("heartbeat_age_ms", null);
        } else {
            json.number("heartbeat_age_ms", age.toMillis());
        }
        Duration uptime = instance.uptime();
        if (uptime == null) {
            json.text("uptime_s", null);
        } else {
            json.number("uptime_s", uptime.toSeconds());
        }
        json.number("connections", instance.connections())
                .number("rooms", instance.rooms())
                .flag("degraded", instance.degraded())
                .flag("readable", instance.readable());
        pool(instance.pool(), json);
        json.object(
                "pubsub",
                o -> o.number("messages_published", instance.pubsub().published())
                        .number("messages_received", instance.pubsub().received())
                        .number("publish_failures", instance.pubsub().failures())
                        .decimal("average_latency_ms", instance.pubsub().averageLatencyMs())
                        .decimal("max_latency_ms", instance.pubsub().maxLatencyMs()));
    }

    static void pool(InstanceStatus.Pool pool, JsonObject json) {
        json.object(
                "pool",
                o -> o.number("max", pool.max())
                        .number("created", pool.created())
                        .number("available", pool.available())
                        .number("in_use", pool.inUse())
                        .number("waiting", pool.waiting())
                        .decimal("usage_pct", pool.usage() * 100));
    }
}
