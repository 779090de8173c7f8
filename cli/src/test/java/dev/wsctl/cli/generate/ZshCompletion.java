package dev.wsctl.cli.generate;

import dev.wsctl.cli.command.Values;
import java.util.List;

/** Writes {@code completions/_wsctl}: for a directory of $fpath, or to be sourced after compinit. */
final class ZshCompletion {
    private static final String HEAD = """
            #compdef wsctl
            # zsh completion for wsctl
            # Generated from the commands themselves: changes made here are lost.

            # Names of the kind that the last argument says and wsctl itself knows; what stands before is for compadd.
            _wsctl_asked() {
                local -a names
                names=("${(@f)$(command wsctl __complete ${@[-1]} "${(@)words}" 2>/dev/null)}")
                [[ -n $names ]] && compadd "${@[1,-2]}" -a names
            }

            """;
    private static final String TAIL = """
            if [[ $funcstack[1] == _wsctl ]]; then
                _wsctl "$@" # found in $fpath and called for the first time
            else
                compdef _wsctl wsctl
            fi
            """;

    private final StringBuilder script = new StringBuilder(HEAD);
    private final CommandDoc program;

    ZshCompletion(CommandDoc program) {
        this.program = program.withHelp();
    }

    String script() {
        for (CommandDoc command : program.all()) {
            if (!command.subcommands().isEmpty()) {
                names(command);
            }
            function(command);
        }
        return script.append(TAIL).toString();
    }

    private static String functionName(CommandDoc command) {
        return "_" + command.page().replace('-', '_');
    }

    private void names(CommandDoc command) {
        script.append(functionName(command)).append("_commands() {\n    local -a commands\n    commands=(\n");
        for (CommandDoc sub : command.subcommands()) {
            line("        ", sub.name() + ":" + Brief.of(sub.summary()));
        }
        script.append("    )\n    _describe -t commands command commands\n}\n\n");
    }

    private void function(CommandDoc command) {
        List<CommandDoc> subs = command.subcommands();
        script.append(functionName(command)).append("() {\n");
        if (!subs.isEmpty()) {
            script.append("    local curcontext=$curcontext state line\n    typeset -A opt_args\n");
        }
        script.append("    _arguments -s -S ")
                .append(subs.isEmpty() ? "" : "-C ")
                .append("\\\n");
        for (OptionDoc option : command.options()) {
            option(option);
        }
        if (subs.isEmpty()) {
            for (ArgumentDoc argument : command.arguments()) {
                String position = argument.many() ? "*:" : argument.required() ? ":" : "::";
                word("        ", position + value(argument.label(), argument.values()));
            }
            script.append("        && return\n}\n\n");
        } else {
            word("        ", ":command:" + functionName(command) + "_commands");
            word("        ", "*:: :->below");
            script.append("        && return\n    [[ $state == below ]] || return\n    case $line[1] in\n");
            for (CommandDoc sub : subs) {
                script.append("        ").append(sub.name()).append(") ");
                script.append(functionName(sub)).append(" ;;\n");
            }
            script.append("    esac\n}\n\n");
        }
    }

    private void option(OptionDoc option) {
        for (String name : option.names()) {
            String others = option.isHelp()
                    ? "(- *)"
                    : option.repeatable() ? "*" : "(" + String.join(" ", option.names()) + ")";
            String description = "[" + Brief.of(option.description()).replaceAll("([\\[\\]\\\\])", "\\\\$1") + "]";
            String joint = option.value() == OptionDoc.Value.NONE ? "" : name.startsWith("--") ? "=" : "+";
            String value = switch (option.value()) {
                case NONE -> "";
                case OPTIONAL -> "::" + value(option.label(), option.values());
                case REQUIRED -> ":" + value(option.label(), option.values());
            };
            word("        ", others + name + joint + description + value);
        }
    }

    private static String value(String label, Values values) {
        String action = " ";
        if (values instanceof Values.Words known) {
            action = "(" + String.join(" ", known.words()) + ")";
        } else if (values instanceof Values.Files) {
            action = "_files";
        } else if (values instanceof Values.Asked asked) {
            action = "_wsctl_asked " + asked.kind();
        }
        return label.replace(":", "\\:") + ":" + action;
    }

    private void word(String indent, String text) {
        script.append(indent).append('\'').append(text.replace("'", "'\\''")).append("' \\\n");
    }

    private void line(String indent, String text) {
        script.append(indent).append('\'').append(text.replace("'", "'\\''")).append("'\n");
    }
}
