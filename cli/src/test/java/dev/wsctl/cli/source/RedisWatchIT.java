package dev.wsctl.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.model.RedisLoad;
import dev.wsctl.cli.option.RedisUrl;
import dev.wsctl.load.engine.LoadListener.Phase;
import dev.wsctl.load.engine.LoadListener.Progress;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("loadtest --watch-redis")
class RedisWatchIT {
    @Test
    @DisplayName("has looked once, however soon the test was over")
    void looksOnceInAnyCase() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisWatch watch = new RedisWatch(RedisUrl.parse(redis.url(), "--watch-redis"), told -> {})) {
            watch.progress(progress(Phase.MEASURING));
            watch.progress(progress(Phase.DRAINING));

            RedisLoad seen = watch.seen();
            assertThat(seen.trouble()).isEmpty();
            assertThat(seen.memoryBytes()).isPositive();
        }
    }

    private static Progress progress(Phase phase) {
        return new Progress(
                phase, "", Duration.ZERO, Duration.ofSeconds(1), 1, 1, 0, 0, 0, 0, Double.NaN, Double.NaN, List.of());
    }
}
