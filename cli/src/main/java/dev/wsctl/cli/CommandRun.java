package dev.wsctl.cli;

import dev.wsctl.cli.command.CommandModel;
import dev.wsctl.cli.command.CommandTable;
import dev.wsctl.cli.command.Context;
import dev.wsctl.cli.command.PlainCommand;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.option.ContextDefaults;
import dev.wsctl.cli.option.PlainArguments;
import dev.wsctl.cli.option.PlainOptions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the arguments of one command and calls it. Only that command's class is ever looked at. */
final class CommandRun {
    private final Context context;
    private final CommandTable.Entry entry;

    CommandRun(Context context, CommandTable.Entry entry) {
        this.context = context;
        this.entry = entry;
    }

    int run(String... args) throws Exception {
        PlainCommand plain = CommandTable.plain(entry.name(), context);
        if (plain == null
                || !PlainArguments.bind(
                        plain.plainOptions(), Arrays.asList(args).subList(1, args.length), context.active()::name)) {
            return parsed(args);
        }
        for (PlainOptions options : plain.plainOptions()) {
            if (options instanceof ContextDefaults defaults) {
                defaults.defaults(context::settings);
            }
        }
        return plain.call();
    }

    private int parsed(String... args) throws Exception {
        CommandLine root = CommandModel.of(entry, context);
        CommandLine.ParseResult parsed;
        try {
            parsed = root.parseArgs(args);
        } catch (ParameterException e) {
            throw usage(e);
        }
        List<CommandLine> chain = parsed.asCommandLineList();
        CommandLine last = chain.get(chain.size() - 1);
        if (last.isUsageHelpRequested()) {
            last.usage(context.terminal().out());
            return ExitCode.OK.code();
        }
        chain.forEach(each -> giveDefaults(each.getCommandSpec()));
        Object command = last.getCommandSpec().userObject();
        return command instanceof Callable<?> callable && callable.call() instanceof Integer code
                ? code
                : ExitCode.INTERNAL.code();
    }

    private void giveDefaults(CommandSpec spec) {
        if (spec.userObject() instanceof ContextDefaults options) {
            options.defaults(context::settings);
        }
        spec.mixins().values().forEach(this::giveDefaults);
    }

    private static WsctlException usage(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String hint = command + " --help";
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                hint = String.join(" or ", suggestions.subList(0, Math.min(2, suggestions.size()))) + "; " + hint;
            }
        }
        String message = String.valueOf(e.getMessage());
        int line = message.indexOf('\n');
        return new WsctlException(ExitCode.USAGE, line < 0 ? message : message.substring(0, line), hint, e);
    }
}
