package dev.wsctl.cli.command;

import dev.wsctl.cli.context.ActiveContext;
import dev.wsctl.cli.model.ContextSettings;
import dev.wsctl.cli.render.Terminal;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command gets from outside: nothing else is global.
 *
 * @param environment environment variables; commands never ask {@code System}
 * @param active the named target that gives options their defaults
 */
public record Context(Terminal terminal, Map<String, String> environment, ActiveContext active) {
    /** With the named targets that are found from the directory the process runs in. */
    public Context(Terminal terminal, Map<String, String> environment) {
        this(terminal, environment, new ActiveContext(Path.of(""), environment));
    }

    /** What the active context says. The first call may read files; when there are none, it costs nothing. */
    public ContextSettings settings() {
        return active.settings();
    }
}
