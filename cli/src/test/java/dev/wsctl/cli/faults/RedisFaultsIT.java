package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.TcpRelay;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three instances on one Redis, which a reaches by a relay. */
@Tag("faults")
@DisplayName("Under load, with one Redis,")
class RedisFaultsIT {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final int REACHED_BY_RELAY = 0;

    private static EmbeddedRedis redis;
    private static TcpRelay relay;
    private static Trio trio;

    @BeforeAll
    static void start() throws Exception {
        System.out.println("faults: -Dfaults.seed=" + Trial.SEED);
        redis = EmbeddedRedis.start();
        relay = TcpRelay.to(redis.port());
        String direct = redis.url();
        String relayed = "redis://127.0.0.1:" + relay.port() + "/0";
        trio = new Trio(new RedisSide(List.of(redis), false), List.of(relayed, direct, direct));
        // Once without a fault: what runs from then on is what is needed.
        Trial.run(trio, LONGEST, () -> {}).assertNothingIsLost();
        trio.rememberQuiet();
    }

    @AfterAll
    static void stop() {
        trio.close();
        relay.close();
        redis.close();
    }

    @AfterEach
    void nothingIsLeaked() throws Exception {
        trio.assertNothingIsLeaked();
    }

    @ParameterizedTest(name = "E14 CLIENT KILL of every {0} connection loses nothing")
    @ValueSource(strings = {"pub", "data"})
    void killedPublishersLoseNothing(String kind) throws Exception {
        Trial.run(
                        trio,
                        LONGEST,
                        () -> assertThat(trio.redis().killConnections(kind)).isEqualTo(3))
                .assertNothingIsLost();
    }

    @Test
    @DisplayName("E14 CLIENT KILL of every sub connection loses what was said between instances until they are back")
    void killedSubscribersLoseTheGap() throws Exception {
        Trial.run(
                        trio,
                        LONGEST,
                        () -> assertThat(trio.redis().killConnections("sub")).isEqualTo(3))
                .assertLostBetweenInstancesOnly();
    }

    @Test
    @DisplayName(
            "E14 Redis killed and restarted empty loses what was said between instances meanwhile, and nothing else")
    void redisRestartedEmpty() throws Exception {
        Trial.run(trio, LONGEST, () -> {
                    redis.kill();
                    Trial.pass(Duration.ofSeconds(3));
                    redis.restartEmpty();
                })
                .assertLostBetweenInstancesOnly();
    }

    @Test
    @DisplayName("D7 E14 Redis stopped by SIGSTOP for half a minute: local chat goes on, everything is back by itself")
    void redisStopped() throws Exception {
        Trial.run(trio, Duration.ofSeconds(140), () -> {
                    redis.suspend();
                    try {
                        Trial.pass(Duration.ofSeconds(Integer.getInteger("faults.stop-seconds", 30)));
                    } finally {
                        redis.resume();
                    }
                })
                .assertLostBetweenInstancesOnly();
    }

    @Test
    @DisplayName("E14 a network path of one instance that is cut loses messages from and to it alone")
    void aPathIsCut() throws Exception {
        Trial.run(trio, LONGEST, () -> {
                    relay.cut();
                    Trial.pass(Duration.ofSeconds(6));
                    relay.restore();
                })
                .assertLostOnlyWith(REACHED_BY_RELAY, false);
    }

    @Test
    @DisplayName("E14 a network path of one instance that drops everything loses messages from and to it alone")
    void aPathDropsEverything() throws Exception {
        Trial.run(trio, LONGEST, () -> {
                    relay.blackhole();
                    Trial.pass(Duration.ofSeconds(8));
                    relay.restore();
                })
                .assertLostOnlyWith(REACHED_BY_RELAY, false);
    }

    @Test
    @DisplayName("E14 a network path that delays by 300 ms loses nothing")
    void aPathDelays() throws Exception {
        Trial.run(trio, LONGEST, () -> {
                    relay.delay(Duration.ofMillis(300));
                    try {
                        Trial.pass(Duration.ofSeconds(6));
                    } finally {
                        relay.delay(Duration.ZERO);
                    }
                })
                .assertNothingIsLost();
    }

    @Test
    @DisplayName("E14 a subscriber that Redis disconnects for its output buffer misses what was said, and comes back")
    void anOutputBufferIsExceeded() throws Exception {
        Node deaf = trio.node(1);
        String name = "chat:" + deaf.id() + ":sub";
        String junk = "x".repeat(1 << 16);
        Trial.run(trio, LONGEST, () -> {
                    redis.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 1mb 0 0");
                    deaf.suspend();
                    try {
                        for (int i = 0;
                                i < 1_000 && trio.redis().connectionsByName().containsKey(name);
                                i++) {
                            redis.command("PUBLISH", "chat:pubsub:global:broadcast", junk);
                        }
                        assertThat(trio.redis().connectionsByName()).doesNotContainKey(name);
                    } finally {
                        deaf.resume();
                        redis.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 32mb 8mb 60");
                    }
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> trio.redis().connectionsByName().containsKey(name));
                })
                .assertLostOnlyTo(1);
    }

    @Test
    @DisplayName("E6 E14 an instance killed and started again loses what went through it, and nothing of the others")
    void anInstanceIsKilled() throws Exception {
        Trial.run(trio, LONGEST, () -> {
                    trio.node(2).kill();
                    Trial.pass(Duration.ofSeconds(3));
                    trio.node(2).startAgain();
                })
                .assertLostOnlyWith(2, true);
    }

    @Test
    @DisplayName(
            "E14 an instance stopped for 8 s and continued delivers late what Redis and its sockets kept, and loses nothing")
    void anInstanceIsStopped() throws Exception {
        Trial.run(trio, LONGEST, () -> {
                    trio.node(1).suspend();
                    try {
                        Trial.pass(Duration.ofSeconds(8));
                    } finally {
                        trio.node(1).resume();
                    }
                })
                .assertLostOnlyTo(1);
    }
}
