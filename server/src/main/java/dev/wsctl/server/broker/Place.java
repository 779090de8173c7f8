package dev.wsctl.server.broker;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where a connection goes: asked anew before every attempt, since the answer may change when a Redis fails. */
interface Place {

    /** The server to connect to now, or a failure in words for people. */
    CompletionStage<RedisURI> locate();

    /**
     * Looks at a fresh connection before anybody uses it.
     *
     * @return fails, in words for people, if this is not the server that was meant
     */
    default CompletionStage<Void> verify(RedisURI where, StatefulRedisConnection<String, byte[]> connection) {
        return CompletableFuture.completedFuture(null);
    }

    /** Always the same server. */
    static Place at(RedisURI uri) {
        return () -> CompletableFuture.completedFuture(uri);
    }
}
