package dev.wsctl.server.broker;

import dev.wsctl.server.config.RedisUrl;
import io.lettuce.core.RedisURI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a Redis URL becomes what Lettuce understands: {@code redis://}, {@code rediss://}, {@code unix://},
 * {@code redis-sentinel://…#master} and several nodes of a Cluster, with user, password and database; {@code
 * ?ssl_ca_certs=FILE} names the authority to trust, {@code ssl_certfile} and {@code ssl_keyfile} the certificate to show,
 * {@code db=N} the database, {@code sentinel_password} and {@code sentinel_user} what Sentinels ask for. Error messages never repeat the URL, which may hold a password.
 */
final class RedisUris {

    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;

    private RedisUris() {}

    /** How what a URL names hangs together. */
    enum Kind {
        SINGLE,
        SENTINEL,
        CLUSTER
    }

    /**
     * PEM files; null where the URL names none.
     *
     * @param authorities the certificates to trust; null for the JVM's own
     * @param certificate to show to servers that want one
     * @param key of that certificate, PKCS #8 without a password; null exactly when there is none
     */
    record Tls(
            @Nullable Path authorities,
            @Nullable Path certificate,
            @Nullable Path key) {
        static final Tls ORDINARY = new Tls(null, null, null);
    }

    /**
     * @param kind see {@link Kind}
     * @param nodes the server; or the Sentinels; or the nodes of a Cluster that were named
     * @param template for a server that is learnt of later: everything but its address
     * @param masterName what Sentinels call the master; empty otherwise
     * @param tls how to speak TLS, where that is spoken
     */
    record Target(Kind kind, List<RedisURI> nodes, RedisURI template, String masterName, Tls tls) {

        boolean isUnixSocket() {
            return template.getSocket() != null;
        }
    }

    /** @throws IllegalArgumentException if the URL asks for something this server cannot do, in words for the user */
    static Target parse(RedisUrl url) {
        List<Target> parts = new ArrayList<>();
        for (String text : url.secretNodes()) {
            parts.add(parse(text));
        }
        Target first = parts.get(0);
        if (parts.size() == 1) {
            return first;
        }
        List<RedisURI> nodes = new ArrayList<>();
        for (Target part : parts) {
            if (part.kind == Kind.SENTINEL || part.isUnixSocket()) {
                throw new IllegalArgumentException("several nodes must all be redis:// or all rediss://"
                        + " (Sentinels are separated by commas within one URL)");
            }
            nodes.addAll(part.nodes);
        }
        return cluster(nodes, first);
    }

    private static Target parse(String text) {
        int end = text.indexOf("://");
        String scheme = text.substring(0, end).toLowerCase(Locale.ROOT);
        String rest = text.substring(end + 3);
        int at = rest.lastIndexOf('@');
        String credentials = at < 0 ? "" : rest.substring(0, at);
        String place = rest.substring(at + 1);
        int hash = place.indexOf('#');
        String fragment = hash < 0 ? "" : place.substring(hash + 1);
        place = hash < 0 ? place : place.substring(0, hash);
        int question = place.indexOf('?');
        Map<String, String> query = query(question < 0 ? "" : place.substring(question + 1));
        place = question < 0 ? place : place.substring(0, question);
        if (scheme.equals("unix")) {
            RedisURI uri = finish(RedisURI.Builder.socket(place), credentials, query.getOrDefault("db", ""));
            return new Target(Kind.SINGLE, List.of(uri), uri, "", Tls.ORDINARY);
        }
        int slash = place.indexOf('/');
        String[] addresses = (slash < 0 ? place : place.substring(0, slash)).split(",", -1);
        String database = slash < 0 ? query.getOrDefault("db", "") : place.substring(slash + 1);
        boolean tls = scheme.startsWith("rediss");
        if (scheme.endsWith("-sentinel")) {
            return sentinel(addresses, credentials, database, query, fragment, tls);
        }
        List<RedisURI> nodes = new ArrayList<>();
        for (String address : addresses) {
            nodes.add(finish(tcp(address, REDIS_PORT).withSsl(tls), credentials, database));
        }
        Target target = new Target(Kind.SINGLE, nodes, nodes.get(0), "", files(query, tls));
        return nodes.size() == 1 ? target : cluster(nodes, target);
    }

    private static Target cluster(List<RedisURI> nodes, Target like) {
        if (nodes.stream().anyMatch(node -> node.getDatabase() != 0)) {
            throw new IllegalArgumentException("a Redis Cluster has no database but 0");
        }
        return new Target(Kind.CLUSTER, List.copyOf(nodes), like.template, "", like.tls);
    }

    private static Target sentinel(
            String[] addresses,
            String credentials,
            String database,
            Map<String, String> query,
            String fragment,
            boolean tls) {
        String master = fragment.isEmpty() ? query.getOrDefault("sentinelMasterId", "") : fragment;
        if (master.isEmpty()) {
            throw new IllegalArgumentException(
                    "the name of the master is missing; an example is redis-sentinel://host:26379/0#mymaster");
        }
        String password = query.getOrDefault("sentinel_password", "");
        List<RedisURI> sentinels = new ArrayList<>();
        for (String address : addresses) {
            RedisURI.Builder sentinel = tcp(address, SENTINEL_PORT).withSsl(tls);
            if (!password.isEmpty()) {
                login(sentinel, query.getOrDefault("sentinel_user", ""), password);
            }
            sentinels.add(sentinel.build());
        }
        RedisURI template = finish(tcp("sentinel", REDIS_PORT).withSsl(tls), credentials, database);
        return new Target(Kind.SENTINEL, sentinels, template, master, files(query, tls));
    }

    private static RedisURI finish(RedisURI.Builder builder, String credentials, String database) {
        if (!database.isEmpty()) {
            builder.withDatabase(number(database));
        }
        int colon = credentials.indexOf(':');
        if (!credentials.isEmpty()) {
            // redis://secret@host is how some clients write a password alone.
            String user = colon <= 0 ? "" : decode(credentials.substring(0, colon));
            login(builder, user, decode(credentials.substring(colon + 1)));
        }
        return builder.build();
    }

    private static void login(RedisURI.Builder builder, String user, String password) {
        if (user.isEmpty()) {
            builder.withPassword(password.toCharArray());
        } else {
            builder.withAuthentication(user, password.toCharArray());
        }
    }

    private static int number(String database) {
        try {
            return Integer.parseInt(database);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the database must be a number", e);
        }
    }

    private static RedisURI.Builder tcp(String address, int defaultPort) {
        int colon = address.indexOf(':', Math.max(0, address.lastIndexOf(']')));
        String host = colon < 0 ? address : address.substring(0, colon);
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        return RedisURI.Builder.redis(host, colon < 0 ? defaultPort : Integer.parseInt(address.substring(colon + 1)));
    }

    private static Tls files(Map<String, String> query, boolean tls) {
        Tls files = new Tls(file(query, "ssl_ca_certs"), file(query, "ssl_certfile"), file(query, "ssl_keyfile"));
        if (!tls && !files.equals(Tls.ORDINARY)) {
            throw new IllegalArgumentException(
                    "ssl_… in the URL is about TLS, which rediss:// or rediss-sentinel:// asks for");
        }
        if ((files.certificate == null) != (files.key == null)) {
            throw new IllegalArgumentException("ssl_certfile and ssl_keyfile belong together, and one is missing");
        }
        return files;
    }

    private static @Nullable Path file(Map<String, String> query, String name) {
        String file = query.get(name);
        if (file == null) {
            return null;
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("cannot read the file that " + name + " names: " + path);
        }
        return path;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        // In a URL, unlike in a form, a plus sign is a plus sign.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
