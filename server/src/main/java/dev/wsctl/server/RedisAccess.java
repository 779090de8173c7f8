package dev.wsctl.server;

import dev.wsctl.server.broker.Broker;
import dev.wsctl.server.broker.LocalBroker;
import dev.wsctl.server.broker.RedisBroker;
import dev.wsctl.server.broker.RedisConnections;
import dev.wsctl.server.broker.RedisData;
import dev.wsctl.server.broker.RedisSettings;
import dev.wsctl.server.broker.ShardedBroker;
import dev.wsctl.server.config.ConfigException;
import dev.wsctl.server.config.RedisUrl;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.protocol.MessageIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis this instance uses for what: messages and heartbeats at one, sessions at the other, which may be the same
 * (C1); messages perhaps at several (D10), of which the first keeps the heartbeats. The limit of connections holds for all
 * together; the pool belongs to sessions.
 *
 * @param messaging carry messages, each its share of the rooms; none when the instance exchanges none
 * @param cluster keeps heartbeats; null likewise
 * @param sessions keeps sessions; null when Redis is disabled
 */
record RedisAccess(
        List<RedisConnections> messaging,
        @Nullable RedisData cluster,
        @Nullable RedisData sessions,
        Set<RedisConnections> all) {

    /** @throws ConfigException if a URL asks for something this server cannot do */
    static RedisAccess open(ServerConfig config) {
        ServerConfig.Redis redis = config.redis();
        if (!redis.enabled()) {
            return new RedisAccess(List.of(), null, null, Set.of());
        }
        if (!config.distributed()) {
            RedisConnections cache = connections("REDIS_CACHE_URL", () -> RedisSettings.cache(config));
            return new RedisAccess(List.of(), null, new RedisData(cache, 1).logged(), Set.of(cache));
        }
        boolean sameForSessions = redis.cacheUrl().equals(redis.url());
        // One that publishes and one that is subscribed at each server, and one for data at one or two of them.
        int fixed = 2 * (1 + redis.shardUrls().size()) + (sameForSessions ? 1 : 2);
        if (redis.maxConnections() <= fixed) {
            throw new ConfigException("REDIS_MAX_CONNECTIONS must be at least " + (fixed + 1) + " here (" + fixed
                    + " fixed connections and one for transactions)");
        }
        List<RedisConnections> messaging = messaging(config);
        RedisConnections first = messaging.get(0);
        Set<RedisConnections> all = new LinkedHashSet<>(messaging);
        RedisData data = new RedisData(first, fixed);
        if (sameForSessions) {
            return new RedisAccess(messaging, data, data, all);
        }
        RedisConnections cache = connections("REDIS_CACHE_URL", () -> RedisSettings.cache(config));
        all.add(cache);
        return new RedisAccess(messaging, data, new RedisData(cache, fixed).logged(), all);
    }

    private static List<RedisConnections> messaging(ServerConfig config) {
        List<RedisUrl> urls = new ArrayList<>();
        urls.add(config.redis().url());
        urls.addAll(config.redis().shardUrls());
        if (new HashSet<>(urls).size() < urls.size()) {
            throw new ConfigException("REDIS_SHARD_URLS names a server twice, or the one of REDIS_URL"
                    + " (it names only the further ones)");
        }
        List<RedisConnections> messaging = new ArrayList<>();
        messaging.add(connections("REDIS_URL", () -> RedisSettings.messaging(config)));
        for (RedisUrl url : config.redis().shardUrls()) {
            messaging.add(connections("REDIS_SHARD_URLS", () -> RedisSettings.shard(config, url)));
        }
        return List.copyOf(messaging);
    }

    /** What carries messages between instances. */
    Broker broker(MessageIds ids) {
        List<RedisBroker> brokers = messaging.stream()
                .map(connections -> new RedisBroker(connections, ids))
                .toList();
        return switch (brokers.size()) {
            case 0 -> new LocalBroker();
            case 1 -> brokers.get(0);
            default -> new ShardedBroker(brokers);
        };
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
