package dev.wsctl.cli.source;

import dev.wsctl.cli.model.InstanceStatus;
import dev.wsctl.cli.model.Secret;
import dev.wsctl.cli.model.fleet.InstanceFigures;
import dev.wsctl.cli.model.fleet.InstanceLook;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks instances for their figures at the addresses of their heartbeats, all at once: {@code /metrics} with a key, else {@code
 * /api/status}, which everybody may see.
 */
public final class InstanceProbe {
    private final @Nullable Secret key;
    private final Duration timeout;
    private final boolean enabled;
    private final HttpClient client;

    /**
     * @param key METRICS_API_KEY; null for none
     * @param timeout for all answers together
     * @param enabled false: nobody is asked
     */
    public InstanceProbe(@Nullable Secret key, Duration timeout, boolean enabled) {
        this.key = key;
        this.timeout = timeout;
        this.enabled = enabled;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** In the same order. Never throws for what an instance does. */
    List<InstanceLook> ask(List<InstanceStatus> instances) throws InterruptedException {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (InstanceStatus instance : instances) {
            answers.add(enabled ? ask(instance.address()) : new CompletableFuture<>());
        }
        long end = System.nanoTime() + timeout.toNanos();
        List<InstanceLook> looks = new ArrayList<>();
        for (int i = 0; i < instances.size(); i++) {
            looks.add(
                    enabled
                            ? look(instances.get(i), answers.get(i), end)
                            : new InstanceLook(instances.get(i), null, "", false));
        }
        return looks;
    }

    private String path() {
        return key == null ? "/api/status" : "/metrics";
    }

    private CompletableFuture<HttpResponse<String>> ask(String address) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address + path()))
                    .timeout(timeout)
                    .header("Accept", "application/json");
            if (key != null) {
                request.header("Authorization", "Bearer " + key.value());
            }
            return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private InstanceLook look(InstanceStatus instance, CompletableFuture<HttpResponse<String>> answer, long endNanos)
            throws InterruptedException {
        try {
            HttpResponse<String> response = answer.get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (response.statusCode() != 200) {
                return new InstanceLook(
                        instance,
                        null,
                        response.statusCode() == 401
                                ? "it refuses the METRICS_API_KEY"
                                : "HTTP " + response.statusCode() + " at " + path(),
                        false);
            }
            return new InstanceLook(instance, figures(response.body()), "", false);
        } catch (ExecutionException e) {
            String url = "http://" + instance.address() + path();
            return isRefused(e)
                    ? new InstanceLook(instance, null, "not answering: " + url + " refused the connection", true)
                    : new InstanceLook(instance, null, "no answer at " + url, false);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new InstanceLook(
                    instance,
                    null,
                    "no answer within " + timeout.toMillis() + " ms at http://" + instance.address() + path(),
                    false);
        }
    }

    /** The client says so of names and addresses that lead nowhere, too. */
    private static boolean isRefused(ExecutionException failure) {
        boolean connecting = false;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof NoRouteToHostException) {
                return false;
            }
            connecting |= cause instanceof ConnectException;
        }
        return connecting;
    }

    private InstanceFigures figures(String json) {
        Map<String, Double> values = new HashMap<>();
        Map<String, String> fields = HeartbeatReader.flatten(json);
        fields.forEach((name, value) -> {
            try {
                values.put(name, Double.parseDouble(value));
            } catch (NumberFormatException e) {
                // A text, or a null.
            }
        });
        boolean draining =
                "true".equals(fields.get("draining")) || values.getOrDefault("metrics.wsctl_server_draining", 0.0) > 0;
        return new InstanceFigures(path(), values, draining);
    }
}
