package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.testing.RedisSentinels;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
@DisplayName("Under load, with Sentinels,")
class SentinelFaultsIT {

    private static final Duration LONGEST = Duration.ofSeconds(90);

    private RedisSentinels redis;
    private Trio trio;

    @BeforeEach
    void start() throws Exception {
        redis = RedisSentinels.start();
        trio = new Trio(
                new RedisSide(List.of(redis.master(), redis.replica()), false), Collections.nCopies(3, redis.url()));
        trio.warmUp();
    }

    @AfterEach
    void stop() {
        trio.close();
        redis.close();
    }

    @Test
    @DisplayName("D8 E14 CLIENT KILL of every pub connection, and of every ear at the Sentinels, loses nothing; "
            + "a master that dies, what was said between instances until its replica has taken over")
    void aMasterDies() throws Exception {
        Trial.run(
                        trio,
                        LONGEST,
                        () -> assertThat(trio.redis().killConnections("pub")).isEqualTo(3))
                .assertNothingIsLost();
        trio.assertNothingIsLeaked();
        RedisSide sentinels = new RedisSide(redis.sentinels(), false);
        Map<String, Integer> ears = sentinels.connectionsByName();
        Trial.run(
                        trio,
                        LONGEST,
                        () -> assertThat(sentinels.killConnections("sentinel")).isEqualTo(9))
                .assertNothingIsLost();
        trio.assertNothingIsLeaked();
        await("each instance listens to each Sentinel again, once")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(sentinels.connectionsByName()).isEqualTo(ears));
        failOver(() -> redis.master().kill());
    }

    @Test
    @DisplayName("D8 E14 a failover that is asked for costs what was said between instances meanwhile, though the old "
            + "master stays open")
    void aFailoverIsAskedFor() throws Exception {
        failOver(() -> redis.sentinels().get(0).command("SENTINEL", "FAILOVER", RedisSentinels.MASTER_NAME));
    }

    private void failOver(Runnable cause) throws Exception {
        int before = redis.masterPort();
        Trial.run(trio, LONGEST, () -> {
                    cause.run();
                    await("Sentinels name another master")
                            .atMost(Duration.ofSeconds(60))
                            .until(() -> redis.masterPort() != before);
                })
                .assertLostBetweenInstancesOnly();
        trio.assertNothingIsLeaked();
    }
}
