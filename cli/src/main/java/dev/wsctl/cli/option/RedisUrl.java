package dev.wsctl.cli.option;

import dev.wsctl.cli.exit.WsctlException;
import dev.wsctl.cli.model.Endpoint;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.model.RedisTarget.Tls;
import dev.wsctl.cli.model.RedisTarget.Topology;
import dev.wsctl.cli.model.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code redis://[user[:password]@]host[:port][,host…][/db]}, {@code rediss://…}, {@code redis-sentinel://…/db#master}
 * and {@code unix:///path[?db=n]}: what the server reads in REDIS_URL. Several nodes of a cluster may also be whole URLs with
 * commas between them. {@code ?ssl_ca_certs=FILE} names the authority to trust, {@code ssl_certfile} and
 * {@code ssl_keyfile} the certificate to show, {@code ?sentinel_user} and {@code
 * ?sentinel_password} are for the sentinels themselves. Errors name the part that is wrong and repeat neither user nor
 * password.
 *
 * <p>{@code redis://secret@host} carries a password and no user; {@code redis://me:secret@host} both.
 */
public final class RedisUrl {
    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;
    private static final String EXAMPLE = "redis://user:password@host:6379/0";

    private final String source;

    private RedisUrl(String source) {
        this.source = source;
    }

    /** @param source where the URL was given, for messages: {@code --redis} or {@code REDIS_URL} */
    public static RedisTarget parse(String url, String source) {
        RedisUrl reader = new RedisUrl(source);
        // A password may hold commas: nodes are parted only where another scheme follows.
        List<RedisTarget> nodes = Arrays.stream(url.strip().split(",(?=[a-z-]+://)", -1))
                .map(reader::one)
                .toList();
        return nodes.size() == 1 ? nodes.get(0) : reader.cluster(nodes);
    }

    /** One server or several independent ones, with {@code |} between their URLs. */
    public static List<RedisTarget> parseAll(String urls, String source) {
        return Arrays.stream(urls.split("\\|", -1))
                .map(url -> parse(url, source))
                .toList();
    }

    private RedisTarget cluster(List<RedisTarget> nodes) {
        RedisTarget first = nodes.get(0);
        List<Endpoint> endpoints = new ArrayList<>();
        for (RedisTarget node : nodes) {
            boolean alike = node.topology() != Topology.SENTINEL
                    && node.endpoints().get(0) instanceof Endpoint.Tcp
                    && node.tls().equals(first.tls());
            if (!alike) {
                throw wrong(
                        "names nodes that can't belong to one cluster",
                        "all redis:// or all rediss://; sentinels within one URL; | between independent servers");
            }
            endpoints.addAll(node.endpoints());
        }
        return new RedisTarget(
                Topology.CLUSTER, endpoints, first.tls(), first.user(), first.password(), 0, null, List.of());
    }

    private RedisTarget one(String url) {
        int end = url.indexOf("://");
        if (end < 0) {
            throw wrong(
                    "has no scheme: it must start with redis://, rediss://, redis-sentinel:// or unix://",
                    url.contains("@") || url.contains(",") ? EXAMPLE : "redis://" + url);
        }
        String scheme = url.substring(0, end);
        String rest = url.substring(end + 3);
        return switch (scheme) {
            case "redis" -> network(rest, Topology.SINGLE, Tls.OFF);
            case "rediss" -> network(rest, Topology.SINGLE, Tls.ON);
            case "redis-sentinel" -> network(rest, Topology.SENTINEL, Tls.OFF);
            case "rediss-sentinel" -> network(rest, Topology.SENTINEL, Tls.ON);
            case "unix", "redis-socket", "redis+socket" -> unix(rest);
            case "http", "https", "ws", "wss" ->
                throw wrong("has the scheme " + scheme + "://, which is for web servers", EXAMPLE);
            default ->
                throw wrong(
                        "has the unknown scheme " + scheme + "://",
                        "redis://, rediss://, redis-sentinel:// or unix://");
        };
    }

    private RedisTarget network(String rest, Topology topology, Tls tls) {
        String text = rest;
        String master = null;
        int at = text.lastIndexOf('@');
        Credentials credentials = at < 0 ? Credentials.NONE : credentials(text.substring(0, at));
        text = text.substring(at + 1);
        int hash = text.indexOf('#');
        if (hash >= 0) {
            master = text.substring(hash + 1);
            text = text.substring(0, hash);
        }
        int query = text.indexOf('?');
        String parameters = query < 0 ? "" : text.substring(query + 1);
        text = query < 0 ? text : text.substring(0, query);
        int slash = text.indexOf('/');
        String database = slash < 0 ? parameter(parameters, "db") : text.substring(slash + 1);
        List<Endpoint> endpoints = endpoints(
                slash < 0 ? text : text.substring(0, slash),
                topology == Topology.SENTINEL ? SENTINEL_PORT : REDIS_PORT);
        if (topology == Topology.SENTINEL) {
            String named = master == null ? parameter(parameters, "sentinelMasterId") : master;
            if (named.isEmpty()) {
                throw wrong(
                        "doesn't name the master the sentinels look after", "redis-sentinel://host:26379/0#mymaster");
            }
            String user = decode(parameter(parameters, "sentinel_user"), "sentinel_user");
            RedisTarget.Sentinel sentinel = new RedisTarget.Sentinel(
                    named, user.isEmpty() ? null : user, secret(parameter(parameters, "sentinel_password")));
            return target(topology, endpoints, trusting(tls, parameters), credentials, database(database), sentinel);
        }
        Topology found = endpoints.size() > 1 ? Topology.CLUSTER : topology;
        return target(found, endpoints, trusting(tls, parameters), credentials, database(database), null);
    }

    private Tls trusting(Tls tls, String parameters) {
        String authorities = file(tls, parameters, "ssl_ca_certs");
        String certificate = file(tls, parameters, "ssl_certfile");
        String key = file(tls, parameters, "ssl_keyfile");
        if (certificate.isEmpty() != key.isEmpty()) {
            throw wrong("has only one of ssl_certfile and ssl_keyfile", "both, or --cert and --key");
        }
        Tls trusting = authorities.isEmpty() ? tls : tls.trusting(authorities);
        return certificate.isEmpty() ? trusting : trusting.as(certificate, key);
    }

    private String file(Tls tls, String parameters, String name) {
        String file = decode(parameter(parameters, name), name);
        if (!file.isEmpty() && !tls.enabled()) {
            throw wrong("has " + name + ", which is about TLS", "rediss:// instead of redis://");
        }
        return file;
    }

    private RedisTarget unix(String rest) {
        int at = rest.indexOf('@');
        Credentials credentials = at < 0 ? Credentials.NONE : credentials(rest.substring(0, at));
        String text = rest.substring(at + 1);
        int query = text.indexOf('?');
        String path = query < 0 ? text : text.substring(0, query);
        if (!path.startsWith("/")) {
            throw wrong("has no absolute path to the socket", "unix:///run/redis/redis.sock");
        }
        String database = query < 0 ? "" : parameter(text.substring(query + 1), "db");
        return target(
                Topology.SINGLE, List.of(new Endpoint.Unix(path)), Tls.OFF, credentials, database(database), null);
    }

    private static RedisTarget target(
            Topology topology,
            List<Endpoint> endpoints,
            Tls tls,
            Credentials credentials,
            int database,
            RedisTarget.@Nullable Sentinel sentinel) {
        return new RedisTarget(
                topology, endpoints, tls, credentials.user, credentials.password, database, sentinel, List.of());
    }

    private record Credentials(
            @Nullable String user, @Nullable Secret password) {
        static final Credentials NONE = new Credentials(null, null);
    }

    private Credentials credentials(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new Credentials(null, secret(text));
        }
        String user = decode(text.substring(0, colon), "user");
        return new Credentials(user.isEmpty() ? null : user, secret(text.substring(colon + 1)));
    }

    private @Nullable Secret secret(String encoded) {
        return encoded.isEmpty() ? null : new Secret(decode(encoded, "password"));
    }

    private String decode(String encoded, String part) {
        try {
            // A plus sign in a password is a plus sign: this is no web form.
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong("has a % in its " + part + " that isn't followed by two hex digits", "%25 for a percent sign");
        }
    }

    private List<Endpoint> endpoints(String text, int defaultPort) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            endpoints.add(endpoint(part, defaultPort));
        }
        return endpoints;
    }

    private Endpoint endpoint(String part, int defaultPort) {
        int bracket = part.lastIndexOf(']');
        int colon = part.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? part : part.substring(0, colon);
        if (host.startsWith("[") && bracket > 0) {
            host = part.substring(1, bracket);
        }
        if (host.isEmpty()) {
            throw wrong("has no host", EXAMPLE);
        }
        if (host.chars().anyMatch(c -> c <= ' ' || c == '[' || c == ']' || c == '\\' || c == '"')) {
            throw wrong("has a host with a character that no host name has", EXAMPLE);
        }
        return new Endpoint.Tcp(host, colon < 0 ? defaultPort : port(part.substring(colon + 1)));
    }

    private int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with a number out of range.
        }
        // What stands here may be the tail of a password with an unescaped '@' or '/': don't repeat it.
        throw wrong(
                "has a port that isn't a number from 1 to 65535",
                "redis://host:6379; @ / : in a password need %40 %2F %3A");
    }

    private int database(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        try {
            int database = Integer.parseInt(text);
            if (database >= 0) {
                return database;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with a negative number.
        }
        throw wrong("has a database that isn't a number", "redis://host:6379/0");
    }

    private static String parameter(String parameters, String name) {
        for (String pair : parameters.split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return "";
    }

    private WsctlException wrong(String what, String hint) {
        return WsctlException.usage("the URL in " + source + " " + what, hint);
    }
}
