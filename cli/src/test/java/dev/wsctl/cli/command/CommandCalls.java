package dev.wsctl.cli.command;

import dev.wsctl.server.embedded.EmbeddedRedis;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Redis counts of the commands it is sent. */
final class CommandCalls {

    private CommandCalls() {}

    /** Calls of a command since the counters were reset. */
    static long of(EmbeddedRedis redis, String command) {
        Matcher line = Pattern.compile("cmdstat_" + Pattern.quote(command) + ":calls=(\\d+)")
                .matcher(redis.command("INFO", "commandstats"));
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }
}
