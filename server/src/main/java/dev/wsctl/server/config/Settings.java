package dev.wsctl.server.config;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The table of everything the server can be told. Help, documentation and parsing all come from it. */
public final class Settings {

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration YEAR = Duration.ofDays(365);

    public static final Setting<Integer> PORT = new Setting<>(
            "PORT", "--port", "8000", "TCP port to listen on; 0 takes a free one", ValueParser.wholeNumber(0, 65535));
    public static final Setting<String> HOST = new Setting<>(
            "HOST",
            "--host",
            "127.0.0.1",
            "Address to listen on; 0.0.0.0 accepts connections from other machines",
            ValueParser.matching("[A-Za-z0-9_.:%-]{1,255}", "a host name or address"));
    public static final Setting<String> INSTANCE_ID = new Setting<>(
            "INSTANCE_ID",
            "--instance-id",
            null,
            "Name of this instance, unique in the cluster; default: the host's name and 8 random hex digits",
            ValueParser.matching("[A-Za-z0-9_.-]{1,64}", "1 to 64 of A-Z a-z 0-9 _ . -"));
    public static final Setting<Integer> EVENT_LOOPS = new Setting<>(
            "EVENT_LOOPS",
            "--event-loops",
            null,
            "Threads that serve connections; default: one for each processor",
            ValueParser.wholeNumber(1, 256));

    public static final Setting<Boolean> REDIS_ENABLED = new Setting<>(
            "REDIS_ENABLED",
            "--redis-enabled",
            null,
            "Use Redis; default: false, or true when a Redis URL is given",
            ValueParser.trueOrFalse());
    public static final Setting<RedisUrl> REDIS_URL = new Setting<>(
            "REDIS_URL",
            "--redis",
            "redis://localhost:6379/0",
            "Redis that carries messages; giving one enables Redis and pub/sub",
            ValueParser.redisUrl());
    public static final Setting<List<RedisUrl>> REDIS_SHARD_URLS = new Setting<>(
            "REDIS_SHARD_URLS",
            "--redis-shards",
            null,
            "Further independent Redis servers: rooms are spread over REDIS_URL and these; same order on all instances",
            ValueParser.redisUrls());
    public static final Setting<RedisUrl> REDIS_CACHE_URL = new Setting<>(
            "REDIS_CACHE_URL",
            "--redis-cache",
            null,
            "Redis that keeps sessions; default: the one that carries messages",
            ValueParser.redisUrl());
    public static final Setting<Boolean> REDIS_PUBSUB_ENABLED = new Setting<>(
            "REDIS_PUBSUB_ENABLED",
            "--redis-pubsub-enabled",
            null,
            "Exchange messages with other instances; default: false, or true when a Redis URL is given",
            ValueParser.trueOrFalse());
    public static final Setting<Boolean> ENABLE_DISTRIBUTED_CHAT = new Setting<>(
            "ENABLE_DISTRIBUTED_CHAT",
            "--distributed-chat",
            null,
            "true: the same as enabling Redis and pub/sub; false: sessions may use Redis, messages stay local",
            ValueParser.trueOrFalse());
    public static final Setting<String> REDIS_CHANNEL_PREFIX = new Setting<>(
            "REDIS_CHANNEL_PREFIX",
            "--redis-channel-prefix",
            "chat",
            "What channels and keys begin with; instances share messages only with the same prefix",
            ValueParser.matching("[A-Za-z0-9_.-]{1,64}", "1 to 64 of A-Z a-z 0-9 _ . -"));
    public static final Setting<Integer> REDIS_POOL_SIZE = new Setting<>(
            "REDIS_POOL_SIZE",
            "--redis-pool-size",
            "10",
            "Connections in the pool for commands",
            ValueParser.wholeNumber(1, 10_000));
    public static final Setting<Integer> REDIS_MAX_CONNECTIONS = new Setting<>(
            "REDIS_MAX_CONNECTIONS",
            "--redis-max-connections",
            "50",
            "Connections to Redis in all",
            ValueParser.wholeNumber(4, 10_000));
    public static final Setting<Duration> REDIS_SOCKET_TIMEOUT = new Setting<>(
            "REDIS_SOCKET_TIMEOUT",
            "--redis-socket-timeout",
            "5s",
            "Deadline of each connect and each command",
            ValueParser.duration(MILLISECOND, HOUR));
    public static final Setting<Boolean> REDIS_RETRY_ON_TIMEOUT = new Setting<>(
            "REDIS_RETRY_ON_TIMEOUT",
            "--redis-retry-on-timeout",
            "true",
            "Try an idempotent command again after a timeout",
            ValueParser.trueOrFalse());
    public static final Setting<Integer> REDIS_RETRY_ATTEMPTS = new Setting<>(
            "REDIS_RETRY_ATTEMPTS",
            "--redis-retry-attempts",
            "3",
            "How often such a command is tried again",
            ValueParser.wholeNumber(0, 100));
    public static final Setting<Duration> REDIS_DEGRADED_AFTER = new Setting<>(
            "REDIS_DEGRADED_AFTER",
            "--redis-degraded-after",
            "10s",
            "How long Redis may be unreachable or deaf before the instance reports itself local-only",
            ValueParser.duration(MILLISECOND, HOUR));

    public static final Setting<Boolean> REDIS_SHARDED_PUBSUB = new Setting<>(
            "REDIS_SHARDED_PUBSUB",
            "--redis-sharded-pubsub",
            "false",
            "In a Redis Cluster (7.0 or later): each room on the node that serves its slot; all instances alike",
            ValueParser.trueOrFalse());
    public static final Setting<Boolean> REDIS_STREAM_ENABLED = new Setting<>(
            "REDIS_STREAM_ENABLED",
            "--redis-stream-enabled",
            "false",
            "Record every room's messages in a stream, so that clients get what they missed",
            ValueParser.trueOrFalse());
    public static final Setting<Integer> REDIS_STREAM_MAX_LENGTH = new Setting<>(
            "REDIS_STREAM_MAX_LENGTH",
            "--redis-stream-max-length",
            "10000",
            "About how many messages a room's stream keeps",
            ValueParser.wholeNumber(1, 10_000_000));
    public static final Setting<Duration> REDIS_STREAM_MAX_AGE = new Setting<>(
            "REDIS_STREAM_MAX_AGE",
            "--redis-stream-max-age",
            "24h",
            "How long a room's stream keeps a message",
            ValueParser.duration(SECOND, YEAR));

    public static final Setting<List<Secret>> REDIS_ENCRYPTION_KEYS = new Setting<>(
            "REDIS_ENCRYPTION_KEYS",
            "--redis-encryption-keys",
            null,
            "Encrypts messages in Redis: the first key encrypts, all decrypt; default: messages are not encrypted (in the"
                    + " environment, a flag is seen by ps)",
            ValueParser.secrets(32));

    public static final Setting<String> SESSION_KEY_PREFIX = new Setting<>(
            "SESSION_KEY_PREFIX",
            "--session-key-prefix",
            null,
            "What session keys begin with, like socketio:session:; default: the channel prefix and :session:",
            ValueParser.matching("[!-~]{1,128}", "1 to 128 printable ASCII characters without blanks"));
    public static final Setting<Duration> SESSION_TTL = new Setting<>(
            "SESSION_TTL",
            "--session-ttl",
            "24h",
            "How long a session outlives its last use",
            ValueParser.duration(SECOND, YEAR));
    public static final Setting<Duration> HEARTBEAT_INTERVAL = new Setting<>(
            "HEARTBEAT_INTERVAL",
            "--heartbeat-interval",
            "10s",
            "Time between two heartbeats of this instance in Redis",
            ValueParser.duration(MILLISECOND, HOUR));
    public static final Setting<Duration> HEARTBEAT_EXPIRY = new Setting<>(
            "HEARTBEAT_EXPIRY",
            "--heartbeat-expiry",
            "45s",
            "Age of its last heartbeat at which an instance counts as dead",
            ValueParser.duration(MILLISECOND, HOUR));

    public static final Setting<Duration> GROUP_EXPIRY = new Setting<>(
            "GROUP_EXPIRY",
            "--group-expiry",
            "24h",
            "How long Redis remembers a room's members when no instance confirms them",
            ValueParser.duration(SECOND, YEAR));
    public static final Setting<Secret> ADMIN_TOKEN = new Setting<>(
            "ADMIN_TOKEN",
            "--admin-token",
            null,
            "Makes a client that sends it as Authorization: Bearer an administrator, and opens /metrics; default: there are"
                    + " none (in the environment, a flag is seen by ps)",
            ValueParser.secret(32));
    public static final Setting<Secret> ADMIN_TOKEN_PREVIOUS = new Setting<>(
            "ADMIN_TOKEN_PREVIOUS",
            "--admin-token-previous",
            null,
            "The token before, which stays valid while tokens are being changed",
            ValueParser.secret(32));

    public static final Setting<Secret> METRICS_API_KEY = new Setting<>(
            "METRICS_API_KEY",
            "--metrics-api-key",
            null,
            "Key that opens /metrics, as Authorization: Bearer KEY; without one nobody gets in by a key"
                    + " (better in the environment: flags are visible to other users)",
            ValueParser.secret(32));
    public static final Setting<Secret> METRICS_API_KEY_PREVIOUS = new Setting<>(
            "METRICS_API_KEY_PREVIOUS",
            "--metrics-api-key-previous",
            null,
            "The key before, which stays valid while keys are being changed",
            ValueParser.secret(32));
    public static final Setting<Secret> ADMIN_PASSWORD = new Setting<>(
            "ADMIN_PASSWORD",
            "--admin-password",
            null,
            "Password for POST /api/login, whose session makes an administrator too; without one nobody can log in"
                    + " (better in the environment)",
            ValueParser.secret(12));
    public static final Setting<Duration> SHUTDOWN_TIMEOUT = new Setting<>(
            "SHUTDOWN_TIMEOUT",
            "--shutdown-timeout",
            "5s",
            "Longest time a graceful shutdown takes",
            ValueParser.duration(MILLISECOND, HOUR));
    public static final Setting<Duration> SHUTDOWN_DELAY = new Setting<>(
            "SHUTDOWN_DELAY",
            "--shutdown-delay",
            "0s",
            "How long, of that time, /health says draining and everybody is still served, for balancers to notice",
            ValueParser.duration(Duration.ZERO, HOUR));
    public static final Setting<String> LOG_FORMAT = new Setting<>(
            "LOG_FORMAT",
            "--log-format",
            "text",
            "How lines on stderr look: key=value pairs, or a JSON object each",
            ValueParser.matching("text|json", "text or json"));

    private static final List<Setting<?>> INSTANCE_AND_REDIS = List.of(
            PORT,
            HOST,
            INSTANCE_ID,
            EVENT_LOOPS,
            REDIS_URL,
            REDIS_ENABLED,
            REDIS_PUBSUB_ENABLED,
            ENABLE_DISTRIBUTED_CHAT,
            REDIS_CHANNEL_PREFIX,
            REDIS_CACHE_URL,
            REDIS_POOL_SIZE,
            REDIS_MAX_CONNECTIONS,
            REDIS_SOCKET_TIMEOUT,
            REDIS_RETRY_ON_TIMEOUT,
            REDIS_RETRY_ATTEMPTS,
            REDIS_DEGRADED_AFTER,
            REDIS_SHARDED_PUBSUB,
            REDIS_SHARD_URLS,
            REDIS_STREAM_ENABLED,
            REDIS_STREAM_MAX_LENGTH,
            REDIS_STREAM_MAX_AGE,
            REDIS_ENCRYPTION_KEYS,
            SESSION_KEY_PREFIX,
            SESSION_TTL,
            HEARTBEAT_INTERVAL,
            HEARTBEAT_EXPIRY,
            GROUP_EXPIRY,
            ADMIN_TOKEN,
            ADMIN_TOKEN_PREVIOUS);

    private static final List<Setting<?>> OPERATIONS = List.of(
            METRICS_API_KEY, METRICS_API_KEY_PREVIOUS, ADMIN_PASSWORD, SHUTDOWN_TIMEOUT, SHUTDOWN_DELAY, LOG_FORMAT);

    /** In the order in which help shows them. */
    public static final List<Setting<?>> ALL = Stream.of(INSTANCE_AND_REDIS, LimitSettings.ALL, OPERATIONS)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private Settings() {}

    /** All settings as a table in plain text, for {@code --help}. */
    public static String help() {
        StringBuilder help = new StringBuilder("Flags (and environment variables):\n");
        for (Setting<?> setting : ALL) {
            help.append("\n  ")
                    .append(setting.flag())
                    .append(" (")
                    .append(setting.variable())
                    .append(")\n      ");
            help.append(setting.description());
            if (setting.defaultText() != null) {
                help.append("; default: ").append(setting.defaultText());
            }
            help.append("\n      Allowed: ").append(setting.parser().allowed());
        }
        return help.toString();
    }
}
