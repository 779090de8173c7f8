package dev.wsctl.cli.command;

import dev.wsctl.cli.option.AclOptions;
import dev.wsctl.cli.render.Terminal;
import dev.wsctl.cli.source.AccessRules;
import java.util.List;

/** {@code doctor --print-acl}: the rule on stdout, to be pasted; what to know about it on stderr. */
final class PrintedAcl {
    private PrintedAcl() {}

    static void print(AclOptions options, String user, Terminal terminal) {
        List<String> rule =
                options.redis6() ? AccessRules.ofRedis6(options.purposes()) : AccessRules.of(options.purposes());
        terminal.out().print("ACL SETUSER " + user + " on " + String.join(" ", rule) + "\n");
        terminal.flush();
        terminal.err().println("enough for: " + String.join(", ", AccessRules.covered(options.purposes())));
        terminal.err()
                .println("add a password yourself: '>PASSWORD' behind `on`; in an ACL file the line begins `user "
                        + user + " on`");
        terminal.err()
                .println(
                        AccessRules.speaks(rule)
                                ? "this user may publish on any channel, in the name of any instance"
                                : "messages are asked for apart: --for all,listen for tail, verify and doctor --sample;"
                                        + " --for publish for publish, --for ask for --probe");
        if (options.purposes().contains(AccessRules.Purpose.ASK)) {
            terminal.err()
                    .println(
                            "where Socket.IO has another prefix than socket.io, replace that word in the rules with &");
        }
        if (options.redis6() && AccessRules.writes(rule)) {
            terminal.err()
                    .println("Redis 6 can't limit writing to wsctl:probe:*: this user may write any key;"
                            + " --for read-only may not");
        }
    }
}
