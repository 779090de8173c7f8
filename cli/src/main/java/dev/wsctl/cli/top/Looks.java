package dev.wsctl.cli.top;

import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.fleet.Board;
import dev.wsctl.cli.model.fleet.Board.Row;
import dev.wsctl.cli.model.fleet.Board.State;
import dev.wsctl.cli.model.fleet.FleetLook;
import dev.wsctl.cli.model.fleet.InstanceFigures;
import dev.wsctl.cli.model.fleet.InstanceLook;
import dev.wsctl.cli.model.fleet.Rate;
import dev.wsctl.cli.model.fleet.RoomLook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds looks up to what there is to show: rates from counters, history, and who was there before. */
public final class Looks {
    private static final int HISTORY = 120;
    private static final Duration LATE = Duration.ofSeconds(30);
    private static final Duration REMEMBERED = Duration.ofMinutes(2);
    /** Heartbeats come every 10 s: an unchanged counter says nothing earlier. */
    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(15).toNanos();

    private static final long SELDOM_NANOS = Duration.ofSeconds(3).toNanos();

    private final Map<String, Rate> rates = new HashMap<>();
    private final Map<String, List<Double>> history = new HashMap<>();
    private final Map<String, Row> rows = new TreeMap<>();
    private final Map<String, Long> seenNanos = new HashMap<>();
    private @Nullable List<CodedFinding> findings;
    private long findingsNanos;
    private List<String> untold = List.of();

    /**
     * What doctor's checks found.
     *
     * @param notTold what they could not read
     */
    public void findings(List<CodedFinding> found, List<String> notTold, long atNanos) {
        findings = List.copyOf(found);
        findingsNanos = atNanos;
        untold = List.copyOf(notTold);
    }

    public Board add(FleetLook look) {
        RedisFacts redis = look.redis().value();
        List<InstanceLook> instances = look.instances().value();
        if (instances != null) {
            instances(instances, look.atNanos());
        }
        List<Row> all = new ArrayList<>(rows.values());
        List<Row> there = all.stream().filter(row -> row.state() != State.GONE).toList();
        remember(Board.OPS, redis == null ? OptionalLong.empty() : redis.opsPerSecond());
        remember(Board.CLIENTS, redis == null ? OptionalLong.empty() : redis.connectedClients());
        remember(Board.MEMORY, redis == null ? OptionalLong.empty() : redis.usedMemory());
        boolean known = instances != null;
        remember(
                Board.CONNECTIONS,
                known ? (double) there.stream().mapToLong(Row::connections).sum() : Double.NaN);
        remember(Board.IN, known ? Board.sum(there, Row::in) : Double.NaN);
        remember(Board.OUT, known ? Board.sum(there, Row::out) : Double.NaN);
        for (Row row : all) {
            remember(Board.IN + " " + row.id(), row.in());
            remember(Board.OUT + " " + row.id(), row.out());
            remember(
                    Board.CONNECTIONS + " " + row.id(),
                    row.state() == State.GONE ? Double.NaN : (double) row.connections());
        }
        FleetLook.Rooms rooms = look.rooms().value();
        return new Board(
                look.time(),
                look.target(),
                look.prefix(),
                redis,
                look.output().value(),
                all,
                rooms == null ? List.of() : rooms(rooms.busiest(), look.atNanos()),
                rooms == null ? 0 : rooms.total(),
                troubles(look),
                findings,
                findings == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, look.atNanos() - findingsNanos)),
                snapshot());
    }

    private Map<String, List<Double>> snapshot() {
        Map<String, List<Double>> copy = new HashMap<>();
        history.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return copy;
    }

    private List<String> troubles(FleetLook look) {
        Set<String> troubles = new LinkedHashSet<>();
        troubles.add(look.redis().reason());
        troubles.add(look.instances().reason());
        troubles.add(look.rooms().reason());
        troubles.add(look.output().reason());
        if (look.redis().present()) {
            troubles.addAll(untold);
        }
        rows.values().stream()
                .filter(row -> !row.silence().isEmpty() && row.state() != State.GONE)
                .forEach(row -> troubles.add(row.id() + ": " + row.silence()));
        troubles.remove("");
        return new ArrayList<>(troubles);
    }

    private void instances(List<InstanceLook> instances, long now) {
        Map<String, InstanceLook> there = new LinkedHashMap<>();
        instances.forEach(instance -> there.put(instance.status().id(), instance));
        there.forEach((id, instance) -> {
            rows.put(id, row(instance, now));
            seenNanos.put(id, now);
        });
        rows.replaceAll((id, row) -> there.containsKey(id) ? row : row.gone());
        rows.keySet().removeIf(id -> {
            boolean forgotten = now - seenNanos.getOrDefault(id, now) > REMEMBERED.toNanos();
            if (forgotten) {
                seenNanos.remove(id);
                rates.keySet().removeIf(name -> name.endsWith(" " + id));
                history.keySet().removeIf(name -> name.endsWith(" " + id));
            }
            return forgotten;
        });
    }

    private Row row(InstanceLook look, long now) {
        InstanceStatus status = look.status();
        InstanceFigures figures = look.figures();
        String id = status.id();
        OptionalDouble in = told(figures, "metrics.wsctl_server_messages_in_total", "broker.published");
        OptionalDouble out = told(figures, "metrics.wsctl_server_deliveries_total", "connections.deliveries");
        OptionalDouble queue = told(figures, "metrics.wsctl_server_queue_messages");
        double delay = told(figures, "pubsub.averageLatencyMs", "broker.average_latency_ms")
                .orElse(status.pubsub().averageLatencyMs());
        // What it says itself is of this moment, its heartbeat of some seconds ago.
        boolean live = figures != null;
        double inRate = live
                ? rate(Board.IN + " live " + id, in, now, 0)
                : rate(
                        Board.IN + " beat " + id,
                        OptionalDouble.of((double) status.pubsub().published()),
                        now,
                        HEARTBEAT_NANOS);
        double outRate = live ? rate(Board.OUT + " live " + id, out, now, 0) : Double.NaN;
        return new Row(
                id,
                status.address(),
                state(look),
                (long) told(figures, "chat.connectedClients", "connections.open")
                        .orElse((double) status.connections()),
                (long) told(figures, "metrics.wsctl_server_rooms", "rooms").orElse((double) status.rooms()),
                inRate,
                outRate,
                delay,
                queue.isPresent() ? OptionalLong.of((long) queue.getAsDouble()) : OptionalLong.empty(),
                status.heartbeatAge(),
                status.uptime(),
                status.pubsub().failures(),
                figures == null ? "heartbeat" : figures.source(),
                look.silence(),
                figures == null ? Map.of() : figures.values());
    }

    private static OptionalDouble told(@Nullable InstanceFigures figures, String... names) {
        return figures == null ? OptionalDouble.empty() : figures.first(names);
    }

    private static State state(InstanceLook look) {
        InstanceStatus status = look.status();
        InstanceFigures figures = look.figures();
        Duration age = status.heartbeatAge();
        if (status.degraded()) {
            return State.DEGRADED;
        }
        if (age != null && age.compareTo(LATE) > 0) {
            return State.LATE;
        }
        if (look.refused()) {
            return State.NO_ANSWER;
        }
        if (figures != null && figures.draining()) {
            return State.DRAINING;
        }
        return !status.readable() || age == null ? State.UNKNOWN : State.OK;
    }

    private List<Board.RoomRow> rooms(List<RoomLook> looks, long now) {
        List<Board.RoomRow> found = new ArrayList<>();
        Set<String> there = new LinkedHashSet<>();
        for (RoomLook look : looks) {
            String name = "room " + look.name();
            there.add(name);
            OptionalDouble recorded = look.recorded().isPresent()
                    ? OptionalDouble.of((double) look.recorded().getAsLong())
                    : OptionalDouble.empty();
            found.add(new Board.RoomRow(
                    look.name(), look.subscribers(), look.members(), rate(name, recorded, now, SELDOM_NANOS)));
        }
        rates.keySet().removeIf(name -> name.startsWith("room ") && !there.contains(name));
        return found;
    }

    private double rate(String name, OptionalDouble value, long now, long hold) {
        if (value.isEmpty()) {
            rates.remove(name);
            return Double.NaN;
        }
        Rate before = rates.get(name);
        Rate rate = before == null ? Rate.first(value.getAsDouble(), now) : before.next(value.getAsDouble(), now, hold);
        rates.put(name, rate);
        return rate.perSecond();
    }

    private void remember(String name, OptionalLong value) {
        remember(name, value.isPresent() ? (double) value.getAsLong() : Double.NaN);
    }

    private void remember(String name, double value) {
        List<Double> values = history.computeIfAbsent(name, none -> new ArrayList<>());
        values.add(value);
        if (values.size() > HISTORY) {
            values.remove(0);
        }
    }
}
