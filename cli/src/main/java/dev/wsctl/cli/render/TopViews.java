package dev.wsctl.cli.render;

import dev.wsctl.cli.model.CodedFinding;
import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.fleet.Board;
import dev.wsctl.cli.top.View;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One moment of {@code top} for people and programs. */
public final class TopViews {
    private TopViews() {}

    /** @param zone the reader's, for the time of day */
    public static Views<Board> all(ZoneId zone) {
        return new Views<>(
                "wsctl/top/v1",
                (board, page) -> new TopScreen(page.width(), TopScreen.ENDLESS, page.colourful(), zone)
                        .lines(board, View.START)
                        .forEach(page::line),
                TopViews::json);
    }

    private static void json(Board board, JsonObject json) {
        json.text("time", board.time().toString())
                .text("target", board.target())
                .text("prefix", board.prefix());
        json.value("redis", board.redis(), TopViews::redis);
        json.value(
                "output_buffers",
                board.output(),
                (output, o) -> o.number("subscribers", output.subscribers())
                        .number("bytes", output.bytes())
                        .text("largest", output.largest().isEmpty() ? null : output.largest()));
        json.number("connections", board.connections());
        json.array("instances", board.instances(), TopViews::instance);
        json.number("rooms_total", board.roomsTotal());
        json.array(
                "rooms",
                board.rooms(),
                (room, o) -> o.text("name", room.name())
                        .number("members", room.members())
                        .number("instances", room.subscribers())
                        .decimal("messages_per_s", room.rate()));
        List<CodedFinding> findings = board.findings();
        json.flag("findings_known", findings != null);
        json.array(
                "findings",
                findings == null ? List.<CodedFinding>of() : findings,
                (finding, o) -> o.text("code", finding.code())
                        .text("severity", finding.severity().name())
                        .text("title", finding.title())
                        .text("subject", finding.subject()));
        json.texts("unknown", board.troubles());
    }

    private static void redis(RedisFacts redis, JsonObject json) {
        json.text("version", redis.version())
                .text("role", redis.role())
                .number("uptime_s", redis.uptime().toSeconds())
                .number("ops_per_sec", redis.opsPerSecond())
                .number("connected_clients", redis.connectedClients())
                .number("used_memory_bytes", redis.usedMemory())
                .number("max_memory_bytes", redis.maxMemory());
    }

    private static void instance(Board.Row row, JsonObject json) {
        json.text("id", row.id())
                .text("address", row.address())
                .text("state", row.state().name())
                .number("connections", row.connections())
                .number("rooms", row.rooms())
                .decimal("in_per_s", row.in())
                .decimal("out_per_s", row.out())
                .decimal("delay_ms", row.delayMillis())
                .number("queue_messages", row.queue())
                .number("heartbeat_age_ms", millis(row.heartbeatAge()))
                .number("publish_failures", row.failures())
                .text("figures_of", row.source())
                .text("silence", row.silence().isEmpty() ? null : row.silence());
    }

    private static OptionalLong millis(@Nullable Duration duration) {
        return duration == null ? OptionalLong.empty() : OptionalLong.of(duration.toMillis());
    }
}
