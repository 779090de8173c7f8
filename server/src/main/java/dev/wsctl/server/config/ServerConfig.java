package dev.wsctl.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything one instance has been told, valid as a whole. Comes from {@link #resolve}.
 *
 * @param instanceId unique among the instances that share a Redis; {@code [A-Za-z0-9_.-]{1,64}}
 * @param host the address to listen on
 * @param port the TCP port to listen on; 0 takes a free one
 * @param eventLoops threads that serve connections
 * @param redis how to reach Redis, and what for
 * @param streams how rooms are recorded
 * @param sessions how long and where sessions live
 * @param heartbeat how the instance shows the others that it lives
 * @param limits what a client may do
 * @param access who may see what is not for everybody
 * @param shutdown how it goes away
 * @param logFormat {@code text} or {@code json}
 */
public record ServerConfig(
        String instanceId,
        String host,
        int port,
        int eventLoops,
        Redis redis,
        Streams streams,
        Sessions sessions,
        Heartbeat heartbeat,
        Limits limits,
        Access access,
        Shutdown shutdown,
        String logFormat) {

    /**
     * @param enabled whether Redis is used at all
     * @param pubSubEnabled whether messages are exchanged with other instances; never true unless {@code enabled}
     * @param url the Redis that carries messages
     * @param cacheUrl the Redis that keeps sessions (C1); the same as {@code url} unless configured
     * @param channelPrefix what every channel and key of the cluster begins with
     * @param poolSize connections the command pool keeps
     * @param maxConnections connections to Redis this instance may have in all
     * @param socketTimeout the deadline of each connect and each command
     * @param retryOnTimeout whether an idempotent command is tried again after a timeout
     * @param retryAttempts how often it is tried again
     * @param degradedAfter how long Redis may be unreachable or deaf before the instance declares itself local-only
     *     (D7)
     * @param shardedPubSub whether rooms use sharded pub/sub, where {@code url} is a Redis Cluster
     * @param shardUrls further servers that rooms are spread over (D10), {@code url} being the first
     * @param groupExpiry how long a room's members are remembered when no instance confirms them (C2)
     * @param encryptionKeys the first encrypts messages in Redis, all decrypt (C4); empty: none is encrypted
     */
    public record Redis(
            boolean enabled,
            boolean pubSubEnabled,
            RedisUrl url,
            RedisUrl cacheUrl,
            String channelPrefix,
            int poolSize,
            int maxConnections,
            Duration socketTimeout,
            boolean retryOnTimeout,
            int retryAttempts,
            Duration degradedAfter,
            boolean shardedPubSub,
            List<RedisUrl> shardUrls,
            Duration groupExpiry,
            List<Secret> encryptionKeys) {}

    /**
     * D6.
     *
     * @param enabled whether room messages are recorded
     * @param maxLength about how many messages a room's stream keeps
     * @param maxAge how long it keeps them
     */
    public record Streams(boolean enabled, int maxLength, Duration maxAge) {}

    /**
     * @param keyPrefix what a session's key begins with
     * @param ttl how long a session outlives its last use
     */
    public record Sessions(String keyPrefix, Duration ttl) {}

    /**
     * @param interval time between two heartbeats
     * @param expiry age at which the others take the instance for dead
     */
    public record Heartbeat(Duration interval, Duration expiry) {

        /**
         * Age at which the others drop a client that its instance no longer confirms. They look once in an interval, so
         * that counts are right again within the expiry.
         */
        public Duration lease() {
            Duration rest = expiry.minus(interval);
            return rest.compareTo(interval) > 0 ? rest : expiry;
        }
    }

    /**
     * What a client may do, and what it costs the server at most.
     *
     * @param maxMessageBytes largest frame and message a client may send
     * @param maxConnections connections of this instance
     * @param maxConnectionsPerAddress connections from one client address; 0 is no limit
     * @param maxHandshakes connections that have not finished their handshake; the oldest makes room
     * @param handshakeTimeout time from connecting to the end of the handshake
     * @param pingInterval time between two pings to a client
     * @param pongTimeout time a client has to answer a ping
     * @param messagesPerSecond messages a connection may send a second on average; 0 is no limit
     * @param messageBurst messages it may send at once
     * @param queueMessages messages that may wait for a slow reader
     * @param queueMessagesByRoom the same for rooms whose names match a pattern, the first that matches
     * @param queueBytes bytes that may wait for a slow reader
     * @param queueAge how long a message may wait for a slow reader
     * @param allowedOrigins origins a browser may connect from; empty allows every origin
     */
    public record Limits(
            int maxMessageBytes,
            int maxConnections,
            int maxConnectionsPerAddress,
            int maxHandshakes,
            Duration handshakeTimeout,
            Duration pingInterval,
            Duration pongTimeout,
            int messagesPerSecond,
            int messageBurst,
            int queueMessages,
            Map<String, Integer> queueMessagesByRoom,
            int queueBytes,
            Duration queueAge,
            List<String> allowedOrigins) {}

    /**
     * @param delay how long the instance reports that it goes away before it sends anybody away
     * @param timeout the longest it takes in all
     */
    public record Shutdown(Duration delay, Duration timeout) {}

    /**
     * @param metricsKeys keys that open the metrics, the current one first
     * @param adminTokens make who shows one an administrator, the current one first
     * @param adminPassword opens an administrator's session; null if there are none
     */
    public record Access(
            List<Secret> metricsKeys,
            List<Secret> adminTokens,
            @Nullable Secret adminPassword) {}

    /** Whether messages are exchanged with other instances through Redis. */
    public boolean distributed() {
        return redis.enabled() && redis.pubSubEnabled();
    }

    /**
     * Flags win over the environment, the environment over the defaults.
     *
     * @param arguments flags as {@code --name value} or {@code --name=value}; a boolean flag alone means true
     * @throws ConfigException for an unknown flag, a value that is not allowed, or settings that contradict each other
     */
    public static ServerConfig resolve(List<String> arguments, Map<String, String> environment) {
        return resolve(new SettingValues(Flags.parse(arguments), environment));
    }

    static ServerConfig resolve(SettingValues values) {
        boolean redisGiven = values.isGiven(Settings.REDIS_URL);
        Boolean chat = values.getOrNull(Settings.ENABLE_DISTRIBUTED_CHAT);
        boolean wanted = redisGiven || Boolean.TRUE.equals(chat);
        boolean enabled =
                orElse(values.getOrNull(Settings.REDIS_ENABLED), wanted || values.isGiven(Settings.REDIS_CACHE_URL));
        boolean pubSub = orElse(values.getOrNull(Settings.REDIS_PUBSUB_ENABLED), wanted);
        if (Boolean.TRUE.equals(chat) && !enabled) {
            throw new ConfigException("ENABLE_DISTRIBUTED_CHAT=true needs Redis, but REDIS_ENABLED=false"
                    + " (set one of them the other way)");
        }
        if (Boolean.TRUE.equals(chat) && !pubSub) {
            throw new ConfigException("ENABLE_DISTRIBUTED_CHAT=true needs REDIS_PUBSUB_ENABLED=true"
                    + " (set one of them the other way)");
        }
        RedisUrl url = values.get(Settings.REDIS_URL);
        String prefix = values.get(Settings.REDIS_CHANNEL_PREFIX);
        Redis redis = new Redis(
                enabled,
                enabled && pubSub && !Boolean.FALSE.equals(chat),
                url,
                orElse(values.getOrNull(Settings.REDIS_CACHE_URL), url),
                prefix,
                values.get(Settings.REDIS_POOL_SIZE),
                values.get(Settings.REDIS_MAX_CONNECTIONS),
                values.get(Settings.REDIS_SOCKET_TIMEOUT),
                values.get(Settings.REDIS_RETRY_ON_TIMEOUT),
                values.get(Settings.REDIS_RETRY_ATTEMPTS),
                values.get(Settings.REDIS_DEGRADED_AFTER),
                values.get(Settings.REDIS_SHARDED_PUBSUB),
                orElse(values.getOrNull(Settings.REDIS_SHARD_URLS), List.of()),
                values.get(Settings.GROUP_EXPIRY),
                orElse(values.getOrNull(Settings.REDIS_ENCRYPTION_KEYS), List.of()));
        requireInOrder(values, Settings.REDIS_POOL_SIZE, Settings.REDIS_MAX_CONNECTIONS);
        Heartbeat heartbeat =
                new Heartbeat(values.get(Settings.HEARTBEAT_INTERVAL), values.get(Settings.HEARTBEAT_EXPIRY));
        requireInOrder(values, Settings.HEARTBEAT_INTERVAL, Settings.HEARTBEAT_EXPIRY);
        return new ServerConfig(
                orElse(values.getOrNull(Settings.INSTANCE_ID), InstanceIds.unique()),
                values.get(Settings.HOST),
                values.get(Settings.PORT),
                orElse(
                        values.getOrNull(Settings.EVENT_LOOPS),
                        Runtime.getRuntime().availableProcessors()),
                redis,
                new Streams(
                        values.get(Settings.REDIS_STREAM_ENABLED),
                        values.get(Settings.REDIS_STREAM_MAX_LENGTH),
                        values.get(Settings.REDIS_STREAM_MAX_AGE)),
                new Sessions(
                        orElse(values.getOrNull(Settings.SESSION_KEY_PREFIX), prefix + ":session:"),
                        values.get(Settings.SESSION_TTL)),
                heartbeat,
                limits(values),
                access(values),
                shutdown(values),
                values.get(Settings.LOG_FORMAT));
    }

    private static Shutdown shutdown(SettingValues values) {
        requireInOrder(values, Settings.SHUTDOWN_DELAY, Settings.SHUTDOWN_TIMEOUT);
        return new Shutdown(values.get(Settings.SHUTDOWN_DELAY), values.get(Settings.SHUTDOWN_TIMEOUT));
    }

    private static Access access(SettingValues values) {
        return new Access(
                rotating(values, Settings.METRICS_API_KEY, Settings.METRICS_API_KEY_PREVIOUS),
                rotating(values, Settings.ADMIN_TOKEN, Settings.ADMIN_TOKEN_PREVIOUS),
                values.getOrNull(Settings.ADMIN_PASSWORD));
    }

    /** The current one, and the one before while that is to stay valid. */
    private static List<Secret> rotating(SettingValues values, Setting<Secret> current, Setting<Secret> previous) {
        Secret now = values.getOrNull(current);
        Secret before = values.getOrNull(previous);
        if (now == null && before != null) {
            throw new ConfigException(
                    previous.variable() + " without " + current.variable() + " (set the current one too)");
        }
        return Stream.of(Optional.ofNullable(now), Optional.ofNullable(before))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Limits limits(SettingValues values) {
        requireInOrder(values, LimitSettings.PONG_TIMEOUT, LimitSettings.PING_INTERVAL);
        return new Limits(
                values.get(LimitSettings.MAX_MESSAGE_BYTES),
                values.get(LimitSettings.MAX_CONNECTIONS),
                values.get(LimitSettings.MAX_CONNECTIONS_PER_ADDRESS),
                values.get(LimitSettings.MAX_HANDSHAKES),
                values.get(LimitSettings.HANDSHAKE_TIMEOUT),
                values.get(LimitSettings.PING_INTERVAL),
                values.get(LimitSettings.PONG_TIMEOUT),
                values.get(LimitSettings.MESSAGES_PER_SECOND),
                values.get(LimitSettings.MESSAGE_BURST),
                values.get(LimitSettings.QUEUE_MESSAGES),
                values.get(LimitSettings.QUEUE_MESSAGES_BY_ROOM),
                values.get(LimitSettings.QUEUE_BYTES),
                values.get(LimitSettings.QUEUE_AGE),
                orElse(values.getOrNull(LimitSettings.ALLOWED_ORIGINS), List.of()));
    }

    private static <T extends Comparable<T>> void requireInOrder(
            SettingValues values, Setting<T> smaller, Setting<T> larger) {
        if (values.get(smaller).compareTo(values.get(larger)) > 0) {
            throw new ConfigException(values.describe(smaller) + " must not be more than " + values.describe(larger));
        }
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
