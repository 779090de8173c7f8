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

/** With streams, what an instance misses while it does not hear is delivered when it does; a is reached by a relay. */
@Tag("faults")
@DisplayName("Under load, with streams,")
class DurableFaultsIT {

    private static OneRedis here;

    @BeforeAll
    static void start() throws Exception {
        here = OneRedis.startDurable();
    }

    @AfterAll
    static void stop() {
        here.close();
    }

    @AfterEach
    void nothingIsLeaked() throws Exception {
        here.trio().assertNothingIsLeaked();
    }

    @ParameterizedTest(name = "D6 E14 CLIENT KILL of every {0} connection loses nothing")
    @ValueSource(strings = {"sub", "pub", "data"})
    void killedConnectionsLoseNothing(String kind) throws Exception {
        here.run(() -> assertThat(here.trio().redis().killConnections(kind)).isEqualTo(3))
                .assertNothingIsLost();
    }

    @Test
    @DisplayName("D6 E14 Redis stopped by SIGSTOP for 2 s makes messages late, and loses none")
    void redisStoppedForAMoment() throws Exception {
        here.run(() -> here.stopRedis(Duration.ofSeconds(2))).assertNothingIsLost();
    }

    @Test
    @DisplayName("D6 E14 Redis killed, and back with its data within the time messages may wait, loses nothing")
    void redisKilled() throws Exception {
        here.run(() -> {
                    here.redis().kill();
                    here.redis().restart();
                })
                .assertNothingIsLost();
    }

    @Test
    @DisplayName("D6 E14 a subscriber that Redis disconnects for its output buffer is given what it has missed")
    void anOutputBufferIsExceeded() throws Exception {
        here.run(() -> here.exceedOutputBufferOf(here.trio().node(1))).assertNothingIsLost();
    }

    @Test
    @DisplayName("D6 E14 an instance stopped for 8 s and continued loses nothing")
    void anInstanceIsStopped() throws Exception {
        Node stopped = here.trio().node(2);
        here.run(() -> {
                    stopped.suspend();
                    try {
                        Trial.pass(Duration.ofSeconds(8));
                    } finally {
                        stopped.resume();
                    }
                })
                .assertNothingIsLost();
    }

    @Test
    @DisplayName("D6 E14 a network path that is cut for a second loses nothing")
    void aPathIsCut() throws Exception {
        here.run(() -> here.cutPath(Duration.ofSeconds(1))).assertNothingIsLost();
    }

    @Test
    @DisplayName(
            "D6 D7 a network path cut for longer than messages may wait loses what the instance said meanwhile, and nothing else")
    void aPathIsCutForLong() throws Exception {
        here.run(() -> here.cutPath(Duration.ofSeconds(12))).assertLostOnlyFrom(OneRedis.REACHED_BY_RELAY);
    }
}
