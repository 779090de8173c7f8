package dev.wsctl.cli.model;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * One Redis server, or the sum of a cluster's masters, as INFO describes it. What a server doesn't tell is empty.
 *
 * @param product {@code Redis} or {@code Valkey}
 * @param role "master", "replica" or "cluster"
 * @param master where a replica copies from; empty for others
 * @param connectedClients without wsctl's own connections
 */
public record RedisFacts(
        String product,
        String version,
        String role,
        String master,
        Duration uptime,
        int nodes,
        OptionalLong connectedClients,
        OptionalLong maxClients,
        OptionalLong blockedClients,
        OptionalLong totalConnections,
        OptionalLong rejectedConnections,
        OptionalLong usedMemory,
        OptionalLong peakMemory,
        OptionalLong maxMemory,
        OptionalLong opsPerSecond,
        OptionalLong totalCommands,
        OptionalLong evictedKeys,
        OptionalLong expiredKeys,
        OptionalLong pubsubChannels,
        OptionalLong pubsubPatterns,
        OptionalLong replicas,
        OptionalLong keys) {
    /** @param ownConnections how many of the connected clients are ours */
    public static RedisFacts of(Info info, int ownConnections) {
        String role = info.text("role", "unknown");
        boolean valkey = info.is("server_name", "valkey");
        return new RedisFacts(
                valkey ? "Valkey" : "Redis",
                info.text(valkey ? "valkey_version" : "redis_version", "?"),
                role.equals("slave") ? "replica" : role,
                role.equals("slave") ? info.text("master_host", "?") + ":" + info.text("master_port", "?") : "",
                Duration.ofSeconds(info.number("uptime_in_seconds").orElse(0)),
                1,
                less(info.number("connected_clients"), ownConnections),
                info.number("maxclients"),
                info.number("blocked_clients"),
                info.number("total_connections_received"),
                info.number("rejected_connections"),
                info.number("used_memory"),
                info.number("used_memory_peak"),
                info.number("maxmemory"),
                info.number("instantaneous_ops_per_sec"),
                info.number("total_commands_processed"),
                info.number("evicted_keys"),
                info.number("expired_keys"),
                info.number("pubsub_channels"),
                info.number("pubsub_patterns"),
                info.number("connected_slaves"),
                OptionalLong.of(keys(info)));
    }

    /** This and another master of the same cluster. */
    public RedisFacts plus(RedisFacts other) {
        return new RedisFacts(
                product,
                version,
                "cluster",
                "",
                uptime.compareTo(other.uptime) <= 0 ? uptime : other.uptime,
                nodes + other.nodes,
                sum(connectedClients, other.connectedClients),
                sum(maxClients, other.maxClients),
                sum(blockedClients, other.blockedClients),
                sum(totalConnections, other.totalConnections),
                sum(rejectedConnections, other.rejectedConnections),
                sum(usedMemory, other.usedMemory),
                sum(peakMemory, other.peakMemory),
                sum(maxMemory, other.maxMemory),
                sum(opsPerSecond, other.opsPerSecond),
                sum(totalCommands, other.totalCommands),
                sum(evictedKeys, other.evictedKeys),
                sum(expiredKeys, other.expiredKeys),
                sum(pubsubChannels, other.pubsubChannels),
                sum(pubsubPatterns, other.pubsubPatterns),
                sum(replicas, other.replicas),
                sum(keys, other.keys));
    }

    /** The same, of a cluster of which only one master answered, too. */
    public RedisFacts ofCluster() {
        return new RedisFacts(
                product,
                version,
                "cluster",
                "",
                uptime,
                nodes,
                connectedClients,
                maxClients,
                blockedClients,
                totalConnections,
                rejectedConnections,
                usedMemory,
                peakMemory,
                maxMemory,
                opsPerSecond,
                totalCommands,
                evictedKeys,
                expiredKeys,
                pubsubChannels,
                pubsubPatterns,
                replicas,
                keys);
    }

    private static OptionalLong less(OptionalLong value, int own) {
        return value.isPresent() ? OptionalLong.of(Math.max(0, value.getAsLong() - own)) : value;
    }

    private static OptionalLong sum(OptionalLong a, OptionalLong b) {
        return a.isPresent() && b.isPresent() ? OptionalLong.of(a.getAsLong() + b.getAsLong()) : OptionalLong.empty();
    }

    /** Over all databases: lines like {@code db0:keys=12,expires=3,avg_ttl=0}. */
    private static long keys(Info info) {
        long keys = 0;
        for (var field : info.fields().entrySet()) {
            String value = field.getValue();
            if (field.getKey().startsWith("db") && value.startsWith("keys=")) {
                int comma = value.indexOf(',');
                keys += Long.parseLong(value.substring(5, comma < 0 ? value.length() : comma));
            }
        }
        return keys;
    }
}
