package dev.wsctl.server.broker;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A question whose answer takes its turn among the messages. */
record Question<T>(
        Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command, CompletableFuture<T> answer)
        implements PublishQueue.Item {

    void ask(RedisAsyncCommands<String, byte[]> redis) {
        CompletionStage<T> asked;
        try {
            asked = command.apply(redis);
        } catch (RuntimeException e) {
            asked = CompletableFuture.failedFuture(e);
        }
        var unused = asked.whenComplete((value, error) -> {
            if (error == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(RedisDataException.of(error));
            }
        });
    }

    void refuse() {
        answer.completeExceptionally(new RedisDataException(RedisDataException.Kind.NOT_DONE, "not connected"));
    }
}
