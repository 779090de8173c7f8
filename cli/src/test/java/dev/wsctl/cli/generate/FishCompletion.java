package dev.wsctl.cli.generate;

import dev.wsctl.cli.command.Values;
import java.util.List;

/** Writes {@code completions/wsctl.fish}. */
final class FishCompletion {
    private static final String HEAD = """
            # fish completion for wsctl
            # Generated from the commands themselves: changes made here are lost.

            # True when what is typed begins with wsctl and these words.
            function __wsctl_in
                set -l typed (commandline -opc)
                set -l last (math (count $argv) + 1)
                test (count $typed) -ge $last; or return
                test $last -eq 1; or test "$typed[2..$last]" = "$argv"
            end

            # True when these words are all that is typed yet, but for options.
            function __wsctl_after
                __wsctl_in $argv; or return
                set -l typed (commandline -opc)
                set -l next (math (count $argv) + 2)
                test (count $typed) -lt $next; or not string match -qv -- '-*' $typed[$next..-1]
            end

            complete -c wsctl -f
            """;

    private final StringBuilder script = new StringBuilder(HEAD);
    private final CommandDoc program;

    FishCompletion(CommandDoc program) {
        this.program = program.withHelp();
    }

    String script() {
        program.all().forEach(this::command);
        return script.toString();
    }

    private void command(CommandDoc command) {
        script.append('\n');
        String after = ("__wsctl_after " + command.words()).strip();
        String in = command.path().isEmpty() ? after : "__wsctl_in " + command.words();
        for (CommandDoc sub : command.subcommands()) {
            complete(after, "-a " + sub.name(), sub.summary());
        }
        for (OptionDoc option : command.options()) {
            complete(in, names(option) + value(option), option.description());
        }
        for (ArgumentDoc argument : command.arguments()) {
            if (argument.values() instanceof Values.Words known) {
                complete(after, "-a " + quoted(String.join(" ", known.words())), argument.description());
            } else if (argument.values() instanceof Values.Asked asked) {
                complete(after, "-a " + quoted(ask(asked)), argument.description());
            } else if (argument.values() instanceof Values.Files) {
                complete(in, "-F", argument.description());
            }
        }
    }

    private static String names(OptionDoc option) {
        List<String> flags = option.names().stream()
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .toList();
        return String.join(" ", flags);
    }

    private static String value(OptionDoc option) {
        String words = "";
        if (option.values() instanceof Values.Words known) {
            words = " -a " + quoted(String.join(" ", known.words()));
        } else if (option.values() instanceof Values.Asked asked) {
            words = " -a " + quoted(ask(asked));
        }
        return switch (option.value()) {
            case NONE -> "";
            case OPTIONAL -> words;
            case REQUIRED -> (option.values() instanceof Values.Files ? " -r -F" : " -x") + words;
        };
    }

    private static String ask(Values.Asked asked) {
        return "(command wsctl __complete " + asked.kind() + " (commandline -opc)[2..-1] 2>/dev/null)";
    }

    private void complete(String condition, String what, String description) {
        script.append("complete -c wsctl -n ")
                .append(quoted(condition))
                .append(' ')
                .append(what);
        if (!description.isEmpty()) {
            script.append(" -d ").append(quoted(Brief.of(description)));
        }
        script.append('\n');
    }

    private static String quoted(String text) {
        return text.matches("[a-z0-9_-]+")
                ? text
                : "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
