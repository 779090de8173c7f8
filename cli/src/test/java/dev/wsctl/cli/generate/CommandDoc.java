package dev.wsctl.cli.generate;

import dev.wsctl.cli.command.Values;
import dev.wsctl.cli.help.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What there is to tell about a command: the common source of completions and man pages.
 *
 * @param path the words that call it, without wsctl itself: empty for the program as a whole
 * @param group under which help lists it
 * @param summary one sentence
 * @param about further paragraphs of the description
 * @param exitRemarks what it says about exit codes in words
 * @param exitCodes code and meaning
 */
record CommandDoc(
        List<String> path,
        String group,
        String summary,
        List<String> about,
        List<OptionDoc> options,
        List<ArgumentDoc> arguments,
        List<Example> examples,
        List<String> exitRemarks,
        Map<String, String> exitCodes,
        List<CommandDoc> subcommands) {

    /** {@code sessions list}. */
    String words() {
        return String.join(" ", path);
    }

    String name() {
        return path.get(path.size() - 1);
    }

    /** {@code wsctl-sessions-list}: its man page, and its function where a shell needs one. */
    String page() {
        return path.isEmpty() ? "wsctl" : "wsctl-" + String.join("-", path);
    }

    /** The program as a shell completes it: {@code wsctl help COMMAND} is a command, too, but has no help of its own. */
    CommandDoc withHelp() {
        List<String> names = Stream.concat(
                        subcommands.stream().map(CommandDoc::name),
                        Stream.of(Topic.values()).map(Topic::word))
                .toList();
        ArgumentDoc argument = new ArgumentDoc("COMMAND", false, false, new Values.Words(names), "");
        List<CommandDoc> commands = new ArrayList<>(subcommands);
        commands.add(new CommandDoc(
                List.of("help"),
                "",
                "Explain a command or a topic.",
                List.of(),
                List.of(),
                List.of(argument),
                List.of(),
                List.of(),
                Map.of(),
                List.of()));
        return new CommandDoc(
                path, group, summary, about, options, arguments, examples, exitRemarks, exitCodes, commands);
    }

    /** This command and everything below it, parents first. */
    List<CommandDoc> all() {
        List<CommandDoc> all = new ArrayList<>(List.of(this));
        subcommands.forEach(sub -> all.addAll(sub.all()));
        return all;
    }
}
