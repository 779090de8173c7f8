package dev.wsctl.server.testing;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.embedded.EmbeddedRedisOptions;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Several Redis processes that are started side by side, and all end if one of them cannot start. */
final class Fleet implements AutoCloseable {

    private final Queue<EmbeddedRedis> started = new ConcurrentLinkedQueue<>();

    EmbeddedRedis add(EmbeddedRedisOptions options) {
        EmbeddedRedis redis = EmbeddedRedis.start(options);
        started.add(redis);
        return redis;
    }

    List<EmbeddedRedis> addAll(List<EmbeddedRedisOptions> all) {
        List<CompletableFuture<EmbeddedRedis>> starting = all.stream()
                .map(options -> CompletableFuture.supplyAsync(() -> add(options)))
                .toList();
        // All have ended one way or the other before the first failure is passed on, so that close() sees them all.
        var unused = CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new))
                .handle((done, failure) -> true)
                .join();
        try {
            return starting.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw new IllegalStateException("one of several Redis could not start", e.getCause());
        }
    }

    @Override
    public void close() {
        started.forEach(EmbeddedRedis::close);
    }
}
