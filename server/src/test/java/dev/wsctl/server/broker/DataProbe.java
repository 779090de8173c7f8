package dev.wsctl.server.broker;

import static org.awaitility.Awaitility.await;

import dev.wsctl.server.config.ServerConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One instance's data connection and pool, quick to connect again; connected when the constructor returns. */
final class DataProbe implements AutoCloseable {

    static final Duration EXPIRY = Duration.ofMinutes(1);
    private static final int FIXED_CONNECTIONS = 3;

    final RedisConnections connections;
    final RedisData data;

    /** @param flags win over instance id a */
    DataProbe(String url, String... flags) {
        List<String> all = new ArrayList<>(List.of("--instance-id", "a", "--redis", url));
        all.addAll(List.of(flags));
        RedisSettings.Timings fast = new RedisSettings.Timings(
                Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofMillis(20), Duration.ofMillis(200));
        connections = new RedisConnections(
                RedisSettings.messaging(ServerConfig.resolve(all, Map.of())).withTimings(fast));
        data = new RedisData(connections, FIXED_CONNECTIONS, Duration.ofMillis(200));
        data.start();
        await().atMost(30, TimeUnit.SECONDS).until(data::isConnected);
    }

    CompletableFuture<?> set(String key, String value) {
        return data.set(key, bytes(value), EXPIRY);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    /** The message of the failure the future must end with. */
    static String failure(CompletableFuture<?> future) throws Exception {
        try {
            Object value = get(future);
            throw new AssertionError("expected a failure, got " + value);
        } catch (ExecutionException e) {
            return String.valueOf(RedisDataException.of(e).getMessage());
        }
    }

    @Override
    public void close() {
        data.close();
        connections.close();
    }
}
