package dev.wsctl.server.broker;

import static dev.wsctl.server.broker.DataProbe.failure;
import static dev.wsctl.server.broker.DataProbe.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The connection pool")
class ConnectionPoolIT {

    private EmbeddedRedis redis;
    private DataProbe probe;
    private final List<CompletableFuture<String>> work = new ArrayList<>();

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start();
        // What does not answer for that long is given up; nothing else here waits for it.
        probe = new DataProbe(redis.url(), "--redis-socket-timeout", "2s");
    }

    @AfterEach
    void stop() {
        work.forEach(unfinished -> unfinished.complete(""));
        probe.close();
        redis.close();
    }

    private ConnectionPool pool(int max, int keep, Duration patience) {
        return new ConnectionPool(
                probe.connections.loop(),
                () -> probe.connections.connect("pool", probe.connections.place()),
                max,
                keep,
                patience,
                Duration.ofMillis(100));
    }

    /** Takes a connection for as long as the work it adds is not completed. */
    private CompletableFuture<String> take(ConnectionPool pool) {
        CompletableFuture<String> task = new CompletableFuture<>();
        work.add(task);
        return pool.use(connection -> task);
    }

    @Test
    @DisplayName("A8 C6 the limit holds: who finds all in use waits in line, then gets one, and the figures show it")
    void theLimitHoldsAndTheFiguresShowIt() throws Exception {
        ConnectionPool pool = pool(3, 2, Duration.ofSeconds(30));
        assertThat(pool.figures()).isEqualTo(new PoolFigures(3, 0, 0, 0, 0));
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            results.add(take(pool));
        }
        eventually(() -> assertThat(pool.figures()).isEqualTo(new PoolFigures(3, 3, 0, 3, 2)));
        assertThat(pool.figures().usagePercent()).isEqualTo(100.0);
        assertThat(pooled()).isEqualTo(3);

        for (CompletableFuture<String> task : work) {
            task.complete("done");
        }
        for (CompletableFuture<String> result : results) {
            assertThat(get(result)).isEqualTo("done");
        }
        // REDIS_POOL_SIZE idle ones are kept, the third is closed.
        eventually(() -> assertThat(pool.figures()).isEqualTo(new PoolFigures(3, 2, 2, 0, 0)));
        eventually(() -> assertThat(pooled()).isEqualTo(2));
    }

    @Test
    @DisplayName("A8 who waits longer than the socket timeout is told that the pool is exhausted, and why")
    void whoWaitsTooLongIsTold() throws Exception {
        ConnectionPool pool = pool(1, 1, Duration.ofMillis(200));
        eventually(() -> {
            // On a busy machine the first may have waited in vain for a connection that is there the next time.
            if (pool.figures().waiting() == 0 && pool.figures().inUse() == 0) {
                take(pool);
            }
            assertThat(pool.figures().inUse()).isEqualTo(1);
        });
        assertThat(failure(take(pool))).contains("within 200 ms").contains("REDIS_MAX_CONNECTIONS");
        assertThat(pool.figures().waiting()).isZero();
    }

    @Test
    @DisplayName("C3 an idle connection that was closed or does not answer is thrown away by the health check")
    void deadIdleConnectionsAreThrownAway() throws Exception {
        ConnectionPool pool = pool(5, 5, Duration.ofSeconds(30));
        CompletableFuture<String> first = take(pool);
        CompletableFuture<String> second = take(pool);
        eventually(() -> assertThat(pool.figures().inUse()).isEqualTo(2));
        work.forEach(task -> task.complete(""));
        get(first);
        get(second);
        eventually(() -> assertThat(pool.figures().available()).isEqualTo(2));

        redis.suspend();
        eventually(() -> assertThat(pool.figures().created()).isZero());
        redis.resume();
        assertThat(ping(pool)).isEqualTo("PONG");

        eventually(() -> assertThat(pool.figures().available()).isEqualTo(1));
        redis.command("CLIENT", "KILL", "TYPE", "normal");
        eventually(() -> assertThat(pool.figures().created()).isZero());
    }

    @Test
    void aConnectionIsUsedAgainAndOneWhoseWorkFailedIsNot() throws Exception {
        ConnectionPool pool = pool(5, 5, Duration.ofSeconds(30));
        long id = clientId(pool);
        assertThat(clientId(pool)).isEqualTo(id);
        failure(pool.use(connection -> connection.async().eval("broken", io.lettuce.core.ScriptOutputType.VALUE)));
        assertThat(clientId(pool)).isNotEqualTo(id);
    }

    @Test
    void whenRedisIsAwayThePoolSaysSoAndRecovers() throws Exception {
        ConnectionPool pool = pool(2, 2, Duration.ofSeconds(30));
        redis.stop();
        assertThat(failure(pool.use(connection -> connection.async().ping()))).contains("cannot connect");
        redis.restart();
        assertThat(ping(pool)).isEqualTo("PONG");
        assertThat(pool.figures().created()).isEqualTo(1);
    }

    private static String ping(ConnectionPool pool) throws Exception {
        return get(pool.<String>use(connection -> connection.async().ping()));
    }

    private static long clientId(ConnectionPool pool) throws Exception {
        return get(pool.<Long>use(connection -> connection.async().clientId()));
    }

    private long pooled() {
        return redis.command("CLIENT", "LIST")
                .lines()
                .filter(line -> line.contains("name=chat:a:pool "))
                .count();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(assertion);
    }
}
