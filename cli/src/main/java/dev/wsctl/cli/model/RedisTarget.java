package dev.wsctl.cli.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis, and how to get in.
 *
 * @param endpoints one for a single server; the sentinels; or any nodes of the cluster
 * @param user null means the default user
 * @param database ignored by a cluster, which has only 0
 * @param masterName the name the sentinels know the master by; null unless {@code topology} is SENTINEL
 */
public record RedisTarget(
        Topology topology,
        List<Endpoint> endpoints,
        Tls tls,
        @Nullable String user,
        @Nullable Secret password,
        int database,
        @Nullable String masterName) {
    public enum Topology {
        SINGLE,
        SENTINEL,
        CLUSTER
    }

    /** @param caFile PEM file with the certificates to trust; null means the JVM's own list */
    public record Tls(boolean enabled, @Nullable String caFile, boolean insecure) {
        public static final Tls OFF = new Tls(false, null, false);
    }

    public RedisTarget {
        endpoints = List.copyOf(endpoints);
    }

    public RedisTarget withCredentials(@Nullable String newUser, @Nullable Secret newPassword) {
        return new RedisTarget(topology, endpoints, tls, newUser, newPassword, database, masterName);
    }

    public RedisTarget withTls(Tls newTls) {
        return new RedisTarget(topology, endpoints, newTls, user, password, database, masterName);
    }

    /** The URL without anything secret: safe to print. */
    public String display() {
        if (endpoints.get(0) instanceof Endpoint.Unix unix) {
            return "unix://" + unix.path() + (database == 0 ? "" : "?db=" + database);
        }
        StringBuilder text = new StringBuilder(scheme());
        if (user != null) {
            text.append(user).append('@');
        }
        for (int i = 0; i < endpoints.size(); i++) {
            text.append(i == 0 ? "" : ",").append(endpoints.get(i).display());
        }
        if (topology != Topology.CLUSTER) {
            text.append('/').append(database);
        }
        if (masterName != null) {
            text.append('#').append(masterName);
        }
        return text.toString();
    }

    private String scheme() {
        if (topology == Topology.SENTINEL) {
            return tls.enabled() ? "rediss-sentinel://" : "redis-sentinel://";
        }
        return tls.enabled() ? "rediss://" : "redis://";
    }

    @Override
    public String toString() {
        return display();
    }
}
