package dev.wsctl.cli.top;

import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.Info;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.Severity;
import dev.wsctl.cli.model.evidence.Reading;
import dev.wsctl.cli.model.fleet.Board;
import dev.wsctl.cli.model.fleet.FleetLook;
import dev.wsctl.cli.model.fleet.InstanceFigures;
import dev.wsctl.cli.model.fleet.InstanceLook;
import dev.wsctl.cli.model.fleet.RoomLook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Looks at a fleet of three, a second apart, and what they come to. */
public final class Boards {
    public static final Instant TIME = Instant.parse("2026-11-21T14:03:07Z");
    static final long SECOND = 1_000_000_000L;

    private Boards() {}

    static InstanceLook instance(String id, long deliveries, boolean degraded, @Nullable Long queue) {
        InstanceStatus status = new InstanceStatus(
                id,
                "10.0.0.7:8001",
                400,
                12,
                degraded,
                true,
                Duration.ofSeconds(4),
                Duration.ofHours(3),
                new InstanceStatus.Pool(50, 12, 9, 3, 0),
                new InstanceStatus.PubSub(1_000, 2_000, 0, 1.2, 8.5));
        Map<String, Double> told = queue == null
                ? Map.of(
                        "connections.open",
                        411.0,
                        "connections.deliveries",
                        (double) deliveries,
                        "broker.published",
                        deliveries / 20.0,
                        "broker.average_latency_ms",
                        1.5)
                : Map.of(
                        "chat.connectedClients",
                        411.0,
                        "metrics.wsctl_server_deliveries_total",
                        (double) deliveries,
                        "metrics.wsctl_server_messages_in_total",
                        deliveries / 20.0,
                        "metrics.wsctl_server_queue_messages",
                        (double) queue,
                        "metrics.wsctl_server_slow_readers",
                        2.0);
        return new InstanceLook(
                status, new InstanceFigures(queue == null ? "/api/status" : "/metrics", told, false), "", false);
    }

    static FleetLook look(int second, List<InstanceLook> instances) {
        Info info = new Info(Map.of(
                "redis_version", "7.0.15",
                "role", "master",
                "uptime_in_seconds", "273600",
                "instantaneous_ops_per_sec", Integer.toString(1_000 + 250 * (second % 5)),
                "connected_clients", "37",
                "used_memory", "1258291",
                "maxmemory", "2147483648"));
        List<RoomLook> rooms = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            rooms.add(new RoomLook(
                    i == 0 ? "lobby" : "room-" + i,
                    3,
                    OptionalLong.of(500 - 10 * i),
                    i == 0 ? OptionalLong.of(1_000 + 12L * second) : OptionalLong.empty()));
        }
        return new FleetLook(
                TIME.plusSeconds(second),
                second * SECOND,
                "redis://10.0.0.5:6379/0",
                "chat",
                Reading.of(RedisFacts.of(info, 1)),
                Reading.of(new FleetLook.OutputBuffers(9, 131_072, "chat:b:sub")),
                Reading.of(instances),
                Reading.of(new FleetLook.Rooms(rooms, 57)));
    }

    static FleetLook unreachable(int second) {
        return new FleetLook(
                TIME.plusSeconds(second),
                second * SECOND,
                "redis://10.0.0.5:6379/0",
                "chat",
                Reading.absent("10.0.0.5:6379 refused the connection"),
                Reading.absent("10.0.0.5:6379 refused the connection"),
                Reading.absent("10.0.0.5:6379 refused the connection"),
                Reading.absent("10.0.0.5:6379 refused the connection"));
    }

    /** A degraded instance, one that has gone, one with waiting messages, and findings. */
    public static Board trouble() {
        Looks looks = new Looks();
        looks.findings(
                List.of(
                        finding("TOP05", Severity.CRITICAL, "chat-b is degraded: it does not hear Redis"),
                        finding(
                                "MEM03",
                                Severity.WARNING,
                                "memory is at 91 % of maxmemory, and will be full in about four hours as it grows now"),
                        finding("SEC01", Severity.INFO, "worth knowing")),
                List.of(),
                18 * SECOND);
        for (int second = 1; second < 20; second++) {
            List<InstanceLook> there = new ArrayList<>(List.of(
                    instance("chat-a", 4_000L * second + 300L * (second % 3), false, 17L),
                    instance("chat-b", 2_500L * second, true, null)));
            if (second < 15) {
                there.add(instance("chat-c", 1_000L * second, false, 0L));
            }
            looks.add(look(second, there));
        }
        return looks.add(
                look(20, List.of(instance("chat-a", 80_500, false, 17L), instance("chat-b", 50_000, true, null))));
    }

    /** Redis has just gone away. */
    public static Board withoutRedis() {
        Looks looks = new Looks();
        looks.add(look(1, List.of(instance("chat-a", 100, false, 0L))));
        looks.add(look(2, List.of(instance("chat-a", 300, false, 0L))));
        return looks.add(unreachable(3));
    }

    private static CodedFinding finding(String code, Severity severity, String title) {
        return new CodedFinding(
                code,
                severity,
                "chat-b",
                title,
                "degraded: yes, last ping heard 43 s ago",
                "none may be (readiness)",
                List.of("wsctl subscribers --name chat-b", "restart it, if its event loop is blocked"),
                "the users of that instance");
    }
}
