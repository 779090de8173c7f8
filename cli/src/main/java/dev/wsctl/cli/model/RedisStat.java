package dev.wsctl.cli.model;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * What Redis is doing at one moment, with what changed since the moment before.
 *
 * @param sinceLast zero for the first
 * @param newCommands since the moment before; empty for the first
 * @param newConnections likewise
 */
public record RedisStat(
        String target,
        Instant time,
        RedisFacts facts,
        Duration sinceLast,
        OptionalLong newCommands,
        OptionalLong newConnections) {
    public static RedisStat first(String target, Instant time, RedisFacts facts) {
        return new RedisStat(target, time, facts, Duration.ZERO, OptionalLong.empty(), OptionalLong.empty());
    }

    /** This moment against a later one; a counter that went back (a restart) counts from zero. */
    public RedisStat next(Instant later, RedisFacts now) {
        return new RedisStat(
                target,
                later,
                now,
                Duration.between(time, later),
                growth(facts.totalCommands(), now.totalCommands()),
                growth(facts.totalConnections(), now.totalConnections()));
    }

    private static OptionalLong growth(OptionalLong before, OptionalLong now) {
        if (before.isEmpty() || now.isEmpty()) {
            return OptionalLong.empty();
        }
        long difference = now.getAsLong() - before.getAsLong();
        return OptionalLong.of(difference < 0 ? now.getAsLong() : difference);
    }
}
