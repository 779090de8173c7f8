package dev.wsctl.cli.source.evidence;

import dev.wsctl.cli.model.evidence.LatencyEvent;
import dev.wsctl.cli.model.evidence.SlowCommand;
import dev.wsctl.cli.source.RedisNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Redis itself noted about being slow. */
final class SlowLogReader {
    private static final String ENTRIES = "32";

    private SlowLogReader() {}

    static List<SlowCommand> slowlog(RedisNode node) {
        List<SlowCommand> commands = new ArrayList<>();
        for (Object reply : node.list("SLOWLOG", "GET", ENTRIES)) {
            if (reply instanceof List<?> entry
                    && entry.size() >= 4
                    && entry.get(0) instanceof Long id
                    && entry.get(1) instanceof Long seconds
                    && entry.get(2) instanceof Long micros
                    && entry.get(3) instanceof List<?> words
                    && !words.isEmpty()
                    && !(entry.size() >= 6 && RedisNode.CLIENT_NAME.equals(entry.get(5)))) {
                String name = String.valueOf(words.get(0)).toUpperCase(Locale.ROOT);
                commands.add(new SlowCommand(id, Instant.ofEpochSecond(seconds), micros, name));
            }
        }
        return commands;
    }

    static List<LatencyEvent> latency(RedisNode node) {
        List<LatencyEvent> events = new ArrayList<>();
        for (Object reply : node.list("LATENCY", "LATEST")) {
            if (reply instanceof List<?> event
                    && event.size() >= 4
                    && event.get(1) instanceof Long seconds
                    && event.get(2) instanceof Long last
                    && event.get(3) instanceof Long most) {
                events.add(new LatencyEvent(String.valueOf(event.get(0)), Instant.ofEpochSecond(seconds), last, most));
            }
        }
        return events;
    }
}
