package dev.wsctl.cli.capture;

import dev.wsctl.cli.model.evidence.Denial;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What of Redis' own words may be written down. Fields are let through by name or, where what they hold cannot be anything
 * but a number, by that; whatever else a Redis says, today's or tomorrow's, stays out.
 */
final class Allowed {
    private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_-]{0,47}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?[KMGTB%]?|-?nan|-?inf");
    private static final Pattern FIGURES =
            Pattern.compile("[a-z0-9_.]{1,24}=[0-9.]{1,20}(,[a-z0-9_.]{1,24}=[0-9.]{1,20})*");
    private static final Pattern DATABASE = Pattern.compile("db[0-9]{1,5}");
    private static final Pattern REPLICA = Pattern.compile("slave[0-9]{1,3}");
    private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9 ._-]{0,40}");
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z-]{1,24}");
    private static final Pattern HOST_FILE = Pattern.compile("[A-Za-z0-9 \\t\\n\\[\\]_-]{0,120}");

    /** Fields of INFO that are words, and whose words come from Redis. */
    private static final Set<String> INFO_WORDS = Set.of(
            "redis_version",
            "valkey_version",
            "server_name",
            "redis_mode",
            "role",
            "multiplexing_api",
            "mem_allocator",
            "maxmemory_policy",
            "master_link_status",
            "master_failover_state",
            "rdb_last_bgsave_status",
            "aof_last_bgrewrite_status",
            "aof_last_write_status",
            "maxmemory_human",
            "used_memory_human");

    private static final Set<String> CONFIG_NUMBERS = Set.of(
            "io-threads",
            "latency-monitor-threshold",
            "maxclients",
            "maxmemory",
            "maxmemory-clients",
            "port",
            "slowlog-log-slower-than",
            "slowlog-max-len",
            "tcp-backlog",
            "tcp-keepalive",
            "timeout",
            "tls-port");

    private static final Set<String> CONFIG_WORDS = Set.of(
            "appendfsync",
            "appendonly",
            "client-output-buffer-limit",
            "disable-thp",
            "lazyfree-lazy-eviction",
            "maxmemory-policy",
            "no-appendfsync-on-rewrite",
            "notify-keyspace-events",
            "protected-mode",
            "save");

    private static final Set<String> STRENGTHS = Set.of("", "set", "weak");

    private static final Set<String> CLIENT_NUMBERS = Set.of(
            "id",
            "fd",
            "age",
            "idle",
            "db",
            "sub",
            "psub",
            "ssub",
            "multi",
            "watch",
            "qbuf",
            "qbuf-free",
            "argv-mem",
            "multi-mem",
            "rbs",
            "rbp",
            "obl",
            "oll",
            "omem",
            "tot-mem",
            "tot-net-in",
            "tot-net-out",
            "tot-cmds",
            "resp",
            "redir");

    private static final Set<String> HOST_FILES = Set.of(
            "/proc/sys/net/core/somaxconn",
            "/proc/sys/vm/overcommit_memory",
            "/proc/sys/net/ipv4/tcp_max_syn_backlog",
            "/sys/kernel/mm/transparent_hugepage/enabled");

    /** Of an instance's own figures, those that checks judge. */
    private static final Set<String> METRICS = Set.of(
            "pubsub.publishFailures",
            "metrics.wsctl_server_duplicate_instance_id",
            "metrics.wsctl_server_queue_dropped_total.connections");

    /** Why ACL LOG says that something was denied. */
    private static final Set<String> DENIED = Set.of("auth", "channel", "command", "key");

    private final Names names;

    Allowed(Names names) {
        this.names = names;
    }

    Map<String, String> info(Map<String, String> fields) {
        Map<String, String> kept = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (name.equals("master_host")) {
                kept.put(name, names.address(value));
            } else if (REPLICA.matcher(name).matches()) {
                kept.put(name, replica(value));
            } else if (figures(name) ? FIGURES.matcher(value).matches() : infoValue(name, value)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private static boolean figures(String name) {
        return DATABASE.matcher(name).matches()
                || (name.startsWith("cmdstat_") && RedisWords.isCommand(name.substring("cmdstat_".length())))
                || (name.startsWith("errorstat_") && RedisWords.isError(name.substring("errorstat_".length())));
    }

    private static boolean infoValue(String name, String value) {
        return INFO_WORDS.contains(name)
                ? WORDS.matcher(value).matches()
                : FIELD.matcher(name).matches() && NUMBER.matcher(value).matches();
    }

    /** {@code ip=10.0.0.6,port=6379,state=online,offset=14,lag=0}. */
    private String replica(String value) {
        StringBuilder kept = new StringBuilder();
        String comma = "";
        for (String part : value.split(",")) {
            String shown = "";
            if (part.startsWith("ip=")) {
                shown = "ip=" + names.address(part.substring(3));
            } else if (part.startsWith("state=")
                    && LETTERS.matcher(part.substring(6).replace('_', '-')).matches()) {
                shown = part;
            } else if (part.matches("(port|offset|lag)=[0-9]{1,20}")) {
                shown = part;
            }
            if (!shown.isEmpty()) {
                kept.append(comma).append(shown);
                comma = ",";
            }
        }
        return kept.toString();
    }

    Map<String, String> config(Map<String, String> settings) {
        Map<String, String> kept = new TreeMap<>();
        settings.forEach((name, value) -> {
            if (name.equals("bind")) {
                kept.put(name, names.addresses(value));
            } else if (name.equals("requirepass")
                    ? STRENGTHS.contains(value)
                    : CONFIG_NUMBERS.contains(name)
                            ? NUMBER.matcher(value).matches()
                            : CONFIG_WORDS.contains(name) && value.matches("[A-Za-z0-9 .$_-]{0,200}")) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    Map<String, String> client(Map<String, String> fields) {
        Map<String, String> kept = new TreeMap<>();
        fields.forEach((name, value) -> {
            switch (name) {
                case "addr", "laddr" -> kept.put(name, names.address(value));
                case "name" -> kept.put(name, names.name(value));
                case "user" -> kept.put(name, names.user(value));
                case "cmd" -> kept.put(name, RedisWords.command(value));
                case "flags", "events" -> {
                    if (value.matches("[A-Za-z]{0,16}")) {
                        kept.put(name, value);
                    }
                }
                default -> {
                    if (CLIENT_NUMBERS.contains(name) && NUMBER.matcher(value).matches()) {
                        kept.put(name, value);
                    }
                }
            }
        });
        return kept;
    }

    static Map<String, Double> metrics(Map<String, Double> figures) {
        Map<String, Double> kept = new TreeMap<>(figures);
        kept.keySet().retainAll(METRICS);
        return kept;
    }

    Denial denial(Denial denial) {
        return new Denial(
                DENIED.contains(denial.reason()) ? denial.reason() : "other",
                switch (denial.reason()) {
                    case "channel" -> names.channel(denial.object());
                    case "command" -> RedisWords.command(denial.object());
                    default -> "";
                },
                names.user(denial.user()),
                denial.ageSeconds(),
                denial.count(),
                names.client(denial.client()));
    }

    Map<String, String> hostFiles(Map<String, String> files) {
        Map<String, String> kept = new TreeMap<>();
        files.forEach((path, text) -> {
            if (HOST_FILES.contains(path) && HOST_FILE.matcher(text).matches()) {
                kept.put(path, text);
            }
        });
        return kept;
    }

    /** The rule of an ACL without what it may name. */
    static boolean commandRule(String rule) {
        int bar = rule.indexOf('|');
        String what = rule.length() < 2 ? "" : rule.substring(1, bar < 0 ? rule.length() : bar);
        return what.startsWith("@")
                ? LETTERS.matcher(what.substring(1)).matches()
                : RedisWords.isCommand(what) && (bar < 0 || RedisWords.isCommand(rule.substring(1)));
    }

    /** A type of value, an event of the latency monitor: words of Redis or of a module. */
    static String word(String raw) {
        return LETTERS.matcher(raw).matches() ? raw : "other";
    }
}
