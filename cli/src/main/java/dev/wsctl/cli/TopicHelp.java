package dev.wsctl.cli;

import dev.wsctl.cli.command.CommandTable;
import dev.wsctl.cli.exit.Closest;
import dev.wsctl.cli.help.Topic;
import dev.wsctl.cli.render.Terminal;
import dev.wsctl.cli.render.Wrap;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code wsctl help TOPIC}. */
final class TopicHelp {
    private static final int WIDEST = 100;

    private TopicHelp() {}

    /** The topic of that name; null when there is none. */
    static @Nullable Topic find(String name) {
        for (Topic topic : Topic.values()) {
            if (topic.word().equals(name)) {
                return topic;
            }
        }
        return null;
    }

    /** A topic that was probably meant by what is neither topic nor command; null when none is nearer than a command. */
    static @Nullable String near(String name) {
        List<String> names = new ArrayList<>();
        CommandTable.ENTRIES.forEach(entry -> names.add(entry.name()));
        for (Topic topic : Topic.values()) {
            names.add(topic.word());
        }
        if (names.contains(name)) {
            return null;
        }
        String closest = Closest.to(name, names);
        return find(closest) == null ? null : closest;
    }

    static void print(Topic topic, Terminal terminal) {
        PrintStream out = terminal.out();
        int width = Math.min(terminal.columns(), WIDEST);
        out.print(topic.word() + ": " + topic.summary() + "\n");
        for (Topic.Part part : topic.parts()) {
            if (part instanceof Topic.Part.Heading heading) {
                out.print("\n" + heading.text() + ":\n");
            } else if (part instanceof Topic.Part.Paragraph paragraph) {
                out.print("\n");
                Wrap.at(paragraph.text(), width).forEach(line -> out.print(line + "\n"));
            } else if (part instanceof Topic.Part.Literal literal) {
                out.print("\n");
                literal.lines().forEach(line -> out.print(("  " + line).stripTrailing() + "\n"));
            }
        }
    }
}
