package dev.wsctl.cli.render;

import dev.wsctl.cli.model.RedisFacts;
import dev.wsctl.cli.model.RedisStat;
import java.time.ZoneId;
import java.util.OptionalLong;

/** One line an interval, with the columns of {@code redis-cli --stat}. */
public final class StatText implements HumanView<RedisStat> {
    private static final int LINES_PER_HEADER = 20;

    private final ZoneId zone;
    private long lines;

    /** @param zone the reader's, for the time of day */
    public StatText(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public void write(RedisStat stat, Page page) {
        if (lines++ % LINES_PER_HEADER == 0) {
            page.line(page.paint(
                    Style.DIM, "TIME          KEYS    MEMORY  CLIENTS  BLOCKED            REQUESTS   CONNECTIONS"));
        }
        RedisFacts facts = stat.facts();
        page.line(TimeOfDay.of(stat.time(), zone)
                + right(count(facts.keys()), 10)
                + right(
                        facts.usedMemory().isPresent()
                                ? Units.bytes(facts.usedMemory().getAsLong())
                                : "?",
                        10)
                + right(count(facts.connectedClients()), 9)
                + right(count(facts.blockedClients()), 9)
                + right(growing(facts.totalCommands(), stat.newCommands()), 20)
                + right(growing(facts.totalConnections(), stat.newConnections()), 14));
    }

    private static String growing(OptionalLong total, OptionalLong added) {
        return count(total) + (added.isPresent() ? " (+" + Units.count(added.getAsLong()) + ")" : "");
    }

    private static String count(OptionalLong value) {
        return value.isPresent() ? Units.count(value.getAsLong()) : "?";
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(1, width - text.length())) + text;
    }
}
