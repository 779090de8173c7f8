package dev.wsctl.server.broker;

import dev.wsctl.server.config.RedisUrl;
import dev.wsctl.server.config.Secret;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.protocol.KeyLayout;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one instance uses one Redis.
 *
 * @param url where it is
 * @param instanceId part of every connection's name
 * @param keys names of channels and keys
 * @param socketTimeout deadline of each connect and of each command
 * @param retryAttempts how often a message is sent again after a timeout or a broken connection; 0 never
 * @param maxConnections connections in all, the three fixed ones included
 * @param poolSize idle pooled connections that are kept
 * @param degradedAfter how long Redis may be unreachable or deaf before the state is DEGRADED (D7)
 * @param sharded whether rooms use sharded pub/sub, where this is a Cluster
 * @param timings the rest of the clockwork
 * @param encryptionKeys the first encrypts messages, all decrypt; empty: none is encrypted
 * @param streams how rooms are recorded (D6); null if they are not
 */
public record RedisSettings(
        RedisUrl url,
        String instanceId,
        KeyLayout keys,
        Duration socketTimeout,
        int retryAttempts,
        int maxConnections,
        int poolSize,
        Duration degradedAfter,
        boolean sharded,
        Timings timings,
        List<Secret> encryptionKeys,
        @Nullable StreamSettings streams) {

    /**
     * @param echoInterval silence on the subscriber after which the instance pings itself
     * @param echoDeadline time a ping may take to come back before the subscriber counts as deaf
     * @param reconnectMin upper bound of the first reconnect delay; doubles with every failure, jittered
     * @param reconnectMax upper bound of the longest one
     */
    public record Timings(Duration echoInterval, Duration echoDeadline, Duration reconnectMin, Duration reconnectMax) {

        static Timings standard(Duration socketTimeout) {
            Duration deadline =
                    socketTimeout.compareTo(Duration.ofSeconds(2)) < 0 ? Duration.ofSeconds(2) : socketTimeout;
            return new Timings(Duration.ofSeconds(3), deadline, Duration.ofMillis(50), Duration.ofSeconds(5));
        }
    }

    /** The Redis that carries messages. */
    public static RedisSettings messaging(ServerConfig config) {
        return of(config, config.redis().url(), streams(config));
    }

    /** One of the further servers that rooms are spread over (D10). */
    public static RedisSettings shard(ServerConfig config, RedisUrl url) {
        return of(config, url, streams(config));
    }

    private static @Nullable StreamSettings streams(ServerConfig config) {
        ServerConfig.Streams streams = config.streams();
        return streams.enabled() ? new StreamSettings(streams.maxLength(), streams.maxAge()) : null;
    }

    /** The Redis that keeps sessions (C1). */
    public static RedisSettings cache(ServerConfig config) {
        return of(config, config.redis().cacheUrl(), null);
    }

    private static RedisSettings of(ServerConfig config, RedisUrl url, @Nullable StreamSettings streams) {
        ServerConfig.Redis redis = config.redis();
        return new RedisSettings(
                url,
                config.instanceId(),
                new KeyLayout(redis.channelPrefix()),
                redis.socketTimeout(),
                redis.retryOnTimeout() ? redis.retryAttempts() : 0,
                redis.maxConnections(),
                redis.poolSize(),
                redis.degradedAfter(),
                redis.shardedPubSub(),
                Timings.standard(redis.socketTimeout()),
                redis.encryptionKeys(),
                streams);
    }

    /** Whether rooms, where this is a Cluster, are published on the node that serves their slot. */
    boolean bySlot() {
        return sharded || streams != null;
    }

    /** How often deadlines are looked at. */
    Duration tick() {
        long shortest = Math.min(
                socketTimeout.toMillis(), Math.min(timings.echoDeadline().toMillis(), degradedAfter.toMillis()));
        return Duration.ofMillis(Math.max(10, Math.min(250, shortest / 10)));
    }

    public RedisSettings withTimings(Timings other) {
        return new RedisSettings(
                url,
                instanceId,
                keys,
                socketTimeout,
                retryAttempts,
                maxConnections,
                poolSize,
                degradedAfter,
                sharded,
                other,
                encryptionKeys,
                streams);
    }

    /** @param role {@code data}, {@code pub}, {@code sub} or {@code pool} */
    String connectionName(String role) {
        return keys.prefix() + ":" + instanceId + ":" + role;
    }
}
