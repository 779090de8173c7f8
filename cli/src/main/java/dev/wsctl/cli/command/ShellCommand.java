package dev.wsctl.cli.command;

import dev.wsctl.cli.console.Console;
import dev.wsctl.cli.render.Terminal;
import dev.wsctl.cli.shell.Lines;
import dev.wsctl.cli.shell.Prompt;
import dev.wsctl.cli.shell.Runner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code wsctl shell}. */
@Command(
        name = "shell",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "wsctl's commands at a prompt, completed and remembered.",
            "",
            "TAB completes commands, options, files and names. The prompt shows the context; use NAME takes another one for this"
                    + " shell, context use NAME for good. Ctrl-C ends the command that runs; exit, quit or Ctrl-D the shell.",
            "Fed by a pipe it runs the lines one after the other, commands read nothing from it, and the exit code is that of"
                    + " the last one that was not 0.",
            "What was typed is kept in $XDG_STATE_HOME/wsctl/history, ~/.local/state if that is not set: no line with a"
                    + " password in a URL, a token, a key or a header, and none that begins with a blank.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl shell",
            "  wsctl shell --context staging",
            "  wsctl shell <checks.txt",
            "  printf 'health -q\\nchannels\\n' | wsctl shell"
        })
final class ShellCommand implements Callable<Integer> {
    private final Context context;

    ShellCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Runner runner = new Runner(context.environment())) {
            Lines lines = new Lines(context.active(), context.environment(), runner, context.terminal());
            if (!context.terminal().interactive() || !Terminal.inputIsTerminal()) {
                return lines.runAll(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
            }
            try (Console console = Console.open()) {
                return new Prompt(console.terminal(), lines, new ShellCompleter(context), context.environment()).run();
            }
        }
    }
}
