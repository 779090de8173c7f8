package dev.wsctl.cli.command;

import dev.wsctl.server.ServerMain;
import dev.wsctl.server.config.Setting;
import dev.wsctl.server.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code wsctl serve}: the reference server. Its options and their help come from the server's own table of settings, so
 * that nothing is told twice.
 */
final class ServeCommand implements Callable<Integer> {
    private final Context context;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("serve");

    private ServeCommand(Context context) {
        this.context = context;
    }

    static CommandSpec spec(Context context) {
        CommandSpec spec = new ServeCommand(context).spec;
        spec.mixinStandardHelpOptions(true)
                .usageMessage()
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .description(
                        "Start the reference chat server.",
                        "",
                        "Prints one line with its addresses once it accepts connections, and ends gracefully on SIGTERM"
                                + " or Ctrl-C. Every option can also be set by the environment variable that stands"
                                + " behind it; the option wins.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  wsctl serve --port 8001 --instance-id a --redis redis://localhost:6379/0",
                        "  PORT=8002 REDIS_URL=redis://localhost:6379/0 wsctl serve",
                        "  wsctl serve                       alone, without Redis, on port 8000");
        for (Setting<?> setting : Settings.ALL) {
            spec.addOption(option(setting));
        }
        return spec;
    }

    private static OptionSpec option(Setting<?> setting) {
        String description = setting.description()
                + (setting.defaultText() == null ? "" : "; default: " + setting.defaultText())
                + ". Allowed: " + setting.parser().allowed();
        OptionSpec.Builder option = OptionSpec.builder(setting.flag())
                .type(String.class)
                .paramLabel(setting.variable())
                .description(description.replace("%", "%%"));
        return setting.isSwitch()
                ? option.arity("0..1")
                        .fallbackValue("true")
                        .completionCandidates(List.of("true", "false"))
                        .build()
                : option.arity("1").build();
    }

    @Override
    public Integer call() {
        List<String> arguments = new ArrayList<>();
        for (Setting<?> setting : Settings.ALL) {
            String value = spec.findOption(setting.flag()).getValue();
            if (value != null) {
                arguments.add(setting.flag() + "=" + value);
            }
        }
        return ServerMain.run(
                arguments,
                context.environment(),
                context.terminal().out(),
                context.terminal().err());
    }
}
