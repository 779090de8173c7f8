package dev.wsctl.cli;

import dev.wsctl.cli.command.CommandTable;
import dev.wsctl.cli.command.CompletionValues;
import dev.wsctl.cli.command.Context;
import dev.wsctl.cli.command.FirstContact;
import dev.wsctl.cli.context.ActiveContext;
import dev.wsctl.cli.exit.ErrorReport;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.help.Topic;
import dev.wsctl.cli.render.Terminal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The program without the process around it: arguments in, output on a terminal, exit code back. */
public final class Wsctl {
    private final Context context;

    public Wsctl(Terminal terminal, Map<String, String> environment) {
        this(terminal, environment, Path.of(""));
    }

    /** @param workingDirectory from where a project's contexts are looked for, upwards */
    public Wsctl(Terminal terminal, Map<String, String> environment, Path workingDirectory) {
        this.context = new Context(terminal, environment, new ActiveContext(workingDirectory, environment));
    }

    /** Never throws: whatever goes wrong ends as text on stderr and an exit code. */
    public int run(String... args) {
        Terminal terminal = context.terminal();
        int code;
        try {
            code = dispatch(args);
            terminal.flush();
        } catch (Throwable failure) {
            terminal.out().flush();
            code = ErrorReport.print(
                            failure, terminal.err(), Arrays.asList(args).contains("--debug"))
                    .code();
        }
        return code;
    }

    private int dispatch(String... arguments) throws Exception {
        String[] args = takeContext(arguments);
        // Help and version come from constants: they load neither picocli nor anything a command needs.
        if (args.length == 0) {
            return new FirstContact(context).print();
        }
        String first = args[0];
        switch (first) {
            case "-h", "--help" -> {
                RootHelp.print(context.terminal());
                return ExitCode.OK.code();
            }
            case "-V", "--version", "version" -> {
                context.terminal().out().println("wsctl " + Version.text());
                return ExitCode.OK.code();
            }
            case "help" -> {
                if (args.length == 1) {
                    RootHelp.print(context.terminal());
                    return ExitCode.OK.code();
                }
                Topic topic = TopicHelp.find(args[1]);
                if (topic != null) {
                    TopicHelp.print(topic, context.terminal());
                    return ExitCode.OK.code();
                }
                if (TopicHelp.near(args[1]) != null) {
                    throw WsctlException.usage(
                            "there is no topic '" + args[1] + "'", "wsctl help " + TopicHelp.near(args[1]));
                }
                String[] asOption = Arrays.copyOfRange(args, 1, args.length + 1);
                asOption[asOption.length - 1] = "--help";
                return new CommandRun(context, CommandTable.find(asOption[0])).run(asOption);
            }
            case CompletionValues.COMMAND -> {
                return new CompletionValues(context).print(Arrays.asList(args).subList(1, args.length));
            }
            default -> {
                return new CommandRun(context, CommandTable.find(first)).run(args);
            }
        }
    }

    /** {@code wsctl --context prod health} is what people type, too. */
    private String[] takeContext(String... arguments) {
        if (arguments.length == 0 || !arguments[0].startsWith("--context")) {
            return arguments;
        }
        if (arguments[0].startsWith("--context=")) {
            context.active().name(arguments[0].substring("--context=".length()));
            return Arrays.copyOfRange(arguments, 1, arguments.length);
        }
        if (!arguments[0].equals("--context")) {
            return arguments;
        }
        if (arguments.length == 1) {
            throw WsctlException.usage("--context names no context", "wsctl context list");
        }
        context.active().name(arguments[1]);
        return Arrays.copyOfRange(arguments, 2, arguments.length);
    }
}
