package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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

    private static OneRedis here;

    @BeforeAll
    static void start() throws Exception {
        here = OneRedis.start();
    }

    @AfterAll
    static void stop() {
        here.close();
    }

    @AfterEach
    void nothingIsLeaked() throws Exception {
        here.trio().assertNothingIsLeaked();
    }

    @ParameterizedTest(name = "E14 CLIENT KILL of every {0} connection loses nothing")
    @ValueSource(strings = {"pub", "data"})
    void killedPublishersLoseNothing(String kind) throws Exception {
        here.run(() -> assertThat(here.trio().redis().killConnections(kind)).isEqualTo(3))
                .assertNothingIsLost();
    }

    @Test
    @DisplayName(
            "C3 E14 CLIENT KILL of every pooled connection loses nothing, and fails no session that is resumed then")
    void killedPoolsLoseNothing() throws Exception {
        here.run(() -> {
                    for (int i = 0; i < 3; i++) {
                        String session = here.trio().node(i).join();
                        here.trio().node((i + 1) % 3).resume(session);
                    }
                    assertThat(here.trio().redis().killConnections("pool")).isGreaterThanOrEqualTo(3);
                    for (int i = 0; i < 3; i++) {
                        String session = here.trio().node(i).join();
                        here.trio().node((i + 1) % 3).resume(session);
                    }
                })
                .assertNothingIsLost();
    }

    @Test
    @DisplayName("E14 CLIENT KILL of every sub connection loses what was said between instances until they are back")
    void killedSubscribersLoseTheGap() throws Exception {
        here.run(() -> assertThat(here.trio().redis().killConnections("sub")).isEqualTo(3))
                .assertLostBetweenInstancesOnly();
    }

    @Test
    @DisplayName(
            "E14 Redis killed and restarted empty loses what was said between instances meanwhile, and nothing else")
    void redisRestartedEmpty() throws Exception {
        here.run(() -> {
                    here.redis().kill();
                    Trial.pass(Duration.ofSeconds(3));
                    here.redis().restartEmpty();
                })
                .assertLostBetweenInstancesOnly();
    }

    @Test
    @DisplayName("D7 E14 Redis stopped by SIGSTOP for half a minute: local chat goes on, everything is back by itself")
    void redisStopped() throws Exception {
        Trial.run(
                        here.trio(),
                        Duration.ofSeconds(140),
                        () -> here.stopRedis(Duration.ofSeconds(Integer.getInteger("faults.stop-seconds", 30))))
                .assertLostBetweenInstancesOnly();
    }

    @Test
    @DisplayName("E14 a network path of one instance that is cut loses messages from and to it alone")
    void aPathIsCut() throws Exception {
        here.run(() -> here.cutPath(Duration.ofSeconds(6))).assertLostOnlyWith(OneRedis.REACHED_BY_RELAY, false);
    }

    @Test
    @DisplayName("E14 a network path of one instance that drops everything loses messages from and to it alone")
    void aPathDropsEverything() throws Exception {
        here.run(() -> {
                    here.relay().blackhole();
                    Trial.pass(Duration.ofSeconds(8));
                    here.relay().restore();
                })
                .assertLostOnlyWith(OneRedis.REACHED_BY_RELAY, false);
    }

    @Test
    @DisplayName("E14 a network path that delays by 300 ms loses nothing")
    void aPathDelays() throws Exception {
        here.run(() -> {
                    here.relay().delay(Duration.ofMillis(300));
                    try {
                        Trial.pass(Duration.ofSeconds(6));
                    } finally {
                        here.relay().delay(Duration.ZERO);
                    }
                })
                .assertNothingIsLost();
    }

    @Test
    @DisplayName("E14 a subscriber that Redis disconnects for its output buffer misses what was said, and comes back")
    void anOutputBufferIsExceeded() throws Exception {
        here.run(() -> here.exceedOutputBufferOf(here.trio().node(1))).assertLostOnlyTo(1);
    }

    @Test
    @DisplayName("E6 E14 an instance killed and started again loses what went through it, and nothing of the others")
    void anInstanceIsKilled() throws Exception {
        here.run(() -> {
                    here.trio().node(2).kill();
                    Trial.pass(Duration.ofSeconds(3));
                    here.trio().node(2).startAgain();
                })
                .assertLostOnlyWith(2, true);
    }

    @Test
    @DisplayName(
            "E14 an instance stopped for 8 s and continued delivers late what Redis and its sockets kept, and loses nothing")
    void anInstanceIsStopped() throws Exception {
        here.run(() -> {
                    here.trio().node(1).suspend();
                    try {
                        Trial.pass(Duration.ofSeconds(8));
                    } finally {
                        here.trio().node(1).resume();
                    }
                })
                .assertNothingIsLost();
    }
}
