package dev.wsctl.cli.command;

import dev.wsctl.cli.context.ContextFile;
import dev.wsctl.cli.context.ContextStore;
import dev.wsctl.cli.context.Contexts;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "use",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Make a context the current one.",
            "",
            "Writes current: into the file that describes the context, and leaves everything else in it as it is.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  wsctl context use staging",
            "  export WSCTL_CONTEXT=staging       for this shell only"
        })
final class ContextUseCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "CONTEXT", description = "Its name.")
    private String name = "";

    @SuppressWarnings("UnusedVariable") // whoever prints errors looks for it
    @Option(names = "--debug", description = "With an error, the stack trace.")
    private boolean debug;

    ContextUseCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Contexts contexts = context.active().contexts().sound();
        ContextFile file = contexts.files().stream()
                .filter(each -> each.contexts().containsKey(name))
                .findFirst()
                .orElseThrow(() -> contexts.unknown(name, ""));
        ContextFile first = contexts.files().get(0);
        if (!file.equals(first) && first.current() != null) {
            throw new WsctlException(
                    ExitCode.CONFIG,
                    first.path() + " calls " + first.current() + " current, which wins over your own file",
                    "--context " + name + ", or export WSCTL_CONTEXT=" + name);
        }
        ContextStore.of(file).use(name);
        context.terminal().out().println(name + " is current now, in " + file.path());
        String variable = context.environment().getOrDefault("WSCTL_CONTEXT", "");
        if (!variable.isEmpty() && !variable.equals(name)) {
            context.terminal()
                    .out()
                    .println("but WSCTL_CONTEXT=" + variable + " wins in this shell: unset WSCTL_CONTEXT");
        }
        context.terminal().flush();
        return ExitCode.OK.code();
    }
}
