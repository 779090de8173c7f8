package dev.wsctl.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One Redis, or the nodes of one Cluster, as given by the user. Printing it never shows credentials: only
 * {@link #secretText()} does, for the client library.
 */
public final class RedisUrl {

    private static final Set<String> SCHEMES = Set.of("redis", "rediss", "redis-sentinel", "rediss-sentinel", "unix");
    private static final String ALLOWED =
            "redis://, rediss://, redis-sentinel://, unix://, or several cluster nodes separated by commas";

    private final List<String> nodes;

    private RedisUrl(List<String> nodes) {
        this.nodes = nodes;
    }

    /**
     * @throws IllegalArgumentException if the text is not a Redis URL; the message says what is wrong and does not
     *     repeat the text, which may hold a password
     */
    public static RedisUrl parse(String text) {
        List<String> nodes = new ArrayList<>();
        // A password may hold commas; a comma separates nodes only where another scheme follows, or, in the short
        // form host1,host2, behind the last '@', which is left to the node itself.
        for (String node : text.strip().split(",(?=[a-z-]+://)", -1)) {
            requireValid(node);
            nodes.add(node);
        }
        return new RedisUrl(List.copyOf(nodes));
    }

    private static void requireValid(String node) {
        int colon = node.indexOf("://");
        String scheme = colon < 0 ? "" : node.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException("unknown scheme; allowed are " + ALLOWED);
        }
        String place = place(node);
        if (place.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("blank or control character in the address");
        }
        if (scheme.equals("unix")) {
            if (place.isEmpty()) {
                throw new IllegalArgumentException("the path of the socket is missing");
            }
            return;
        }
        int slash = place.indexOf('/');
        String hosts = slash < 0 ? place : place.substring(0, slash);
        for (String host : hosts.split(",", -1)) {
            requireHost(host);
        }
        String database = slash < 0 ? "" : place.substring(slash + 1);
        if (!database.isEmpty() && !scheme.endsWith("sentinel") && !database.matches("\\d{1,6}")) {
            throw new IllegalArgumentException("the database after the last / must be a number");
        }
    }

    private static void requireHost(String hostAndPort) {
        int bracket = hostAndPort.lastIndexOf(']');
        int colon = hostAndPort.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the host is missing; an example is redis://localhost:6379/0");
        }
        if (colon >= 0 && !isPort(hostAndPort.substring(colon + 1))) {
            throw new IllegalArgumentException("the port must be a number from 1 to 65535");
        }
    }

    private static boolean isPort(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65535;
    }

    /** Everything behind scheme, credentials and before the query. */
    private static String place(String node) {
        String rest = node.substring(node.indexOf("://") + 3);
        rest = rest.substring(rest.lastIndexOf('@') + 1);
        int query = rest.indexOf('?');
        return query < 0 ? rest : rest.substring(0, query);
    }

    /** The nodes as given, credentials included; more than one means Redis Cluster. Never print these. */
    public List<String> secretNodes() {
        return nodes;
    }

    /** The text as given, credentials included. Never print it. */
    public String secretText() {
        return String.join(",", nodes);
    }

    /** Whether there are credentials in it. */
    public boolean hasCredentials() {
        return nodes.stream().anyMatch(node -> node.indexOf('@') >= 0);
    }

    /** Scheme, hosts, ports and database, without credentials: for people and logs. */
    @Override
    public String toString() {
        List<String> shown = new ArrayList<>();
        for (String node : nodes) {
            shown.add(node.substring(0, node.indexOf("://") + 3) + place(node));
        }
        return String.join(",", shown);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RedisUrl that && nodes.equals(that.nodes);
    }

    @Override
    public int hashCode() {
        return nodes.hashCode();
    }
}
