package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

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

/** With streams, what an instance misses while it does not hear is delivered when it does; a is reached by a relay. */
@Tag("faults")
@DisplayName("Under load, with streams,")
class DurableFaultsIT {

    private static final Duration LONGEST = Duration.ofSeconds(90);

    private static EmbeddedRedis redis;
    private static TcpRelay relay;
    private static Trio trio;

    @BeforeAll
    static void start() throws Exception {
        System.out.println("faults: -Dfaults.seed=" + Trial.SEED);
        redis = EmbeddedRedis.start();
        relay = TcpRelay.to(redis.port());
        String relayed = "redis://127.0.0.1:" + relay.port() + "/0";
        trio = new Trio(
                new RedisSide(List.of(redis), false),
                List.of(relayed, redis.url(), redis.url()),
                "--redis-stream-enabled=true");
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

    @Test
    @DisplayName("D6 E14 CLIENT KILL of every sub connection loses nothing")
    void killedSubscribersLoseNothing() throws Exception {
        Trial.run(
                        trio,
                        LONGEST,
                        () -> assertThat(trio.redis().killConnections("sub")).isEqualTo(3))
                .assertNothingIsLost();
    }

    @Test
    @DisplayName("D6 E14 CLIENT KILL of every pub connection loses nothing")
    void killedPublishersLoseNothing() throws Exception {
        Trial.run(
                        trio,
                        LONGEST,
                        () -> assertThat(trio.redis().killConnections("pub")).isEqualTo(3))
                .assertNothingIsLost();
    }

    @Test
    @DisplayName("D6 E14 a network path that is cut for a second loses nothing")
    void aPathIsCut() throws Exception {
        Trial.run(trio, LONGEST, () -> {
                    relay.cut();
                    Trial.pass(Duration.ofSeconds(1));
                    relay.restore();
                })
                .assertNothingIsLost();
    }

    @Test
    @DisplayName(
            "D6 D7 a network path cut for longer than messages may wait loses what the instance said meanwhile, and nothing else")
    void aPathIsCutForLong() throws Exception {
        Trial.run(trio, LONGEST, () -> {
                    relay.cut();
                    Trial.pass(Duration.ofSeconds(12));
                    relay.restore();
                })
                .assertLostOnlyFrom(0);
    }
}
