package dev.wsctl.server.transport;

import dev.wsctl.server.metrics.MetricRegistry;
import dev.wsctl.server.room.FanOutCounts;
import dev.wsctl.server.room.Rooms;
import java.util.Collection;
import java.util.Map;

/** Registers what the sockets can tell: connections, each limit that was enforced, messages, queues, fan-out. */
final class ConnectionMetrics {

    private ConnectionMetrics() {}

    static void register(
            MetricRegistry registry,
            Admission admission,
            ConnectionCounts counts,
            Rooms rooms,
            Collection<Loop> loops) {
        registry.gauge("wsctl_server_connections", "WebSocket connections now", admission::open);
        registry.counter(
                "wsctl_server_connections_accepted_total", "WebSocket connections let in", admission::accepted);
        registry.counters(
                "wsctl_server_connections_refused_total",
                "Upgrades refused: over a limit, from a foreign origin, with an unknown session, while draining, or not"
                        + " a valid request",
                "reason",
                counts::refusals);
        registry.counters(
                "wsctl_server_connections_closed_total",
                "WebSocket connections ended, by the close code this instance sent (docs/protocol.md); client: the client"
                        + " closed, none: it just broke",
                "code",
                counts::closings);
        registry.counters(
                "wsctl_server_handshakes_dropped_total",
                "Connections closed before an upgrade: late (HANDSHAKE_TIMEOUT), or too many (MAX_HANDSHAKES)",
                "reason",
                () -> dropped(loops));
        registry.gauge("wsctl_server_draining", "1 while the instance shuts down", () -> admission.isLeaving() ? 1 : 0);
        messages(registry, counts, rooms);
        queues(registry, rooms);
    }

    private static Map<String, Long> dropped(Collection<Loop> loops) {
        return Map.of(
                "timeout",
                loops.stream().mapToLong(loop -> loop.handshakes().expired()).sum(),
                "max_handshakes",
                loops.stream().mapToLong(loop -> loop.handshakes().evicted()).sum());
    }

    private static void messages(MetricRegistry registry, ConnectionCounts counts, Rooms rooms) {
        registry.gauge(
                "wsctl_server_rooms",
                "Rooms with members here",
                () -> rooms.names().size());
        registry.counter("wsctl_server_messages_in_total", "Text frames from clients in rooms", counts::messages);
        registry.counter(
                "wsctl_server_deliveries_total",
                "Messages handed to members, one for each member",
                () -> rooms.counts().deliveries());
        registry.counter(
                "wsctl_server_writes_total",
                "Batches written to members, one system call each while the socket takes them",
                () -> rooms.counts().writes());
        registry.histogram(
                "wsctl_server_fanout_delay_seconds",
                "From handing a message to an event loop to having written it to its last member there; one wake-up in"
                        + " eight is timed",
                rooms::delays);
    }

    private static void queues(MetricRegistry registry, Rooms rooms) {
        registry.gauge(
                "wsctl_server_slow_readers",
                "Members that have not taken everything yet",
                () -> rooms.counts().behind());
        registry.gauge(
                "wsctl_server_queue_messages",
                "Messages that wait for slow readers",
                () -> rooms.counts().waitingMessages());
        registry.gauge(
                "wsctl_server_queue_bytes",
                "Bytes that wait for slow readers",
                () -> rooms.counts().waitingBytes());
        registry.counters(
                "wsctl_server_queue_dropped_total",
                "Messages dropped because their reader was too slow or left, and connections given up for it",
                "what",
                () -> lost(rooms.counts()));
    }

    private static Map<String, Long> lost(FanOutCounts counts) {
        return Map.of(
                "messages", counts.dropped(),
                "messages_over_capacity", counts.overCapacity(),
                "messages_expired", counts.expired(),
                "connections", counts.slowReaders());
    }
}
