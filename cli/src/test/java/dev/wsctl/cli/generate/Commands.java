package dev.wsctl.cli.generate;

import dev.wsctl.cli.Run;
import dev.wsctl.cli.command.CommandModel;
import dev.wsctl.cli.command.CommandTable;
import dev.wsctl.cli.command.Context;
import dev.wsctl.cli.command.Values;
import dev.wsctl.cli.render.Format;
import dev.wsctl.cli.render.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Reads every command of the table by the same model that prints its help. */
final class Commands {
    private static final Context CONTEXT = context();

    private Commands() {}

    /** The program as a whole, with all its commands. */
    static CommandDoc read() {
        List<CommandDoc> commands = new ArrayList<>();
        for (CommandTable.Entry entry : CommandTable.ENTRIES) {
            for (CommandLine command :
                    CommandModel.of(entry, CONTEXT).getSubcommands().values()) {
                commands.add(command(List.of(), entry.group(), command));
            }
        }
        HelpText help = HelpText.of(Run.wsctl("--help").out().lines().toList());
        return new CommandDoc(
                List.of(),
                "",
                "check, measure and diagnose WebSocket servers behind Redis",
                List.of(),
                List.of(
                        flag("-h", "--help", "List the commands, or after a command, explain it and exit."),
                        flag("-V", "--version", "Print version information and exit.")),
                List.of(),
                help.examples(),
                List.of(),
                commands.get(0).exitCodes(),
                commands);
    }

    private static OptionDoc flag(String brief, String name, String description) {
        return new OptionDoc(
                List.of(brief, name), "", OptionDoc.Value.NONE, false, false, new Values.Anything(), description);
    }

    static CommandDoc command(List<String> parent, String group, CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        List<String> path = new ArrayList<>(parent);
        path.add(spec.name());
        HelpText description = HelpText.of(spec.usageMessage().description());
        HelpText footer = HelpText.of(spec.usageMessage().footer());
        List<String> about = new ArrayList<>(description.paragraphs());
        List<String> exitRemarks = new ArrayList<>();
        for (String paragraph : footer.paragraphs()) {
            (paragraph.startsWith("Exit codes") ? exitRemarks : about).add(paragraph);
        }
        return new CommandDoc(
                path,
                group,
                about.remove(0),
                about,
                options(spec),
                arguments(spec),
                footer.examples(),
                exitRemarks,
                spec.usageMessage().exitCodeList(),
                command.getSubcommands().entrySet().stream()
                        .filter(sub -> sub.getKey()
                                .equals(sub.getValue().getCommandSpec().name()))
                        .filter(sub ->
                                !sub.getValue().getCommandSpec().usageMessage().hidden())
                        .map(sub -> command(path, group, sub.getValue()))
                        .toList());
    }

    private static List<OptionDoc> options(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .map(option -> option(spec, option))
                .toList();
    }

    private static OptionDoc option(CommandSpec spec, OptionSpec option) {
        String description = text(option);
        Values values = Values.of(spec, option);
        if (option.type() == Format.class && values instanceof Values.Words formats) {
            description += " This command offers " + String.join(", ", formats.words()) + ".";
        }
        int least = option.arity().min();
        int most = option.arity().max();
        return new OptionDoc(
                Stream.of(option.names())
                        .sorted(Comparator.comparingInt(String::length))
                        .toList(),
                option.paramLabel(),
                most == 0 ? OptionDoc.Value.NONE : least == 0 ? OptionDoc.Value.OPTIONAL : OptionDoc.Value.REQUIRED,
                option.isMultiValue(),
                option.required(),
                values,
                description);
    }

    private static List<ArgumentDoc> arguments(CommandSpec spec) {
        return spec.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .map(argument -> argument(spec, argument))
                .toList();
    }

    private static ArgumentDoc argument(CommandSpec spec, PositionalParamSpec argument) {
        return new ArgumentDoc(
                argument.paramLabel(),
                argument.required(),
                argument.arity().max() > 1 || argument.isMultiValue(),
                Values.of(spec, argument),
                text(argument));
    }

    /** Unlike a command's description, picocli hands out an option's with % as it is shown. */
    private static String text(ArgSpec argument) {
        return Stream.of(argument.description()).map(Ansi.OFF::string).collect(Collectors.joining(" "));
    }

    static Context context() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new Context(new Terminal(nowhere, nowhere, false, Terminal.DEFAULT_COLUMNS), Map.of());
    }
}
