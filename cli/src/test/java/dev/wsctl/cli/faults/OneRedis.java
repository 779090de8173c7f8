package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.embedded.EmbeddedRedisOptions;
import dev.wsctl.server.testing.TcpRelay;
import java.time.Duration;
import java.util.List;

/** Three instances on one Redis, which a reaches by a relay; a load has been through them, and they are quiet again. */
final class OneRedis implements AutoCloseable {

    /** A fault may take so long, with the recovery. */
    static final Duration LONGEST = Duration.ofSeconds(90);

    /** The instance whose path to Redis can be broken. */
    static final int REACHED_BY_RELAY = 0;

    private final EmbeddedRedis redis;
    private final TcpRelay relay;
    private final Trio trio;

    private OneRedis(EmbeddedRedisOptions options, String... flags) throws Exception {
        redis = EmbeddedRedis.start(options);
        relay = TcpRelay.to(redis.port());
        List<String> urls = List.of(relay.redisUrl(), redis.url(), redis.url());
        try {
            trio = new Trio(new RedisSide(List.of(redis), false), urls, flags);
            trio.warmUp();
        } catch (Exception | AssertionError e) {
            close();
            throw e;
        }
    }

    /** @param flags of all three instances */
    static OneRedis start(String... flags) throws Exception {
        return new OneRedis(EmbeddedRedis.options(), flags);
    }

    /** On a Redis that keeps streams over a restart, as one should that is used for them. */
    static OneRedis startDurable() throws Exception {
        return new OneRedis(EmbeddedRedis.options().appendOnly(), "--redis-stream-enabled=true");
    }

    EmbeddedRedis redis() {
        return redis;
    }

    TcpRelay relay() {
        return relay;
    }

    Trio trio() {
        return trio;
    }

    Outcome run(Trial.Fault fault) throws Exception {
        return Trial.run(trio, LONGEST, fault);
    }

    /** Redis does nothing for so long; its connections stay. */
    void stopRedis(Duration time) throws Exception {
        redis.suspend();
        try {
            Trial.pass(time);
        } finally {
            redis.resume();
        }
    }

    /** The instance behind the relay is without Redis for so long. */
    void cutPath(Duration time) throws Exception {
        relay.cut();
        Trial.pass(time);
        relay.restore();
    }

    /**
     * An instance does not read until Redis disconnects its subscriber for what it would have to read, and then goes on; returns
     * when it is subscribed again.
     */
    void exceedOutputBufferOf(Node deaf) {
        String name = "chat:" + deaf.id() + ":sub";
        String junk = "x".repeat(1 << 16);
        redis.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 1mb 0 0");
        deaf.suspend();
        try {
            for (int i = 0; i < 1_000 && isConnected(name); i++) {
                redis.command("PUBLISH", "chat:pubsub:global:broadcast", junk);
            }
            assertThat(isConnected(name)).as(name).isFalse();
        } finally {
            deaf.resume();
            redis.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 32mb 8mb 60");
        }
        await(name + " is back").atMost(Duration.ofSeconds(60)).until(() -> isConnected(name));
    }

    private boolean isConnected(String name) {
        return trio.redis().connectionsByName().containsKey(name);
    }

    @Override
    public void close() {
        if (trio != null) {
            trio.close();
        }
        relay.close();
        redis.close();
    }
}
