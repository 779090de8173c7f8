package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wsctl completion}. The scripts are generated when wsctl is built: printing one looks at no other command. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Print what lets bash, zsh or fish complete what you type.",
            "",
            "The script knows commands, options and their values. Evaluate it in the shell's start-up file, or save it"
                    + " where the shell looks for completions.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  echo 'source <(wsctl completion bash)' >>~/.bashrc",
            "  echo 'source <(wsctl completion zsh)' >>~/.zshrc           after compinit",
            "  wsctl completion fish >~/.config/fish/completions/wsctl.fish"
        })
final class CompletionCommand implements Callable<Integer> {
    /** The shells, and their scripts in the jar. */
    enum Shell {
        BASH("wsctl.bash"),
        ZSH("_wsctl"),
        FISH("wsctl.fish");

        private final String script;

        Shell(String script) {
            this.script = script;
        }
    }

    private final Context context;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    @SuppressWarnings("UnusedVariable") // whoever prints errors looks for it
    @Option(names = "--debug", description = "With an error, the stack trace.")
    private boolean debug;

    CompletionCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        try (InputStream script = CompletionCommand.class.getResourceAsStream("/completions/" + shell.script)) {
            if (script == null) {
                throw new WsctlException(
                        ExitCode.INTERNAL,
                        "this build of wsctl carries no completions/" + shell.script,
                        "take that file from the sources, or build wsctl again");
            }
            script.transferTo(context.terminal().out());
        }
        context.terminal().flush();
        return ExitCode.OK.code();
    }
}
