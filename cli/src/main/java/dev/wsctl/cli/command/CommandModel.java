package dev.wsctl.cli.command;

import dev.wsctl.cli.exit.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** One command as picocli sees it: what parses its arguments, prints its help, and what its man page is made from. */
public final class CommandModel {
    private CommandModel() {}

    /** {@code wsctl} with this one command below it; no other command's class is looked at. */
    public static CommandLine of(CommandTable.Entry entry, Context context) {
        ContextFactory factory = new ContextFactory(context);
        CommandLine root = new CommandLine(CommandSpec.create().name("wsctl"), factory);
        CommandLine command = new CommandLine(CommandTable.create(entry.name(), context), factory);
        root.addSubcommand(entry.name(), command);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setHelpFactory(WholeWordHelp::new);
        root.setUsageHelpWidth(Math.min(Math.max(context.terminal().columns(), 80), 110));
        root.setColorScheme(CommandLine.Help.defaultColorScheme(
                context.terminal().interactive() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF));
        if (entry.usesContext()) {
            addContextOption(command, context);
        }
        describe(command);
        return root;
    }

    private static void addContextOption(CommandLine command, Context context) {
        CommandSpec spec = command.getCommandSpec();
        spec.addOption(OptionSpec.builder("--context")
                .paramLabel("CONTEXT")
                .type(String.class)
                .description("Take defaults from this context; it wins over environment variables, none is for none. "
                        + "Default: WSCTL_CONTEXT, else the current one.")
                .setter(new CommandLine.Model.ISetter() {
                    @Override
                    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
                    public <T> T set(T value) {
                        if (value != null) {
                            context.active().name(String.valueOf(value));
                        }
                        return value;
                    }
                })
                .build());
        command.getSubcommands().values().forEach(sub -> addContextOption(sub, context));
    }

    /** What a command says about a code itself wins over the code's general meaning. */
    private static void describe(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            if (code != ExitCode.OUTPUT_CLOSED) {
                codes.put(String.valueOf(code.code()), code.meaning());
            }
        }
        codes.putAll(spec.usageMessage().exitCodeList());
        spec.usageMessage().exitCodeListHeading("%nExit codes:%n");
        spec.usageMessage().exitCodeList(codes);
        for (CommandLine sub : command.getSubcommands().values()) {
            describe(sub);
        }
    }
}
