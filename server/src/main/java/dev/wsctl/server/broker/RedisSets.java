package dev.wsctl.server.broker;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sorted sets in the Redis of a {@link RedisData}, whose rules hold here too. Scores are times in ms since 1970 by
 * Redis' own clock, so that instances with clocks of their own agree. Every command touches one key, as a Redis Cluster
 * wants it.
 */
public final class RedisSets {

    private static final int MEMBERS_A_COMMAND = 500;

    private final RedisData redis;

    public RedisSets(RedisData redis) {
        this.redis = redis;
    }

    /** TIME: ms since 1970. */
    public CompletableFuture<Long> time() {
        return redis.send("", commands -> commands.time()).thenApply(RedisSets::millis);
    }

    /** @param answer to TIME: seconds and microseconds */
    static long millis(List<byte[]> answer) {
        return number(answer, 0) * 1000 + number(answer, 1) / 1000;
    }

    private static long number(List<byte[]> answer, int at) {
        return Long.parseLong(new String(answer.get(at), StandardCharsets.US_ASCII));
    }

    /** ZADD, pipelined: members that are there already get the new score. */
    public CompletableFuture<@Nullable Void> put(String key, long score, List<byte[]> members) {
        return each(members, some -> {
            Object[] pairs = new Object[some.size() * 2];
            for (int i = 0; i < some.size(); i++) {
                pairs[2 * i] = (double) score;
                pairs[2 * i + 1] = some.get(i);
            }
            return redis.send(key, commands -> commands.zadd(key, pairs));
        });
    }

    /** ZREM, pipelined. */
    public CompletableFuture<@Nullable Void> remove(String key, List<byte[]> members) {
        return each(members, some -> redis.send(key, commands -> commands.zrem(key, some.toArray(byte[][]::new))));
    }

    /** ZREM of one member: whether it was there. Of several instances that ask, one is told so. */
    public CompletableFuture<Boolean> claim(String key, byte[] member) {
        return redis.send(key, commands -> commands.zrem(key, member)).thenApply(removed -> removed == 1);
    }

    private static CompletableFuture<@Nullable Void> each(
            List<byte[]> members, java.util.function.Function<List<byte[]>, CompletableFuture<?>> command) {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < members.size(); i += MEMBERS_A_COMMAND) {
            answers.add(command.apply(members.subList(i, Math.min(members.size(), i + MEMBERS_A_COMMAND))));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> null);
    }

    /** ZREMRANGEBYSCORE: forgets members with a score of at most this; returns how many. */
    public CompletableFuture<Long> removeUpTo(String key, long score) {
        return redis.send(
                key,
                commands -> commands.zremrangebyscore(key, Range.create(Double.NEGATIVE_INFINITY, (double) score)));
    }

    /** ZCOUNT: how many members have a score above this. */
    public CompletableFuture<Long> countAbove(String key, long score) {
        return redis.send(key, commands -> commands.zcount(key, above(score)));
    }

    /** ZRANGEBYSCORE: members with a score above this, lowest first, at most so many. */
    public CompletableFuture<List<byte[]>> above(String key, long score, int limit) {
        return redis.send(key, commands -> commands.zrangebyscore(key, above(score), Limit.create(0, limit)));
    }

    /** ZRANGEBYSCORE: members with a score of at most this. */
    public CompletableFuture<List<byte[]>> upTo(String key, long score, int limit) {
        return redis.send(
                key,
                commands -> commands.zrangebyscore(
                        key, Range.create(Double.NEGATIVE_INFINITY, (double) score), Limit.create(0, limit)));
    }

    private static Range<Double> above(long score) {
        return Range.from(Range.Boundary.excluding((double) score), Range.Boundary.unbounded());
    }
}
