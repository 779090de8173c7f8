package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.context.ActiveContext;
import dev.wsctl.cli.render.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The shell's completion")
class ShellCompleterTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
    private final ShellCompleter completer = new ShellCompleter(new Context(
            new Terminal(NOWHERE, NOWHERE, false, 80), Map.of(), new ActiveContext(Path.of("/"), Map.of())));

    private List<String> offered(String word, String... before) {
        return completer.offer(List.of(before), word).words().stream()
                .map(ShellCompleter.Word::text)
                .toList();
    }

    @Test
    @DisplayName("offers every command first, and what the shell does itself")
    void commands() {
        assertThat(offered("")).contains("health", "verify", "top", "help", "use", "exit");
        assertThat(offered("", "help")).contains("health", "exit-codes");
        assertThat(offered("", "use")).contains("none");
    }

    @Test
    @DisplayName("offers a command's own options, and a subcommand's")
    void options() {
        assertThat(offered("--", "health")).contains("--redis", "--read-only").doesNotContain("--duration");
        assertThat(offered("", "context")).contains("add", "list", "show", "use");
        assertThat(offered("--", "sessions", "show")).contains("--redis");
    }

    @Test
    @DisplayName("offers an option's values: the command's formats, words, files")
    void values() {
        assertThat(offered("", "health", "-o")).containsExactly("human", "json", "ndjson", "nagios");
        assertThat(offered("", "completion")).contains("bash", "zsh", "fish");
        assertThat(offered("", "verify", "--dialect")).contains("chat", "socketio", "raw");
        assertThat(offered("--dialect=so", "verify")).contains("--dialect=socketio");
        assertThat(completer.offer(List.of("health", "--tls-ca"), "").files()).isTrue();
        assertThat(offered("", "health", "--user")).isEmpty();
    }

    @Test
    @DisplayName("offers nothing behind what is no command")
    void unknown() {
        assertThat(offered("", "no-such-command")).isEmpty();
    }
}
