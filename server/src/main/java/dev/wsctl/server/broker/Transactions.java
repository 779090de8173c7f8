package dev.wsctl.server.broker;

import dev.wsctl.server.broker.RedisDataException.Kind;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/**
 * Changes values by WATCH, GET, MULTI, SET with PX and EXEC, on pooled connections: begun anew when another one changed the
 * value in between, when there was no answer (A8), or when another node serves the key by now. May be called from any
 * thread.
 */
final class Transactions {

    /** How often one is begun anew because another one changed its key. */
    private static final int COLLISIONS = 5;
    /** How often one is begun anew because another node serves its key, and after how long. */
    private static final int REDIRECTIONS = 16;

    private static final long REDIRECTION_MILLIS = 50;

    private final DataNodes nodes;
    private final EventLoop loop;
    private final int retryAttempts;
    private final LongAdder retries = new LongAdder();

    Transactions(DataNodes nodes, EventLoop loop, int retryAttempts) {
        this.nodes = nodes;
        this.loop = loop;
        this.retryAttempts = retryAttempts;
    }

    /** Begun anew because no answer came, since start. */
    long retries() {
        return retries.sum();
    }

    /** See {@link RedisData#rewrite}. */
    CompletableFuture<Optional<byte[]>> rewrite(String key, UnaryOperator<byte[]> change, Duration expiry) {
        return rewrite(key, change, expiry, 0, 0);
    }

    private CompletableFuture<Optional<byte[]>> rewrite(
            String key, UnaryOperator<byte[]> change, Duration expiry, int retried, int redirections) {
        DataNode node = nodes.of(key);
        if (node == null || !node.commands().isConnected()) {
            return CompletableFuture.failedFuture(new RedisDataException(Kind.NOT_DONE, nodes.lastError()));
        }
        return node.pool()
                .use(connection -> transaction(connection.async(), key, change, expiry, COLLISIONS))
                .handle((value, error) -> {
                    if (error == null) {
                        return CompletableFuture.completedFuture(value);
                    }
                    RedisDataException why = RedisDataException.of(error);
                    if (redirections < REDIRECTIONS && nodes.heed(key, why)) {
                        Executor soon =
                                CompletableFuture.delayedExecutor(REDIRECTION_MILLIS, TimeUnit.MILLISECONDS, loop);
                        return CompletableFuture.supplyAsync(
                                        () -> rewrite(key, change, expiry, retried, redirections + 1), soon)
                                .thenCompose(next -> next);
                    }
                    if (!why.isUnanswered() || retried >= retryAttempts) {
                        return CompletableFuture.<Optional<byte[]>>failedFuture(why);
                    }
                    retries.increment();
                    return rewrite(key, change, expiry, retried + 1, redirections);
                })
                .thenCompose(next -> next);
    }

    /** EXEC says only that something went wrong before; what that was, the command before it was told. */
    private static <T> CompletionStage<T> aborted(Throwable error, RedisFuture<?> queued) {
        String why = queued.getError();
        return CompletableFuture.failedFuture(why == null ? error : new RedisCommandExecutionException(why));
    }

    private static CompletionStage<Optional<byte[]>> transaction(
            RedisAsyncCommands<String, byte[]> redis,
            String key,
            UnaryOperator<byte[]> change,
            Duration expiry,
            int collisionsLeft) {
        var unusedWatch = redis.watch(key);
        return redis.get(key).thenCompose(old -> {
            if (old == null) {
                return redis.unwatch().thenApply(ok -> Optional.<byte[]>empty());
            }
            byte[] fresh = change.apply(old);
            var unusedMulti = redis.multi();
            RedisFuture<String> queued = redis.set(key, fresh, SetArgs.Builder.px(expiry.toMillis()));
            return redis.exec()
                    .exceptionallyCompose(error -> aborted(error, queued))
                    .thenCompose(result -> {
                        if (!result.wasDiscarded()) {
                            return CompletableFuture.completedFuture(Optional.of(fresh));
                        }
                        return collisionsLeft > 0
                                ? transaction(redis, key, change, expiry, collisionsLeft - 1)
                                : CompletableFuture.failedFuture(new RedisDataException(
                                        Kind.NOT_DONE, "others keep changing the key at the same time"));
                    });
        });
    }
}
