package dev.wsctl.cli.model.evidence;

import java.util.List;

/**
 * A user of Redis, without its passwords.
 *
 * @param commands its rules in order: {@code +@all}, {@code -flushall}, …
 * @param keys patterns, with {@code ~} or {@code %R~}
 * @param channels patterns, with {@code &}
 */
public record AclUser(
        String name,
        boolean enabled,
        boolean withoutPassword,
        List<String> commands,
        List<String> keys,
        List<String> channels) {
    public AclUser {
        commands = List.copyOf(commands);
        keys = List.copyOf(keys);
        channels = List.copyOf(channels);
    }
}
