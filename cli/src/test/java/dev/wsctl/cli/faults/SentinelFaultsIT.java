package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.testing.RedisSentinels;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
@DisplayName("Under load, with Sentinels,")
class SentinelFaultsIT {

    private static final Duration LONGEST = Duration.ofSeconds(90);

    @Test
    @DisplayName(
            "D8 E14 a master that dies costs what was said between instances until its replica has taken over; killed publishers, and ears at the Sentinels, nothing")
    void aMasterDies() throws Exception {
        try (RedisSentinels redis = RedisSentinels.start();
                Trio trio = new Trio(
                        new RedisSide(List.of(redis.master(), redis.replica()), false),
                        Collections.nCopies(3, redis.url()))) {
            trio.warmUp();
            Trial.run(
                            trio,
                            LONGEST,
                            () -> assertThat(trio.redis().killConnections("pub"))
                                    .isEqualTo(3))
                    .assertNothingIsLost();
            trio.assertNothingIsLeaked();
            RedisSide sentinels = new RedisSide(redis.sentinels(), false);
            Map<String, Integer> ears = sentinels.connectionsByName();
            Trial.run(
                            trio,
                            LONGEST,
                            () -> assertThat(sentinels.killConnections("sentinel"))
                                    .isEqualTo(9))
                    .assertNothingIsLost();
            trio.assertNothingIsLeaked();
            await("each instance listens to each Sentinel again, once")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(sentinels.connectionsByName()).isEqualTo(ears));
            int before = redis.masterPort();
            Trial.run(trio, LONGEST, () -> {
                        redis.master().kill();
                        await("Sentinels name another master")
                                .atMost(Duration.ofSeconds(60))
                                .until(() -> redis.masterPort() != before);
                    })
                    .assertLostBetweenInstancesOnly();
            trio.assertNothingIsLeaked();
        }
    }
}
