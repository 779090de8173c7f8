package dev.wsctl.cli.command;

import dev.wsctl.cli.Wsctl;
import dev.wsctl.cli.context.ContextNames;
import dev.wsctl.cli.demo.Demo;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.option.OutputOptions;
import dev.wsctl.cli.render.LoadProgress;
import dev.wsctl.cli.render.Page;
import dev.wsctl.cli.render.Terminal;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wsctl demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "The whole story on an embedded Redis and three servers.",
            "",
            "Takes about a minute. Starts a real Redis and three reference servers on free ports of 127.0.0.1, runs wsctl's commands on "
                    + "them, cuts one server off from Redis and lets it recover. Leaves nothing behind.",
            ""
        },
        footer = {"", "Examples:", "  wsctl demo", "  wsctl demo --keep    and try the commands on its servers"})
final class DemoCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--keep", description = "Leave the cluster running afterwards, until Ctrl-C.")
    private boolean keep;

    @Option(names = "--no-color", description = "No colour; NO_COLOR and TERM=dumb do the same.")
    private boolean noColor;

    @Option(names = "--debug", description = "With an error, the stack trace.")
    @SuppressWarnings("unused") // the entry point looks for it
    private boolean debug;

    DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = context.terminal();
        Demo demo = new Demo(
                terminal,
                new Page(
                        terminal.out(),
                        terminal.columns(),
                        new OutputOptions().colour(terminal, environment()),
                        Page.Detail.NORMAL),
                LoadProgress.isLive(context.environment()),
                (arguments, inner) -> new Wsctl(inner, environment()).run(arguments.toArray(String[]::new)));
        try {
            return (demo.run(keep) ? ExitCode.OK : ExitCode.CRITICAL).code();
        } catch (UncheckedIOException e) {
            throw new WsctlException(
                    ExitCode.CRITICAL,
                    "the demo could not run: " + e.getMessage(),
                    "free memory or ports on this machine; the demo takes about 600 MB",
                    e);
        }
    }

    /** The commands of the story look at it, too. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(context.environment());
        environment.put("WSCTL_CONTEXT", ContextNames.NONE); // it brings servers of its own
        if (noColor) {
            environment.put("NO_COLOR", "1");
        }
        return environment;
    }
}
