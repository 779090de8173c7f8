package dev.wsctl.cli.render;

import dev.wsctl.cli.model.ChannelCensus.Location;
import dev.wsctl.cli.model.NodeAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** On which nodes something is, and how these answered, in tables and in JSON. */
final class Locations {
    private static final int MOST_NUMBERS = 4;

    private Locations() {}

    /**
     * The nodes' numbers, with a {@code !} where one of them should not be among them.
     *
     * @param addresses of all nodes, in the order of their numbers
     */
    static Object cell(Location location, List<String> addresses) {
        List<String> nodes = location.shares().entrySet().stream()
                .filter(share -> share.getValue() > 0)
                .map(share -> number(share.getKey(), addresses))
                .sorted()
                .toList();
        String text = nodes.size() <= MOST_NUMBERS ? String.join(" ", nodes) : nodes.size() + " nodes";
        return location.astray() ? Table.styled(Style.BAD, text + " !") : text;
    }

    /** Counted from 0, as docs/protocol.md counts servers. */
    static String number(String address, List<String> addresses) {
        int number = addresses.indexOf(address);
        return number < 0 ? address : "#" + number;
    }

    static void json(Location location, JsonObject json) {
        if (!location.shares().isEmpty()) {
            json.array(
                    "on",
                    location.shares().entrySet(),
                    (share, o) -> o.text("node", share.getKey()).number("subscribers", share.getValue()));
        }
        if (!location.home().isEmpty()) {
            json.text("home", location.home()).flag("astray", location.astray());
        }
    }

    static Object answer(NodeAnswer node) {
        Duration answer = node.answer();
        String time = answer == null ? "none" : Units.latency(answer.toNanos());
        return switch (node.state()) {
            case ANSWERED -> time;
            case LATE -> Table.styled(Style.WARN, "late, " + time);
            case MISSING -> Table.styled(Style.BAD, time);
        };
    }

    static void json(NodeAnswer node, JsonObject json) {
        json.text("node", node.address())
                .text("role", node.role().name().toLowerCase(Locale.ROOT))
                .text("state", node.state().name().toLowerCase(Locale.ROOT));
        Duration answer = node.answer();
        if (answer == null) {
            json.text("answer_us", null);
        } else {
            json.number("answer_us", answer.toNanos() / 1000);
        }
        json.text("problem", node.problem().isEmpty() ? null : node.problem());
    }
}
