package dev.wsctl.cli.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsctl.server.embedded.EmbeddedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel itself loses packets between one instance and Redis. */
@Tag("faults")
@DisplayName("Under load, on a path that loses packets,")
class LossyPathFaultsIT {

    private static EmbeddedRedis redis;
    private static LossyPath path;
    private static Trio trio;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        assumeTrue(LossyPath.isPossible(), "no network namespace with iptables here");
        redis = EmbeddedRedis.start(EmbeddedRedis.options().unixSocket());
        path = new LossyPath(redis.unixSocket(), folder.resolve("path.sock"));
        trio = new Trio(new RedisSide(List.of(redis), false), List.of(path.url(), redis.url(), redis.url()));
        trio.warmUp();
    }

    @AfterAll
    static void stop() {
        if (trio != null) {
            trio.close();
        }
        if (path != null) {
            path.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    @AfterEach
    void nothingIsLeaked() throws Exception {
        trio.assertNothingIsLeaked();
    }

    @Test
    @DisplayName("E14 one packet in twenty lost for 10 s makes messages late, and loses none")
    void packetsAreLost() throws Exception {
        Trial.run(trio, OneRedis.LONGEST, () -> {
                    path.lose(0.05);
                    Trial.pass(Duration.ofSeconds(10));
                    path.mend();
                })
                .assertNothingIsLost();
    }

    @Test
    @DisplayName("E14 a path that is dead for a second makes messages late, and loses none")
    void thePathIsDeadForAMoment() throws Exception {
        Trial.run(trio, OneRedis.LONGEST, () -> {
                    path.lose(1);
                    Trial.pass(Duration.ofSeconds(1));
                    path.mend();
                })
                .assertNothingIsLost();
    }

    @Test
    @DisplayName(
            "E14 a path that is dead for longer than deadlines, and then brings what was sent before, loses messages from and to its instance alone")
    void thePathIsDeadForLong() throws Exception {
        Trial.run(trio, OneRedis.LONGEST, () -> {
                    path.lose(1);
                    Trial.pass(Duration.ofSeconds(12));
                    path.mend();
                })
                .assertLostOnlyWith(0, false);
    }
}
