package dev.wsctl.server.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link EmbeddedRedis} to start. Every method returns this object. Not thread-safe; copied on start. */
public final class EmbeddedRedisOptions {

    private int port;
    private String password = "";
    private @Nullable Path directory;
    private boolean sentinel;
    private boolean unixSocket;
    private boolean appendOnly;
    private boolean tls;
    private final List<String> lines = new ArrayList<>();

    EmbeddedRedisOptions() {}

    EmbeddedRedisOptions copy() {
        EmbeddedRedisOptions copy = new EmbeddedRedisOptions();
        copy.port = port;
        copy.password = password;
        copy.directory = directory;
        copy.sentinel = sentinel;
        copy.unixSocket = unixSocket;
        copy.appendOnly = appendOnly;
        copy.tls = tls;
        copy.lines.addAll(lines);
        return copy;
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    @Nullable Path directory() {
        return directory;
    }

    boolean isSentinel() {
        return sentinel;
    }

    boolean isTls() {
        return tls;
    }

    /** A fixed port; 0, the default, takes a free one. */
    public EmbeddedRedisOptions port(int port) {
        this.port = port;
        return this;
    }

    /** {@code requirepass}: letters, digits and URL-safe signs only. */
    public EmbeddedRedisOptions password(String password) {
        this.password = password;
        return this;
    }

    /** Adds an ACL user, for example {@code aclUser("ada on >secret ~chat:* &chat:* +@all")}. */
    public EmbeddedRedisOptions aclUser(String rule) {
        return config("user " + rule);
    }

    /** Such as {@code 64mb}. */
    public EmbeddedRedisOptions maxMemory(String amount) {
        return config("maxmemory " + amount);
    }

    /** Listens on {@link EmbeddedRedis#unixSocket()} as well. */
    public EmbeddedRedisOptions unixSocket() {
        unixSocket = true;
        return this;
    }

    /** Keeps data over restarts in an append-only file. */
    public EmbeddedRedisOptions appendOnly() {
        appendOnly = true;
        return this;
    }

    /** An existing directory for data files, not removed on close. */
    public EmbeddedRedisOptions directory(Path directory) {
        this.directory = directory;
        return this;
    }

    /** Runs as a node of a Redis Cluster; joining the nodes and dealing out the slots is the caller's. */
    public EmbeddedRedisOptions clusterNode() {
        return config("cluster-enabled yes").config("cluster-node-timeout 2000");
    }

    /** Runs as a Sentinel that watches a master under this name; by TLS if this was told {@link #tls} before. */
    public EmbeddedRedisOptions sentinelOf(String name, EmbeddedRedis master, int quorum) {
        sentinel = true;
        int masterPort = tls ? master.tlsPort() : master.port();
        return config("sentinel monitor " + name + " " + master.host() + " " + masterPort + " " + quorum);
    }

    /**
     * Speaks TLS on a port of its own as well, {@link EmbeddedRedis#tlsPort}.
     *
     * @param certificate its own, a PEM file
     * @param key the private key of that, a PEM file
     * @param authorities PEM file of those whose certificates are trusted
     */
    public EmbeddedRedisOptions tls(Path certificate, Path key, Path authorities) {
        tls = true;
        return config("tls-cert-file \"" + certificate + "\"")
                .config("tls-key-file \"" + key + "\"")
                .config("tls-ca-cert-file \"" + authorities + "\"");
    }

    /** Adds a line of redis.conf. */
    public EmbeddedRedisOptions config(String line) {
        lines.add(line);
        return this;
    }

    String render(int port, int tlsPort, Path directory, Path socket) {
        List<String> all = new ArrayList<>();
        all.add("bind 127.0.0.1");
        all.add("port " + port);
        all.add("dir \"" + directory + "\"");
        all.add("daemonize no");
        if (tls) {
            all.add("tls-port " + tlsPort);
        }
        if (unixSocket) {
            all.add("unixsocket \"" + socket + "\"");
            all.add("unixsocketperm 700");
        }
        if (!password.isEmpty()) {
            all.add("requirepass \"" + password + "\"");
        }
        if (!sentinel) {
            all.add("save \"\"");
            all.add("appendonly " + (appendOnly ? "yes" : "no"));
        }
        all.addAll(lines);
        return String.join("\n", all) + "\n";
    }
}
