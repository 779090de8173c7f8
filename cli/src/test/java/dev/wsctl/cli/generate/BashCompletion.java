package dev.wsctl.cli.generate;

import dev.wsctl.cli.command.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code completions/wsctl.bash}. It runs in bash 3.2, which macOS still has, and needs nothing installed. */
final class BashCompletion {
    private static final String HEAD = """
            # bash completion for wsctl                              -*- shell-script -*-
            # Generated from the commands themselves: changes made here are lost.

            # The words of $1 that begin with what is typed.
            _wsctl_words() {
                local IFS=$' \\t\\n'
                COMPREPLY=($(compgen -W "$1" -- "$cur"))
            }

            _wsctl_files() {
                local name
                compopt -o filenames 2>/dev/null # not in bash 3
                while IFS= read -r name; do
                    COMPREPLY+=("$name")
                done < <(compgen -f -- "$cur")
            }

            # Names of kind $1 that wsctl itself knows. No name is ever evaluated.
            _wsctl_asked() {
                local typed=${COMP_LINE:0:COMP_POINT} name
                typed=${typed##*[ =]}
                local kept=${typed%"$cur"} # bash takes chat:lobby for three words and replaces the last
                [[ $cur == ':' ]] && kept=$typed
                while IFS= read -r name; do
                    [[ $name == "$typed"* ]] && COMPREPLY+=("${name#"$kept"}")
                done < <("${COMP_WORDS[0]}" __complete "$1" "${COMP_WORDS[@]:1}" 2>/dev/null)
            }

            _wsctl() {
                local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
                local command='' word i
                COMPREPLY=()
                # bash takes --output=json for three words.
                if [[ $cur == '=' ]]; then
                    cur=''
                elif [[ $prev == '=' ]] && ((COMP_CWORD > 2)); then
                    prev=${COMP_WORDS[COMP_CWORD - 2]}
                fi
                for ((i = 1; i < COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    case "$command $word" in
            %s) command=${command:+$command }$word ;;
                    esac
                done
                case "$command" in
            """;
    private static final String TAIL = """
                esac
            }

            complete -F _wsctl wsctl
            """;

    private final StringBuilder script = new StringBuilder();
    private final CommandDoc program;

    BashCompletion(CommandDoc program) {
        this.program = program.withHelp();
    }

    String script() {
        script.append(HEAD.replace("%s", commandPatterns()));
        program.all().forEach(this::command);
        return script.append(TAIL).toString();
    }

    private String commandPatterns() {
        List<String> patterns = new ArrayList<>();
        for (CommandDoc command : program.all()) {
            List<String> parent =
                    command.path().subList(0, Math.max(0, command.path().size() - 1));
            if (!command.path().isEmpty()) {
                patterns.add("'" + String.join(" ", parent) + " " + command.name() + "'");
            }
        }
        return "            " + String.join(" | \\\n                ", patterns);
    }

    private void command(CommandDoc command) {
        script.append("        '").append(command.words()).append("')\n");
        values(command);
        String options = command.options().stream()
                .flatMap(option -> option.names().stream())
                .collect(Collectors.joining(" "));
        String words = words(command);
        boolean files = command.arguments().stream().anyMatch(a -> a.values() instanceof Values.Files);
        String asked = command.arguments().stream()
                .filter(a -> a.values() instanceof Values.Asked)
                .map(a -> ((Values.Asked) a.values()).kind())
                .findFirst()
                .orElse("");
        if (words.isEmpty() && !files && asked.isEmpty()) {
            offer("            ", options);
        } else {
            script.append("            if [[ $cur == -* ]]; then\n");
            offer("                ", options);
            script.append("            else\n");
            if (!asked.isEmpty()) {
                script.append("                _wsctl_asked ").append(asked).append('\n');
            } else if (files) {
                script.append("                _wsctl_files\n");
            } else {
                offer("                ", words);
            }
            script.append("            fi\n");
        }
        script.append("            ;;\n");
    }

    /** After an option that takes a value, only values make sense; where they may be left out, options as well. */
    private void values(CommandDoc command) {
        Map<String, List<String>> optionsByAction = new LinkedHashMap<>();
        for (OptionDoc option : command.options()) {
            boolean unknown = option.values() instanceof Values.Anything;
            if (option.value() == OptionDoc.Value.REQUIRED
                    || (option.value() == OptionDoc.Value.OPTIONAL && !unknown)) {
                optionsByAction
                        .computeIfAbsent(action(option.values()), action -> new ArrayList<>())
                        .addAll(option.names());
            }
        }
        if (optionsByAction.isEmpty()) {
            return;
        }
        script.append("            case \"$prev\" in\n");
        optionsByAction.forEach((action, options) -> script.append("                ")
                .append(String.join(" | ", options))
                .append(") ")
                .append(action)
                .append(" ;;\n"));
        script.append("            esac\n");
    }

    private static String action(Values values) {
        if (values instanceof Values.Words known) {
            return "_wsctl_words '" + String.join(" ", known.words()) + "'; return";
        }
        if (values instanceof Values.Asked asked) {
            return "_wsctl_asked " + asked.kind() + "; return";
        }
        return values instanceof Values.Files ? "_wsctl_files; return" : "return";
    }

    private String words(CommandDoc command) {
        List<String> words = new ArrayList<>();
        command.subcommands().forEach(sub -> words.add(sub.name()));
        for (ArgumentDoc argument : command.arguments()) {
            if (argument.values() instanceof Values.Words known) {
                words.addAll(known.words());
            }
        }
        return String.join(" ", words);
    }

    private void offer(String indent, String words) {
        script.append(indent).append("_wsctl_words '").append(words).append("'\n");
    }
}
