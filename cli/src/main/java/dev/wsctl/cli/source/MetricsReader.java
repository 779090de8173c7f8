package dev.wsctl.cli.source;

import dev.wsctl.cli.exit.Redaction;
import dev.wsctl.cli.model.Secret;
import dev.wsctl.cli.model.evidence.InstanceMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads {@code /metrics} of instances (docs/metrics.md), twice. Only of those that the user named: an address that
 * stands in Redis could be anybody's, and would be sent the key.
 */
public final class MetricsReader {
    private static final int MOST_BYTES = 1024 * 1024;

    private final Map<URI, Look> first = new LinkedHashMap<>();
    private final List<URI> targets;
    private final Function<URI, String> label;
    private final Secret key;
    private final Duration timeout;

    private record Look(Map<String, Double> figures, long atNanos, String trouble) {}

    /**
     * @param targets WebSocket URLs of the instances
     * @param label how to call one, without secrets
     * @param timeout for connecting, and for each read
     */
    public MetricsReader(List<URI> targets, Function<URI, String> label, Secret key, Duration timeout) {
        this.targets = List.copyOf(targets);
        this.label = label;
        this.key = key;
        this.timeout = timeout;
    }

    /** The earlier look. */
    public void begin() {
        targets.forEach(target -> first.put(target, look(target)));
    }

    /** The later one, and what came of both. Never throws: an instance that does not tell is a result, too. */
    public List<InstanceMetrics> end() {
        return targets.stream()
                .map(target -> {
                    Look before = first.getOrDefault(target, new Look(Map.of(), System.nanoTime(), ""));
                    Look after = look(target);
                    return new InstanceMetrics(
                            label.apply(target),
                            before.figures(),
                            after.figures(),
                            (after.atNanos() - before.atNanos()) / 1e9,
                            after.trouble());
                })
                .toList();
    }

    private Look look(URI target) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    RedisLinkProbe.httpUrl(target, "/metrics").openConnection();
            connection.setConnectTimeout((int) timeout.toMillis());
            connection.setReadTimeout((int) timeout.toMillis());
            // A redirect would take the key elsewhere.
            connection.setInstanceFollowRedirects(false);
            connection.setRequestProperty("Authorization", "Bearer " + key.value());
            connection.setRequestProperty("Accept", "application/json");
            try {
                int code = connection.getResponseCode();
                if (code != 200) {
                    return new Look(Map.of(), System.nanoTime(), "HTTP " + code + " at /metrics");
                }
                try (InputStream body = connection.getInputStream()) {
                    String json = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                    return new Look(numbers(json), System.nanoTime(), "");
                }
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException e) {
            return new Look(Map.of(), System.nanoTime(), "no answer: " + Redaction.of(String.valueOf(e.getMessage())));
        }
    }

    private static Map<String, Double> numbers(String json) {
        Map<String, Double> numbers = new HashMap<>();
        HeartbeatReader.flatten(json).forEach((name, value) -> {
            try {
                numbers.put(name, value.equals("true") ? 1 : value.equals("false") ? 0 : Double.parseDouble(value));
            } catch (NumberFormatException notOne) {
                // A name or a time; those are not judged.
            }
        });
        return numbers;
    }
}
