package dev.wsctl.cli.model;

/**
 * One value that a command would use.
 *
 * @param name as in the file, like {@code redis.url}
 * @param value safe to print: a secret is told by where it is
 * @param origin a place in a file, an environment variable, or "default"
 */
public record ContextValue(String name, String value, String origin) {}
