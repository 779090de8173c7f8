package dev.wsctl.cli.source.evidence;

import dev.wsctl.cli.source.RedisNode;
import dev.wsctl.cli.source.resp.RespError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings that say something about pub/sub, sessions, latency and security; never CONFIG GET *, which tells passwords. */
final class ConfigReader {
    private static final List<String> NAMES = List.of(
            "appendfsync",
            "appendonly",
            "bind",
            "client-output-buffer-limit",
            "disable-thp",
            "io-threads",
            "latency-monitor-threshold",
            "lazyfree-lazy-eviction",
            "maxclients",
            "maxmemory",
            "maxmemory-clients",
            "maxmemory-policy",
            "no-appendfsync-on-rewrite",
            "notify-keyspace-events",
            "port",
            "protected-mode",
            "requirepass",
            "save",
            "slowlog-log-slower-than",
            "slowlog-max-len",
            "tcp-backlog",
            "tcp-keepalive",
            "timeout",
            "tls-port");

    /** What everyone tries first. */
    private static final Set<String> GUESSED = Set.of(
            "foobared", "redis", "password", "secret", "changeme", "admin", "123456", "12345678", "default", "root");

    /** Redis answers a million guesses a second: a password has to be long. */
    private static final int LONG_ENOUGH = 16;

    private ConfigReader() {}

    static Map<String, String> read(RedisNode node) {
        List<String[]> commands = new ArrayList<>();
        for (String name : NAMES) {
            commands.add(new String[] {"CONFIG", "GET", name});
        }
        List<@Nullable Object> replies = node.callAll(commands);
        Map<String, String> config = new HashMap<>();
        for (int i = 0; i < replies.size(); i++) {
            Object reply = replies.get(i);
            if (reply instanceof RespError error) {
                throw node.failure(error, "CONFIG GET");
            }
            // A setting this version doesn't know comes back as an empty list.
            if (reply instanceof List<?> pair && pair.size() >= 2) {
                config.put(NAMES.get(i), value(NAMES.get(i), String.valueOf(pair.get(1))));
            }
        }
        return config;
    }

    private static String value(String name, String value) {
        return name.equals("requirepass") ? strength(value) : value;
    }

    /** {@code set}, {@code weak} or empty: the password itself goes no further than this line. */
    static String strength(String password) {
        if (password.isEmpty()) {
            return "";
        }
        boolean weak = password.length() < LONG_ENOUGH || GUESSED.contains(password.toLowerCase(Locale.ROOT));
        return weak ? "weak" : "set";
    }
}
