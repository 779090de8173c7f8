package dev.wsctl.server.broker;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks a connection whether its server is a master, by HELLO: unlike ROLE and INFO, every user may ask it, however few
 * permissions they have.
 */
final class RedisRole extends CommandOutput<String, byte[], String> {

    private boolean valueIsNext;

    private RedisRole(RedisCodec<String, byte[]> codec) {
        super(codec, "");
    }

    /** False also where Redis is too old to say (before 6): writes there are still refused by the replica itself. */
    static CompletionStage<Boolean> isReplica(
            StatefulRedisConnection<String, byte[]> connection, RedisCodec<String, byte[]> codec) {
        return connection
                .async()
                .dispatch(CommandType.HELLO, new RedisRole(codec))
                .exceptionally(tooOld -> "")
                .thenApply("replica"::equals);
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        String text = bytes == null ? "" : StandardCharsets.UTF_8.decode(bytes).toString();
        if (valueIsNext) {
            output = text;
        }
        valueIsNext = output.isEmpty() && text.equals("role");
    }

    @Override
    public void set(long number) {
        valueIsNext = false;
    }
}
