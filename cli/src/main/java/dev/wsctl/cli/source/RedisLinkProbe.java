package dev.wsctl.cli.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wsctl.cli.exit.Redaction;
import dev.wsctl.cli.model.RedisLink;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks an instance how its own connection to Redis is: {@code GET /health/redis} on the host of its WebSocket URL (A7). */
public final class RedisLinkProbe {
    private static final int MOST_BYTES = 64 * 1024;

    private final Duration timeout;

    /** @param timeout for connecting, and for each read */
    public RedisLinkProbe(Duration timeout) {
        this.timeout = timeout;
    }

    /** Never throws: an instance that does not tell is a result, too. */
    public RedisLink ask(URI webSocket) {
        try {
            URL url = healthUrl(webSocket);
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout((int) timeout.toMillis());
            connection.setReadTimeout((int) timeout.toMillis());
            connection.setInstanceFollowRedirects(false);
            try {
                return answer(connection);
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException e) {
            return RedisLink.notTold("no answer: " + Redaction.of(String.valueOf(e.getMessage())));
        }
    }

    /** {@code http://h:8001/health/redis} for {@code ws://h:8001/ws}. */
    public static URL healthUrl(URI webSocket) throws IOException {
        return httpUrl(webSocket, "/health/redis");
    }

    /** {@code path} at the host of a WebSocket URL. */
    static URL httpUrl(URI webSocket, String path) throws IOException {
        String scheme = "wss".equals(webSocket.getScheme()) ? "https" : "http";
        String authority = webSocket.getRawAuthority();
        authority = authority.substring(authority.lastIndexOf('@') + 1);
        return URI.create(scheme + "://" + authority + path).toURL();
    }

    private static RedisLink answer(HttpURLConnection connection) throws IOException {
        int code = connection.getResponseCode();
        InputStream body = code >= 400 ? connection.getErrorStream() : connection.getInputStream();
        Map<String, String> fields = body == null ? Map.of() : fields(body.readNBytes(MOST_BYTES));
        String status = fields.getOrDefault("status", "");
        String error = fields.getOrDefault("error", "");
        return switch (status) {
            case "healthy" -> new RedisLink(RedisLink.State.HEALTHY, "healthy");
            case "unhealthy" ->
                new RedisLink(
                        RedisLink.State.UNHEALTHY, "unhealthy" + (error.isEmpty() ? "" : ": " + Redaction.of(error)));
            case "disabled" -> new RedisLink(RedisLink.State.DISABLED, "disabled");
            default -> RedisLink.notTold("HTTP " + code + " at /health/redis");
        };
    }

    /** The text fields of a flat JSON object; nothing for anything else. */
    private static Map<String, String> fields(byte[] json) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return fields;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value.isScalarValue()) {
                    fields.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException notJson) {
            return Map.of();
        }
        return fields;
    }
}
