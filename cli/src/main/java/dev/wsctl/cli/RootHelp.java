package dev.wsctl.cli;

import dev.wsctl.cli.command.CommandTable;
import dev.wsctl.cli.exit.ExitCode;
import dev.wsctl.cli.help.Topic;
import dev.wsctl.cli.render.Terminal;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.stream.Collectors;

/** {@code wsctl --help}: every command in one line. */
final class RootHelp {
    private RootHelp() {}

    static void print(Terminal terminal) {
        PrintStream out = terminal.out();
        out.print("""
                wsctl: checks, measures and diagnoses WebSocket servers behind Redis.

                Usage: wsctl COMMAND [OPTIONS] [TARGETS]
                """);
        String group = "";
        for (CommandTable.Entry entry : CommandTable.ENTRIES) {
            if (!entry.group().equals(group)) {
                group = entry.group();
                out.print("\n" + group + "\n");
            }
            out.print("  " + entry.name() + " ".repeat(14 - entry.name().length()) + entry.summary() + "\n");
        }
        out.print("""

                Start here:
                  wsctl                             what is found here, and what to ask it
                  wsctl health                      the Redis of REDIS_URL, or localhost
                  wsctl verify ws://a/ws ws://b/ws  do the two deliver to each other?
                  wsctl demo                        all of it, on servers of its own
                  wsctl verify --help               options, examples; so for all commands

                Topics, with wsctl help TOPIC:
                 \s""");
        out.print(Arrays.stream(Topic.values()).map(Topic::word).collect(Collectors.joining(", ")) + "\n");
        out.print("\nExit codes: ");
        StringBuilder codes = new StringBuilder();
        for (ExitCode code : new ExitCode[] {ExitCode.OK, ExitCode.WARNING, ExitCode.CRITICAL, ExitCode.UNKNOWN}) {
            codes.append(code.code()).append(' ').append(code.name()).append(", ");
        }
        out.print(codes + "64 USAGE\n");
    }
}
