package dev.wsctl.server;

import dev.wsctl.server.broker.RedisConnections;
import dev.wsctl.server.broker.RedisData;
import dev.wsctl.server.broker.RedisSettings;
import dev.wsctl.server.config.ConfigException;
import dev.wsctl.server.config.ServerConfig;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis this instance uses for what: messages and heartbeats at one, sessions at the other, which may be the same
 * (C1). The limit of connections holds for both together; the pool belongs to sessions.
 *
 * @param messaging carries messages; null when the instance exchanges none
 * @param cluster keeps heartbeats; null likewise
 * @param sessions keeps sessions; null when Redis is disabled
 */
record RedisAccess(
        @Nullable RedisConnections messaging,
        @Nullable RedisData cluster,
        @Nullable RedisData sessions,
        Set<RedisConnections> all) {

    /** @throws ConfigException if a URL asks for something this server cannot do */
    static RedisAccess open(ServerConfig config) {
        ServerConfig.Redis redis = config.redis();
        if (!redis.enabled()) {
            return new RedisAccess(null, null, null, Set.of());
        }
        if (!config.distributed()) {
            RedisConnections cache = connections("REDIS_CACHE_URL", () -> RedisSettings.cache(config));
            return new RedisAccess(null, null, new RedisData(cache, 1), Set.of(cache));
        }
        if (redis.maxConnections() < 5 && !redis.cacheUrl().equals(redis.url())) {
            throw new ConfigException("REDIS_MAX_CONNECTIONS must be at least 5 when sessions have a Redis of their own"
                    + " (four fixed connections and one for transactions)");
        }
        RedisConnections messaging = connections("REDIS_URL", () -> RedisSettings.messaging(config));
        if (redis.cacheUrl().equals(redis.url())) {
            RedisData data = new RedisData(messaging, 3);
            return new RedisAccess(messaging, data, data, Set.of(messaging));
        }
        RedisConnections cache = connections("REDIS_CACHE_URL", () -> RedisSettings.cache(config));
        Set<RedisConnections> both = new LinkedHashSet<>();
        both.add(cache);
        both.add(messaging);
        return new RedisAccess(messaging, new RedisData(messaging, 4), new RedisData(cache, 4), both);
    }

    private static RedisConnections connections(String setting, Supplier<RedisSettings> settings) {
        try {
            return new RedisConnections(settings.get());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(setting + ": " + e.getMessage());
        }
    }

    /** Begins connecting for data; returns at once. */
    void start() {
        data().forEach(RedisData::start);
    }

    private Stream<RedisData> data() {
        return Stream.of(cluster, sessions)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct();
    }

    void close() {
        data().forEach(RedisData::close);
        all.forEach(RedisConnections::close);
    }
}
