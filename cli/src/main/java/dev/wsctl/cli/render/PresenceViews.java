package dev.wsctl.cli.render;

import dev.wsctl.cli.model.PresenceReport;
import dev.wsctl.cli.model.PresenceReport.Instance;
import dev.wsctl.cli.model.PresenceReport.Room;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code presence} for people and programs. */
public final class PresenceViews {
    private PresenceViews() {}

    public static Views<PresenceReport> all() {
        return new Views<>("wsctl/presence/v1", PresenceViews::human, PresenceViews::json);
    }

    private static void human(PresenceReport report, Page page) {
        page.verdict(
                report.status(),
                Units.count(report.total(), "client") + " present (" + Units.count(report.guests(), "guest") + ", "
                        + Units.count(report.members(), "member") + ", " + Units.count(report.admins(), "admin")
                        + "), prefix " + report.prefix());
        page.gaps(report.gaps());
        if (page.quiet()) {
            return;
        }
        page.findings(report.findings());
        if (!report.instances().isEmpty()) {
            page.blank().table(instances(report));
        }
        if (report.roomsTotal() >= 0) {
            rooms(report, page);
        }
    }

    private static Table instances(PresenceReport report) {
        Table table = new Table()
                .flexible("INSTANCE")
                .right("HEARTBEAT")
                .right("CONNECTIONS")
                .right("GUESTS")
                .right("MEMBERS")
                .right("ADMINS")
                .right("STALE")
                .left("STATE");
        for (Instance instance : report.instances()) {
            Duration age = instance.heartbeatAge();
            Long connections = instance.connections();
            table.row(
                    instance.id(),
                    age == null ? "-" : Units.span(age) + " ago",
                    connections == null ? "-" : Units.count(connections),
                    Units.count(instance.guests()),
                    Units.count(instance.members()),
                    Units.count(instance.admins()),
                    Units.count(instance.stale()),
                    instance.alive() ? Table.styled(Style.GOOD, "alive") : Table.styled(Style.BAD, "gone"));
        }
        return table;
    }

    private static void rooms(PresenceReport report, Page page) {
        page.blank()
                .line(Units.count(report.roomsTotal(), "room")
                        + (report.rooms().size() < report.roomsTotal()
                                ? ", the " + report.rooms().size() + " largest shown (--limit)"
                                : ""));
        if (!report.rooms().isEmpty()) {
            Table table = new Table().right("MEMBERS").right("STALE").flexible("ROOM");
            for (Room room : report.rooms()) {
                table.row(Units.count(room.members()), Units.count(room.stale()), room.name());
            }
            page.table(table);
        }
    }

    private static void json(PresenceReport report, JsonObject json) {
        json.text("status", report.status().name())
                .text("target", report.target())
                .text("time", report.time().toString())
                .text("prefix", report.prefix())
                .object(
                        "clients",
                        o -> o.number("guests", report.guests())
                                .number("members", report.members())
                                .number("admins", report.admins())
                                .number("total", report.total())
                                .number("stale", report.stale()))
                .number("connections", report.connections())
                .array("instances", report.instances(), PresenceViews::instance);
        if (report.roomsTotal() < 0) {
            json.text("rooms_total", null);
        } else {
            json.number("rooms_total", report.roomsTotal());
        }
        json.array(
                "rooms",
                report.rooms(),
                (room, o) -> o.text("room", room.name())
                        .number("members", room.members())
                        .number("stale", room.stale()));
        json.flag("partial", !report.gaps().isEmpty())
                .texts("gaps", report.gaps())
                .array("findings", report.findings(), HealthJson::finding);
    }

    private static void instance(Instance instance, JsonObject json) {
        json.text("id", instance.id()).flag("alive", instance.alive());
        millis("heartbeat_age_ms", instance.heartbeatAge(), json);
        millis("registered_age_ms", instance.registeredAge(), json);
        Long connections = instance.connections();
        if (connections == null) {
            json.text("connections", null);
        } else {
            json.number("connections", connections);
        }
        json.number("guests", instance.guests())
                .number("members", instance.members())
                .number("admins", instance.admins())
                .number("stale", instance.stale());
    }

    private static void millis(String name, @Nullable Duration value, JsonObject json) {
        if (value == null) {
            json.text(name, null);
        } else {
            json.number(name, value.toMillis());
        }
    }
}
