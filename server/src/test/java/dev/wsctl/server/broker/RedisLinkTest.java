package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.StatefulRedisConnection;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A link to a Redis that lets nobody in")
class RedisLinkTest {

    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final EmbeddedChannel clock = new EmbeddedChannel();
    private final List<String> failures = new ArrayList<>();
    private int attempts;
    private final RedisLink<StatefulRedisConnection<String, byte[]>> link = new RedisLink<>(
            "test",
            clock.eventLoop(),
            new Refused(),
            new Backoff(BETWEEN, BETWEEN, () -> 1),
            Duration.ofSeconds(10),
            new Failures());

    @BeforeEach
    void open() {
        clock.freezeTime();
        link.open();
        pass(Duration.ZERO);
        assertThat(attempts).isEqualTo(1);
    }

    @Test
    @DisplayName("B6 is tried again after the pause, and not before")
    void isTriedAgainAfterThePause() {
        pass(BETWEEN.minusMillis(1));
        assertThat(attempts).isEqualTo(1);
        pass(Duration.ofMillis(1));
        assertThat(attempts).isEqualTo(2);
        assertThat(failures).containsOnly("not today").hasSize(2);
    }

    @Test
    @DisplayName("B6 is tried at once when another one has got through, but not more often than once a second")
    void isTriedAtOnceWhenHurried() {
        pass(Duration.ofSeconds(2));
        link.hurry();
        pass(Duration.ZERO);
        assertThat(attempts).isEqualTo(2);
        for (int i = 0; i < 3; i++) {
            link.hurry();
            pass(Duration.ofMillis(333));
        }
        assertThat(attempts).isEqualTo(2);
        pass(Duration.ofMillis(1));
        assertThat(attempts).isEqualTo(3);
        // From there the pause counts, and that from before does not.
        pass(BETWEEN.minusMillis(1));
        assertThat(attempts).isEqualTo(3);
        pass(Duration.ofMillis(1));
        assertThat(attempts).isEqualTo(4);
    }

    @Test
    @DisplayName("is not tried any more once it is closed, whoever hurries")
    void isNotTriedOnceClosed() {
        var unused = link.close();
        link.hurry();
        pass(BETWEEN.multipliedBy(3));
        assertThat(attempts).isEqualTo(1);
    }

    private void pass(Duration time) {
        clock.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        clock.runPendingTasks();
        clock.runScheduledPendingTasks();
        clock.runPendingTasks();
    }

    private final class Refused implements RedisLink.Maker<StatefulRedisConnection<String, byte[]>> {
        @Override
        public CompletionStage<StatefulRedisConnection<String, byte[]>> connect() {
            attempts++;
            return CompletableFuture.failedFuture(new IllegalStateException("not today"));
        }

        @Override
        public void discard(StatefulRedisConnection<String, byte[]> connection) {
            throw new AssertionError("there was none");
        }
    }

    private final class Failures implements RedisLink.Observer<StatefulRedisConnection<String, byte[]>> {
        @Override
        public void up(StatefulRedisConnection<String, byte[]> connection) {
            throw new AssertionError("nobody gets in");
        }

        @Override
        public void down(String reason) {
            throw new AssertionError("nobody was in");
        }

        @Override
        public void unreachable(String reason) {
            failures.add(reason);
        }
    }
}
