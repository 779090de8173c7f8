package dev.wsctl.server.broker;

import dev.wsctl.server.config.RedisUrl;
import io.lettuce.core.RedisURI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a Redis URL becomes what Lettuce understands: {@code redis://}, {@code rediss://} and {@code
 * unix://}, with user, password and database; {@code ?ssl_ca_certs=FILE} names the authority to trust, {@code ?db=N} the
 * database. Error messages never repeat the URL, which may hold a password.
 */
final class RedisUris {

    private RedisUris() {}

    /**
     * @param uri for Lettuce
     * @param caFile a PEM file with the certificates to trust; null for the JVM's own
     */
    record Target(RedisURI uri, @Nullable Path caFile) {}

    /** @throws IllegalArgumentException if the URL asks for something this server cannot do, in words for the user */
    static Target parse(RedisUrl url) {
        if (url.secretNodes().size() > 1) {
            throw new IllegalArgumentException("several nodes (Redis Cluster) are not supported by the server yet");
        }
        String text = url.secretNodes().get(0);
        String scheme = text.substring(0, text.indexOf("://")).toLowerCase(Locale.ROOT);
        String rest = text.substring(text.indexOf("://") + 3);
        int at = rest.lastIndexOf('@');
        String credentials = at < 0 ? "" : rest.substring(0, at);
        String place = rest.substring(at + 1);
        int question = place.indexOf('?');
        Map<String, String> query = query(question < 0 ? "" : place.substring(question + 1));
        place = question < 0 ? place : place.substring(0, question);
        RedisURI.Builder builder = switch (scheme) {
            case "unix" -> RedisURI.Builder.socket(place);
            case "redis", "rediss" -> tcp(place).withSsl(scheme.equals("rediss"));
            default -> throw new IllegalArgumentException(scheme + ":// is not supported by the server yet");
        };
        int slash = scheme.equals("unix") ? -1 : place.indexOf('/');
        String database = slash < 0 ? query.getOrDefault("db", "") : place.substring(slash + 1);
        if (!database.isEmpty()) {
            builder.withDatabase(Integer.parseInt(database));
        }
        authenticate(builder, credentials);
        return new Target(builder.build(), caFile(query));
    }

    private static RedisURI.Builder tcp(String place) {
        int slash = place.indexOf('/');
        String address = slash < 0 ? place : place.substring(0, slash);
        int colon = address.indexOf(':', Math.max(0, address.lastIndexOf(']')));
        String host = colon < 0 ? address : address.substring(0, colon);
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        return RedisURI.Builder.redis(host, colon < 0 ? 6379 : Integer.parseInt(address.substring(colon + 1)));
    }

    private static void authenticate(RedisURI.Builder builder, String credentials) {
        if (credentials.isEmpty()) {
            return;
        }
        int colon = credentials.indexOf(':');
        // redis://secret@host is how some clients write a password alone.
        String user = colon <= 0 ? "" : decode(credentials.substring(0, colon));
        String password = decode(credentials.substring(colon + 1));
        if (user.isEmpty()) {
            builder.withPassword(password.toCharArray());
        } else {
            builder.withAuthentication(user, password.toCharArray());
        }
    }

    private static @Nullable Path caFile(Map<String, String> query) {
        String file = query.get("ssl_ca_certs");
        if (file == null) {
            return null;
        }
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("cannot read the file that ssl_ca_certs names: " + path);
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
