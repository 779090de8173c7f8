package dev.wsctl.cli.faults;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.TcpRelay;
import java.time.Duration;
import java.util.List;

/** Three instances on one Redis, which a reaches by a relay; a load has been through them, and they are quiet again. */
final class OneRedis implements AutoCloseable {

    /** A fault may take so long, with the recovery. */
    static final Duration LONGEST = Duration.ofSeconds(90);

    /** The instance whose path to Redis can be broken. */
    static final int REACHED_BY_RELAY = 0;

    private final EmbeddedRedis redis = EmbeddedRedis.start();
    private final TcpRelay relay = TcpRelay.to(redis.port());
    private final Trio trio;

    private OneRedis(String... flags) throws Exception {
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
        return new OneRedis(flags);
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

    @Override
    public void close() {
        if (trio != null) {
            trio.close();
        }
        relay.close();
        redis.close();
    }
}
