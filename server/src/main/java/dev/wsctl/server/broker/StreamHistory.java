package dev.wsctl.server.broker;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the streams of rooms on the connections that write them, behind everything that was published before. While a
 * slot moves in a Cluster, it waits until nothing of the room is on its way through another node.
 */
final class StreamHistory implements RoomHistory {

    private static final int ATTEMPTS = 40;
    private static final long PAUSE_MILLIS = 50;

    private final EventLoop loop;
    private final Routes routes;
    private final UnaryOperator<String> channels;
    private final UnaryOperator<String> streams;
    private final Sealing sealing;

    /**
     * @param channels names of rooms' channels
     * @param streams names of rooms' streams, served where their channels are
     */
    StreamHistory(
            EventLoop loop,
            Routes routes,
            UnaryOperator<String> channels,
            UnaryOperator<String> streams,
            Sealing sealing) {
        this.loop = loop;
        this.routes = routes;
        this.channels = channels;
        this.streams = streams;
        this.sealing = sealing;
    }

    @Override
    public CompletableFuture<List<Entry>> newestFirst(String room, @Nullable String before, int count) {
        Range<String> range = before == null
                ? Range.create("-", "+")
                : Range.from(Range.Boundary.unbounded(), Range.Boundary.excluding(before));
        String stream = streams.apply(room);
        String channel = channels.apply(room);
        return this.<List<StreamMessage<String, byte[]>>>ask(
                        channel, redis -> redis.xrevrange(stream, range, Limit.from(count)), ATTEMPTS)
                .thenApply(
                        found -> found.stream().map(one -> entry(channel, one)).toList());
    }

    /** Answers arrive on the loop, which is sealing's thread. What cannot be opened reads as not recorded. */
    private Entry entry(String channel, StreamMessage<String, byte[]> read) {
        byte[] sealed = read.getBody().get(Recorder.MESSAGE);
        return new Entry(read.getId(), sealed == null ? null : sealing.open(channel, sealed));
    }

    private <T> CompletableFuture<T> ask(
            String channel,
            Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command,
            int attempts) {
        Lane lane = routes.of(channel);
        if (lane == null) {
            return CompletableFuture.failedFuture(
                    new RedisDataException(RedisDataException.Kind.NOT_DONE, "no node serves " + channel));
        }
        if (attempts > 0 && isUnderwayBesides(lane, channel)) {
            return later(channel, command, attempts);
        }
        return lane.publisher().ask(command).exceptionallyCompose(error -> {
            RedisDataException why = RedisDataException.of(error);
            Lane importing = routes.redirected(lane, why);
            if (importing != null) {
                return importing.publisher().ask(redis -> {
                    var unused = redis.asking();
                    return command.apply(redis);
                });
            }
            return attempts > 0 && (Redirection.of(why) != null || Redirection.isPassing(why))
                    ? later(channel, command, attempts)
                    : CompletableFuture.failedFuture(new CompletionException(why));
        });
    }

    private boolean isUnderwayBesides(Lane lane, String channel) {
        return routes.lanes().stream()
                .anyMatch(other -> other != lane && other.publisher().isUnderway(channel));
    }

    private <T> CompletableFuture<T> later(
            String channel,
            Function<RedisAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command,
            int attempts) {
        return CompletableFuture.supplyAsync(
                        () -> ask(channel, command, attempts - 1),
                        CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, loop))
                .thenCompose(answer -> answer);
    }

    @Override
    public CompletableFuture<Long> time() {
        return routes.global().publisher().ask(redis -> redis.time()).thenApply(RedisSets::millis);
    }
}
