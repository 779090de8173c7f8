package dev.wsctl.cli.generate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("bash")
class BashCompletionIT extends CompletionContract {
    /** As bash would call it: words are split at what COMP_WORDBREAKS holds. */
    private static final String ASK = """
            source "$1" || exit
            COMP_LINE=$2
            COMP_POINT=${#COMP_LINE}
            shift 2
            [[ $(complete -p wsctl) == 'complete -F _wsctl wsctl' ]] || exit
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            _wsctl
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @Override
    List<String> offers(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "--noprofile", "-u", "-c", ASK, "bash"));
        command.add(GeneratedFiles.root().resolve(GeneratedFiles.BASH).toString());
        command.add(String.join(" ", words));
        for (String word : words) {
            command.addAll(List.of(word.split("(?=[=:])|(?<=[=:])")));
        }
        return Shell.run(environment, command.toArray(String[]::new));
    }
}
