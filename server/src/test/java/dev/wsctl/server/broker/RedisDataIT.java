package dev.wsctl.server.broker;

import static dev.wsctl.server.broker.DataProbe.EXPIRY;
import static dev.wsctl.server.broker.DataProbe.bytes;
import static dev.wsctl.server.broker.DataProbe.failure;
import static dev.wsctl.server.broker.DataProbe.get;
import static dev.wsctl.server.broker.DataProbe.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.TcpRelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisplayName("Keys and values in Redis")
class RedisDataIT {

    private EmbeddedRedis redis;

    @BeforeEach
    void startRedis() {
        redis = EmbeddedRedis.start();
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    @Test
    void commandsDoWhatTheySay() throws Exception {
        try (DataProbe probe = new DataProbe(redis.url())) {
            get(probe.set("s[1]:a", "one"));
            get(probe.set("s[1]:b", "two"));
            get(probe.set("s1:c", "three"));

            assertThat(get(probe.data.get("s[1]:a")).map(DataProbe::text)).contains("one");
            assertThat(get(probe.data.get("nothing"))).isEmpty();
            assertThat(get(probe.data.getAll(List.of("s[1]:a", "nothing", "s[1]:b"))))
                    .extracting(DataProbe::text)
                    .containsExactly("one", "two");
            assertThat(get(probe.data.expireAll(List.of("s[1]:a", "nothing"), Duration.ofHours(1))))
                    .containsExactly(true, false);
            assertThat(get(probe.data.timeToLive("s[1]:a")).orElseThrow()).isGreaterThan(Duration.ofMinutes(30));
            RedisData.Scan found = get(probe.data.scan("s[1]:", 1_000, Duration.ofSeconds(10)));
            assertThat(found.keys()).containsExactlyInAnyOrder("s[1]:a", "s[1]:b");
            assertThat(found.complete()).isTrue();
            get(probe.data.delete("s[1]:a"));
            assertThat(redis.command("EXISTS", "s[1]:a")).isEqualTo("0");
        }
    }

    @Test
    @DisplayName("E10 single commands of many callers share one connection, named data")
    void singleCommandsShareOneConnection() throws Exception {
        try (DataProbe probe = new DataProbe(redis.url())) {
            List<CompletableFuture<?>> sent = new ArrayList<>();
            IntStream.range(0, 2_000).forEach(i -> sent.add(probe.set("k" + i, "v")));
            get(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)));
            assertThat(redis.command("DBSIZE")).isEqualTo("2000");
            assertThat(names()).containsExactly("chat:a:data");
            assertThat(probe.data.pool().created()).isZero();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName(
            "C3 every connection is kept alive: after 15 s of silence the kernel asks whether Redis is still there")
    void connectionsAreKeptAlive() {
        try (BrokerProbe broker = new BrokerProbe("a", redis.url());
                DataProbe data = new DataProbe(redis.url())) {
            eventually(() -> assertThat(broker.state()).isEqualTo(BrokerStatus.State.CONNECTED));
            eventually(() -> assertThat(data.data.isConnected()).isTrue());
            eventually(() -> assertThat(timersTowards(redis.port()))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(timer -> {
                        assertThat(timer.kind()).as("keep-alive").isEqualTo(2);
                        assertThat(timer.due()).isLessThanOrEqualTo(Duration.ofSeconds(16));
                    }));
        }
    }

    /**
     * What the kernel is going to do about a connection.
     *
     * @param kind 2 asks the other side, see proc(5)
     */
    private record Timer(int kind, Duration due) {}

    private static List<Timer> timersTowards(int port) throws IOException {
        List<Timer> timers = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.trim().split("\\s+");
                if (fields[2].endsWith(String.format(":%04X", port)) && fields[3].equals("01")) {
                    String[] timer = fields[5].split(":");
                    // In hundredths of a second.
                    timers.add(new Timer(
                            Integer.parseInt(timer[0], 16), Duration.ofMillis(10 * Long.parseLong(timer[1], 16))));
                }
            }
        }
        return timers;
    }

    @Test
    @DisplayName("E10 a quiet instance has exactly three connections with its names, also after CLIENT KILL")
    void aQuietInstanceHasExactlyThreeNamedConnections() {
        // Never degraded, however long this machine takes to connect: that were a third state.
        try (BrokerProbe broker = new BrokerProbe("a", redis.url(), "--redis-degraded-after", "30s");
                DataProbe probe = new DataProbe(redis.url())) {
            List<String> three = List.of("chat:a:data", "chat:a:pub", "chat:a:sub");
            eventually(() -> assertThat(names()).isEqualTo(three));
            // All in one moment: what is back before the last has gone would go a second time.
            redis.command("CLIENT", "KILL", "USER", "default");
            eventually(() -> {
                assertThat(broker.states).hasSize(2);
                assertThat(probe.data.isConnected()).isTrue();
                assertThat(names()).isEqualTo(three);
            });
        }
    }

    @Test
    @DisplayName("A8 REDIS_SOCKET_TIMEOUT ends a command that Redis never answers, and the next fails at once")
    void theSocketTimeoutEndsACommand() throws Exception {
        try (TcpRelay relay = TcpRelay.to(redis.port());
                DataProbe probe = impatient("redis://127.0.0.1:" + relay.port(), "--redis-retry-attempts", "0")) {
            relay.blackhole();
            assertThat(failure(probe.set("k", "v"))).isEqualTo("no answer from Redis in time");
            assertThat(probe.data.isConnected()).isFalse();
            assertThat(probe.set("k", "v")).isCompletedExceptionally();
            relay.restore();
            // A busy machine may not answer in time at once.
            eventually(() -> assertThat(probe.set("k", "v")).succeedsWithin(Duration.ofSeconds(30)));
        }
    }

    @Test
    @DisplayName("A8 REDIS_RETRY_ATTEMPTS: an unanswered command is tried again so often, then fails")
    void anUnansweredCommandIsTriedAgainAsOftenAsConfigured() throws Exception {
        try (DataProbe probe = impatient(redis.url(), "--redis-retry-attempts", "2")) {
            redis.command("CLIENT", "PAUSE", "60000", "WRITE");
            assertThat(failure(probe.set("k", "v"))).contains("no answer");
            assertThat(probe.data.retries()).isEqualTo(2);
            redis.command("CLIENT", "UNPAUSE");
        }
    }

    @Test
    @DisplayName("A8 a command is carried out by a later attempt when Redis answers again")
    void aLaterAttemptSucceeds() throws Exception {
        try (DataProbe probe = impatient(redis.url(), "--redis-retry-attempts", "100")) {
            redis.command("CLIENT", "PAUSE", "60000", "WRITE");
            CompletableFuture<?> set = probe.set("k", "v");
            eventually(() -> assertThat(probe.data.retries()).isPositive());
            redis.command("CLIENT", "UNPAUSE");
            get(set);
            assertThat(redis.command("GET", "k")).isEqualTo("v");
        }
    }

    @Test
    @DisplayName("A8 REDIS_RETRY_ON_TIMEOUT=false: nothing is tried again")
    void retryingCanBeSwitchedOff() throws Exception {
        try (DataProbe probe =
                impatient(redis.url(), "--redis-retry-on-timeout", "false", "--redis-retry-attempts", "9")) {
            redis.command("CLIENT", "PAUSE", "60000", "WRITE");
            assertThat(failure(probe.set("k", "v"))).contains("no answer");
            assertThat(failure(probe.data.rewrite("k", old -> old, EXPIRY))).isNotEmpty();
            assertThat(probe.data.retries()).isZero();
            redis.command("CLIENT", "UNPAUSE");
        }
    }

    @Test
    @DisplayName("C3 transactions take pooled connections, and concurrent ones lose nothing")
    void concurrentTransactionsLoseNothing() throws Exception {
        try (DataProbe probe = new DataProbe(redis.url())) {
            get(probe.set("k", ""));
            List<CompletableFuture<?>> changes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                changes.add(probe.data.rewrite("k", old -> bytes(text(old) + "x"), EXPIRY));
            }
            get(CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new)));

            assertThat(redis.command("GET", "k")).isEqualTo("xxxx");
            assertThat(names()).contains("chat:a:pool").doesNotContain("");
            assertThat(get(probe.data.rewrite("nothing", old -> old, EXPIRY))).isEqualTo(Optional.empty());
            assertThat(get(probe.data.timeToLive("k"))).isPresent();
        }
    }

    @Test
    @DisplayName("A2 without Redis every command fails at once and says why")
    void withoutRedisEveryCommandFailsAtOnce() throws Exception {
        try (DataProbe probe = new DataProbe(redis.url())) {
            redis.stop();
            eventually(() -> assertThat(probe.data.isConnected()).isFalse());
            assertThat(failure(probe.set("k", "v"))).isNotEmpty();
            assertThat(failure(probe.data.rewrite("k", old -> old, EXPIRY))).isNotEmpty();
            redis.restart();
            eventually(() -> assertThat(probe.data.isConnected()).isTrue());
            get(probe.set("k", "v"));
        }
    }

    /** For tests in which Redis does not answer; in all others a busy machine may be as slow as it is. */
    private static DataProbe impatient(String url, String... flags) {
        List<String> all = new ArrayList<>(List.of("--redis-socket-timeout", "400ms"));
        all.addAll(List.of(flags));
        return new DataProbe(url, all.toArray(String[]::new));
    }

    /** The names of this instance's connections, sorted. */
    private List<String> names() {
        return redis.command("CLIENT", "LIST")
                .lines()
                .map(line -> line.replaceAll(".* name=(\\S*) .*", "$1"))
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(assertion);
    }
}
