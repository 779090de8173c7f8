package dev.wsctl.cli.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis, and how to get in.
 *
 * @param endpoints one for a single server; the sentinels; or any nodes of the cluster
 * @param user null means the default user
 * @param database ignored by a cluster, which has only 0
 * @param sentinel what to ask the sentinels for; null unless {@code topology} is SENTINEL
 * @param further servers that know nothing of this one and each other; rooms are spread over this one and these, in this
 *     order (docs/protocol.md)
 */
public record RedisTarget(
        Topology topology,
        List<Endpoint> endpoints,
        Tls tls,
        @Nullable String user,
        @Nullable Secret password,
        int database,
        @Nullable Sentinel sentinel,
        List<RedisTarget> further) {
    public enum Topology {
        SINGLE,
        SENTINEL,
        CLUSTER
    }

    /**
     * @param caFile PEM file with the certificates to trust; null means the JVM's own list
     * @param certFile PEM file with our own certificate, for servers that want one; null for none
     * @param keyFile PEM file with its key, PKCS #8 without a password; null exactly when {@code certFile} is
     */
    public record Tls(
            boolean enabled,
            @Nullable String caFile,
            boolean insecure,
            @Nullable String certFile,
            @Nullable String keyFile) {
        public static final Tls OFF = new Tls(false, null, false, null, null);
        public static final Tls ON = new Tls(true, null, false, null, null);

        /** Without a certificate of our own. */
        public Tls(boolean enabled, @Nullable String caFile, boolean insecure) {
            this(enabled, caFile, insecure, null, null);
        }

        public Tls trusting(@Nullable String newCaFile) {
            return new Tls(enabled, newCaFile, insecure, certFile, keyFile);
        }

        public Tls trustingAnything() {
            return new Tls(enabled, caFile, true, certFile, keyFile);
        }

        public Tls as(String newCertFile, String newKeyFile) {
            return new Tls(enabled, caFile, insecure, newCertFile, newKeyFile);
        }
    }

    /**
     * @param master the name the sentinels know the master by
     * @param user for the sentinels themselves; null means the default user
     * @param password for the sentinels themselves; null when they want none
     */
    public record Sentinel(
            String master, @Nullable String user, @Nullable Secret password) {}

    public RedisTarget {
        endpoints = List.copyOf(endpoints);
        further = List.copyOf(further);
    }

    public RedisTarget withCredentials(@Nullable String newUser, @Nullable Secret newPassword) {
        return new RedisTarget(topology, endpoints, tls, newUser, newPassword, database, sentinel, further);
    }

    public RedisTarget withTls(Tls newTls) {
        return new RedisTarget(topology, endpoints, newTls, user, password, database, sentinel, further);
    }

    public RedisTarget withFurther(List<RedisTarget> servers) {
        return new RedisTarget(topology, endpoints, tls, user, password, database, sentinel, servers);
    }

    /** This server, and the further ones behind it. */
    public List<RedisTarget> servers() {
        List<RedisTarget> all = new ArrayList<>();
        all.add(further.isEmpty() ? this : withFurther(List.of()));
        all.addAll(further);
        return all;
    }

    /** The URL without anything secret: safe to print. Those of several servers with {@code |} between them. */
    public String display() {
        StringBuilder text = new StringBuilder(own());
        further.forEach(server -> text.append(" | ").append(server.display()));
        return text.toString();
    }

    private String own() {
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
        if (sentinel != null) {
            text.append('#').append(sentinel.master());
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
