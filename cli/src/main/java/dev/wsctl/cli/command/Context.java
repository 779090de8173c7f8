package dev.wsctl.cli.command;

import dev.wsctl.cli.render.Terminal;
import java.util.Map;

/**
 * What a command gets from outside: nothing else is global.
 *
 * @param environment environment variables; commands never ask {@code System}
 */
public record Context(Terminal terminal, Map<String, String> environment) {}
