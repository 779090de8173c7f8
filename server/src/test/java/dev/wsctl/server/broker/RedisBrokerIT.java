package dev.wsctl.server.broker;

import static dev.wsctl.server.broker.BrokerStatus.State.CONNECTED;
import static dev.wsctl.server.broker.BrokerStatus.State.DEGRADED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.TcpRelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Redis broker")
class RedisBrokerIT {

    /** For tests that look at every change of state: a busy machine may take its time to connect. */
    private static final String[] SLOW_TO_DEGRADE = {"--redis-degraded-after", "30s"};

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
    @DisplayName("D3 D4 carries messages to the other instance once, in order, and never back to their own")
    void carriesMessagesOnceInOrderAndNeverBack() throws Exception {
        try (BrokerProbe a = connected("a", redis.url());
                BrokerProbe b = connected("b", redis.url())) {
            a.broker.subscribe("lobby").toCompletableFuture().get(20, TimeUnit.SECONDS);
            b.broker.subscribe("lobby").toCompletableFuture().get(20, TimeUnit.SECONDS);
            IntStream.range(0, 1_000).forEach(i -> a.say("lobby", "m" + i));
            List<String> all =
                    IntStream.range(0, 1_000).mapToObj(i -> "lobby:m" + i).toList();
            eventually(() -> assertThat(b.heard).isEqualTo(all));
            assertThat(a.heard).isEmpty();
            eventually(() -> assertThat(a.broker.status().published()).isGreaterThanOrEqualTo(1_000));
        }
    }

    @Test
    @DisplayName("A9 what is published together leaves in one pipeline: Redis reads once for many messages")
    void whatIsPublishedTogetherIsPipelined() {
        try (BrokerProbe a = connected("a", redis.url());
                BrokerProbe b = connected("b", redis.url())) {
            b.broker.subscribe("lobby").toCompletableFuture().join();
            long before = redisReads();
            a.onLoop(() -> IntStream.range(0, 500).forEach(i -> a.say("lobby", "m" + i)));
            eventually(() -> assertThat(b.heard).hasSize(500));
            assertThat(redisReads() - before).isLessThan(250);
        }
    }

    private long redisReads() {
        return Long.parseLong(redis.command("INFO", "stats").replaceAll("(?s).*total_reads_processed:(\\d+).*", "$1"));
    }

    @Test
    @DisplayName("E10 names its connections, also after they were killed, and comes back by itself (B6)")
    void namesItsConnectionsAlsoAfterAKill() {
        try (BrokerProbe a = connected("a", redis.url(), SLOW_TO_DEGRADE)) {
            assertThat(redis.command("CLIENT", "LIST")).contains("name=chat:a:pub ", "name=chat:a:sub ");
            // All in one moment: what is back before the last has gone would go a second time.
            redis.command("CLIENT", "KILL", "USER", "default");
            eventually(() -> assertThat(a.states).containsExactly(CONNECTED, CONNECTED));
            assertThat(redis.command("CLIENT", "LIST")).contains("name=chat:a:pub ", "name=chat:a:sub ");
        }
    }

    @Test
    @DisplayName(
            "E14 what is said while a killed publishing connection is being replaced reaches the others, once and in order")
    void whatIsSaidWhileThePublisherIsReplacedIsPublished() throws Exception {
        // As in production: what is said waits 4 s for the new connection, a machine short of CPU needs some of them.
        String[] patient = {"--redis-socket-timeout", "5s", "--redis-degraded-after", "10s"};
        try (BrokerProbe a = connected("a", redis.url(), patient);
                BrokerProbe b = connected("b", redis.url(), patient)) {
            b.broker.subscribe("lobby").toCompletableFuture().get(20, TimeUnit.SECONDS);
            List<String> said = new ArrayList<>();
            redis.command("CLIENT", "KILL", "TYPE", "normal");
            // Before it is noticed, while there is no connection, and after.
            for (long end = System.nanoTime() + 500_000_000L; System.nanoTime() < end; ) {
                said.add("lobby:m" + said.size());
                a.say("lobby", "m" + (said.size() - 1));
                LockSupport.parkNanos(1_000_000);
            }
            eventually(() -> assertThat(b.heard).isEqualTo(said));
            assertThat(a.broker.status().publishFailures()).isZero();
        }
    }

    @Test
    @DisplayName(
            "E14 an instance that stood still itself does not blame Redis: it keeps its connections and loses nothing")
    void standingStillIsNoFaultOfRedis() throws Exception {
        try (BrokerProbe a = connected("a", redis.url(), SLOW_TO_DEGRADE);
                BrokerProbe b = connected("b", redis.url())) {
            b.broker.subscribe("lobby").toCompletableFuture().get(20, TimeUnit.SECONDS);
            String before = connections("a");
            List<String> said = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                // On its way when the loop stops: the answer comes while nobody reads.
                a.say("lobby", "m" + i);
                a.broker.subscribe("room" + i);
                a.standStill(Duration.ofMillis(800));
                said.add("lobby:m" + i);
                eventually(() -> assertThat(b.heard).isEqualTo(said));
                a.broker.subscribe("again" + i).toCompletableFuture().get(20, TimeUnit.SECONDS);
            }
            assertThat(connections("a")).isEqualTo(before);
            assertThat(a.broker.retries()).isZero();
            assertThat(a.states).containsExactly(CONNECTED);
        }
    }

    private String connections(String instance) {
        return redis.command("CLIENT", "LIST")
                .lines()
                .filter(line -> line.contains(" name=chat:" + instance + ":"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.joining(" "));
    }

    @Test
    @DisplayName("D3 subscribes a room from its first member to its last, right after any churn and over reconnects")
    void subscriptionsFollowWishesThroughChurn() {
        try (BrokerProbe a = connected("a", redis.url())) {
            for (int i = 0; i < 2_000; i++) {
                a.broker.subscribe("r" + i % 7);
                a.broker.unsubscribe("r" + (i + 3) % 7);
            }
            for (int i = 0; i < 7; i++) {
                a.broker.unsubscribe("r" + i);
            }
            a.broker.subscribe("stays");
            String expected = "chat:pubsub:global:broadcast chat:stays";
            eventually(() -> assertThat(channels()).isEqualTo(expected));
            redis.command("CLIENT", "KILL", "TYPE", "pubsub");
            eventually(() -> {
                assertThat(a.states).hasSizeGreaterThan(1);
                assertThat(channels()).isEqualTo(expected);
            });
        }
    }

    @Test
    @DisplayName("D7 A2 is degraded when Redis stays away, and recovers when it comes back")
    void isDegradedWhileRedisIsAway() throws Exception {
        try (BrokerProbe a = connected("a", redis.url());
                BrokerProbe b = connected("b", redis.url())) {
            b.broker.subscribe("lobby").toCompletableFuture().get(20, TimeUnit.SECONDS);
            redis.kill();
            eventually(() -> assertThat(a.state()).isEqualTo(DEGRADED));
            assertThat(a.broker.status().lastError()).isNotNull();
            a.say("lobby", "lost");
            assertThat(a.broker.status().publishFailures()).isPositive();
            redis.restart();
            eventually(() -> assertThat(List.of(a.state(), b.state())).containsOnly(CONNECTED));
            eventually(() -> assertThat(channels()).contains("chat:lobby"));
            a.say("lobby", "back");
            eventually(() -> assertThat(b.heard).containsExactly("lobby:back"));
        }
    }

    @Test
    @DisplayName("D7 notices a Redis that accepts and answers nothing")
    void noticesASuspendedRedis() {
        try (BrokerProbe a = connected("a", redis.url())) {
            redis.suspend();
            eventually(() -> assertThat(a.state()).isEqualTo(DEGRADED));
            redis.resume();
            eventually(() -> assertThat(a.state()).isEqualTo(CONNECTED));
        }
    }

    @Test
    @DisplayName("A2 starts without Redis and connects once there is one")
    void startsWithoutRedis() {
        redis.stop();
        try (BrokerProbe a = new BrokerProbe("a", redis.url())) {
            a.say("lobby", "nobody hears this");
            eventually(() -> assertThat(a.state()).isEqualTo(DEGRADED));
            redis.restart();
            eventually(() -> assertThat(a.state()).isEqualTo(CONNECTED));
        }
    }

    @Test
    @DisplayName("A8 D7 an instance whose network swallows everything is degraded, and heals when it is restored")
    void aSwallowingNetworkIsNoticed() {
        try (TcpRelay relay = TcpRelay.to(redis.port());
                BrokerProbe a = connected("a", "redis://127.0.0.1:" + relay.port())) {
            relay.blackhole();
            eventually(() -> assertThat(a.state()).isEqualTo(DEGRADED));
            relay.restore();
            eventually(() -> assertThat(a.state()).isEqualTo(CONNECTED));
        }
    }

    @Test
    @DisplayName("E9 drops and counts what is not a message, and E7 what it has seen")
    void dropsGarbageAndDuplicates() throws Exception {
        try (BrokerProbe a = connected("a", redis.url())) {
            a.broker.subscribe("lobby").toCompletableFuture().get(20, TimeUnit.SECONDS);
            String message = "{\"type\":\"chat_message\",\"id\":\"x-1-1\",\"server_id\":\"x\",\"room\":\"lobby\","
                    + "\"username\":\"eve\",\"text\":\"hi\",\"timestamp\":\"2026-11-21T10:00:00.000Z\"}";
            redis.command("PUBLISH", "chat:lobby", "garbage");
            redis.command("PUBLISH", "chat:lobby", message.replace("\"lobby\"", "\"other\""));
            redis.command("PUBLISH", "chat:lobby", message);
            redis.command("PUBLISH", "chat:lobby", message);
            eventually(() -> assertThat(a.broker.status().duplicates()).isEqualTo(1));
            assertThat(a.heard).containsExactly("lobby:hi");
            assertThat(a.broker.status().malformed()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("A8 a message Redis doesn't answer is sent again as often as configured, then counted as failed")
    void unansweredMessagesAreRetried() {
        // So impatient that there is time for all of it in the 4 s in which messages are sent again, however slow this
        // machine is.
        try (BrokerProbe a =
                connected("a", redis.url(), "--redis-retry-attempts", "2", "--redis-socket-timeout", "200ms")) {
            redis.command("CLIENT", "PAUSE", "60000", "WRITE");
            a.say("lobby", "slow");
            eventually(() -> assertThat(a.broker.retries()).isGreaterThanOrEqualTo(2));
            eventually(() -> assertThat(a.broker.status().publishFailures()).isPositive());
            redis.command("CLIENT", "UNPAUSE");
            eventually(() -> assertThat(a.state()).isEqualTo(CONNECTED));
        }
    }

    @Test
    @DisplayName("a wrong password keeps the broker local and says why, without the password")
    void aWrongPasswordIsToldWithoutRepeatingIt() {
        redis.command("CONFIG", "SET", "requirepass", "right");
        try (BrokerProbe a = new BrokerProbe("a", "redis://:wr0ng@127.0.0.1:" + redis.port())) {
            eventually(() -> assertThat(a.state()).isEqualTo(DEGRADED));
            // The last attempt may have been one that this machine had no time for; the next one tells.
            eventually(() -> assertThat(a.broker.status().lastError())
                    .contains("WRONGPASS")
                    .doesNotContain("wr0ng"));
        }
    }

    @Test
    @DisplayName("a user who may not use the channels keeps the broker local and says why")
    void missingPermissionIsTold() {
        redis.command("ACL", "SETUSER", "eve", "on", ">pw", "~*", "+@all", "resetchannels");
        try (BrokerProbe a = new BrokerProbe("a", "redis://eve:pw@127.0.0.1:" + redis.port())) {
            eventually(() -> assertThat(a.state()).isEqualTo(DEGRADED));
            eventually(() -> assertThat(a.broker.status().lastError()).contains("NOPERM"));
        }
    }

    @Test
    @DisplayName("E16 a room that Redis refuses to subscribe is asked for again, and heard once it is allowed")
    void aRefusedRoomIsAskedForAgain() {
        redis.command("ACL", "SETUSER", "eve", "on", ">pw", "~*", "+@all", "resetchannels", "&chat:pubsub:*");
        try (BrokerProbe a = connected("a", "redis://eve:pw@127.0.0.1:" + redis.port());
                BrokerProbe b = connected("b", redis.url())) {
            a.broker.subscribe("lobby").toCompletableFuture().join();
            assertThat(channels()).doesNotContain("chat:lobby");
            redis.command("ACL", "SETUSER", "eve", "&chat:*");
            eventually(() -> assertThat(channels()).contains("chat:lobby"));
            b.say("lobby", "heard");
            eventually(() -> assertThat(a.heard).containsExactly("lobby:heard"));
            assertThat(a.gaps).containsExactly("lobby");
        }
    }

    @Test
    @DisplayName("D6 D7 who gave up waiting for a replay while Redis was away does not have it read when Redis is back")
    void abandonedReplaysAreNotRead() throws Exception {
        try (BrokerProbe a = connected("a", redis.url(), "--redis-stream-enabled")) {
            a.broker.subscribe("lobby").toCompletableFuture().get(20, TimeUnit.SECONDS);
            redis.kill();
            eventually(() -> assertThat(a.state()).isEqualTo(DEGRADED));
            List<CompletionStage<Replay>> abandoned =
                    IntStream.range(0, 300).mapToObj(i -> lastTenSeconds(a)).toList();
            for (CompletionStage<Replay> one : abandoned) {
                assertThat(one.toCompletableFuture().get(20, TimeUnit.SECONDS).shortfall())
                        .isEqualTo(Replay.Shortfall.UNAVAILABLE);
            }
            redis.restart();
            eventually(() -> assertThat(a.state()).isEqualTo(CONNECTED));
            eventually(() -> assertThat(lastTenSeconds(a)
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS)
                            .shortfall())
                    .isNotEqualTo(Replay.Shortfall.UNAVAILABLE));
            assertThat(calls("xrevrange")).isPositive().isLessThan(100);
        }
    }

    private static CompletionStage<Replay> lastTenSeconds(BrokerProbe of) {
        return of.broker.replay("lobby", new ReplayFrom.Age(Duration.ofSeconds(10)));
    }

    @Test
    @DisplayName("D6 D7 each of 12,000 rooms in which something was said while Redis was away says so in its stream")
    void everyRoomWithSomethingUnrecordedSaysSo() {
        int rooms = 12_000;
        try (BrokerProbe a = connected("a", redis.url(), "--redis-stream-enabled")) {
            redis.kill();
            eventually(() -> assertThat(a.state()).isEqualTo(DEGRADED));
            byte[] message = a.chat("lobby", "alone");
            IntStream.range(0, rooms).forEach(i -> a.broker.publish("r" + i, message));
            redis.restart();
            eventually(() -> assertThat(redis.command("DBSIZE")).isEqualTo("" + rooms));
            assertThat(redis.command("XRANGE", "stream:chat:r" + (rooms - 1), "-", "+"))
                    .contains("unrecorded_on");
        }
    }

    private int calls(String command) {
        return redis.command("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("[^:]*:calls=(\\d+),.*", "$1")))
                .sum();
    }

    private String channels() {
        return redis.command("PUBSUB", "CHANNELS").lines().sorted().collect(java.util.stream.Collectors.joining(" "));
    }

    private static BrokerProbe connected(String id, String url, String... more) {
        BrokerProbe probe = new BrokerProbe(id, url, more);
        eventually(() -> assertThat(probe.state()).isEqualTo(CONNECTED));
        return probe;
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(assertion);
    }
}
