package dev.wsctl.cli.command;

import dev.wsctl.cli.context.ContextFile;
import dev.wsctl.cli.context.ContextStore;
import dev.wsctl.cli.context.Contexts;
import dev.wsctl.cli.exit.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Remove a context from its file.",
            "",
            "Where two files describe it, the project's goes first. Everything else in the file stays as it is.",
            ""
        },
        footer = {"", "Examples:", "  wsctl context remove staging", "  wsctl context remove staging --dry-run"})
final class ContextRemoveCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "CONTEXT", description = "Its name.")
    private String name = "";

    @Option(names = "--dry-run", description = "Only say which file would change.")
    private boolean dryRun;

    @SuppressWarnings("UnusedVariable") // whoever prints errors looks for it
    @Option(names = "--debug", description = "With an error, the stack trace.")
    private boolean debug;

    ContextRemoveCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Contexts contexts = context.active().contexts().sound();
        List<ContextFile> files = contexts.files().stream()
                .filter(each -> each.contexts().containsKey(name))
                .toList();
        if (files.isEmpty()) {
            throw contexts.unknown(name, "");
        }
        if (!dryRun) {
            ContextStore.of(files.get(0)).remove(name);
        }
        context.terminal()
                .out()
                .println(name
                        + (dryRun ? " would be removed from " : " is removed from ")
                        + files.get(0).path());
        if (files.size() > 1) {
            context.terminal().out().println("it remains in " + files.get(1).path());
        }
        context.terminal().flush();
        return ExitCode.OK.code();
    }
}
