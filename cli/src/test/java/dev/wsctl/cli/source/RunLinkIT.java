package dev.wsctl.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.cli.model.Deadline;
import dev.wsctl.cli.model.RedisTarget;
import dev.wsctl.cli.option.RedisUrl;
import dev.wsctl.load.team.TeamLink;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the way between a leader and a worker over Redis")
class RunLinkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static RedisTarget target() {
        return RedisUrl.parse(redis.url(), "--join");
    }

    private static boolean exists(String key) {
        try (RedisSource source = RedisSource.of(target(), Deadline.after(PATIENCE))) {
            return source.connect().number("EXISTS", key) == 1;
        }
    }

    @Test
    @DisplayName("N4 messages of megabytes arrive whole and in order; afterwards nothing is left in Redis")
    void messagesArriveWhole() throws Exception {
        byte[] large = new byte[2_000_000];
        new Random(1).nextBytes(large);
        RunKeys keys = new RunKeys("link-1");
        try (RunSeat seat = RunSeat.take(target(), "link-1");
                RunAssembly assembly = RunAssembly.gather(target(), "link-1", 1, PATIENCE, here -> {}, () -> false)) {
            TeamLink worker = seat.link();
            TeamLink leader = assembly.links().get(0);

            worker.send(new byte[] {1});
            worker.send(large);
            leader.send(new byte[] {2});

            assertThat(leader.receive(PATIENCE)).containsExactly(1);
            assertThat(leader.receive(PATIENCE)).isEqualTo(large);
            assertThat(worker.receive(PATIENCE)).containsExactly(2);
            assertThat(Math.abs(worker.offsetNanos() - leader.offsetNanos()))
                    .as("one machine, one clock")
                    .isLessThanOrEqualTo(worker.clockErrorNanos() + leader.clockErrorNanos());
        }
        assertThat(exists(keys.roll())).isFalse();
        assertThat(exists(keys.leader())).isFalse();
    }

    @Test
    @DisplayName("N4 an end whose sign of life has run out is gone, and says so within seconds")
    void anEndWithoutASignOfLifeIsGone() throws Exception {
        RunKeys keys = new RunKeys("link-2");
        try (RunSeat seat = RunSeat.take(target(), "link-2")) {
            RunAssembly assembly = RunAssembly.gather(target(), "link-2", 1, PATIENCE, here -> {}, () -> false);
            assembly.links().get(0).send(new byte[] {1});
            assertThat(seat.link().receive(PATIENCE)).containsExactly(1);
            assembly.close();
            assertThat(exists(keys.leader())).isFalse();

            assertThatThrownBy(() -> seat.link().receive(PATIENCE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no sign of life");
        }
    }
}
