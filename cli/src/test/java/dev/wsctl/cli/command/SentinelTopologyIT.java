package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.embedded.EmbeddedRedisOptions;
import dev.wsctl.server.testing.RedisSentinels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One set for all; the test that takes the master away comes last. */
@DisplayName("Behind Sentinels")
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("try") // A listener is there to be counted, not to be called.
class SentinelTopologyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static RedisSentinels redis;

    @BeforeAll
    static void start() {
        redis = RedisSentinels.start();
        redis.downAfter(Duration.ofSeconds(20));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static Run at(String url, String command, String... options) {
        List<String> args = new ArrayList<>(List.of(command.split(" ")));
        args.addAll(List.of("--redis", url));
        args.addAll(List.of(options));
        return Run.patiently(args.toArray(new String[0]));
    }

    private static String sentinel(int number) {
        return "127.0.0.1:" + redis.sentinels().get(number).port();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health --warn-latency 10s --crit-latency 20s",
                "latency --duration 300ms --warn 10s --crit 20s",
                "channels",
                "subscribers",
                "sessions",
                "pool --window 1ms",
                "frameworks",
                "sessions list"
            })
    @Order(1)
    @DisplayName("E16 every reading command reads the master that they name")
    void everyCommandReadsTheMaster(String command) {
        Run run = at(redis.url(), command);
        assertThat(run.code()).as(run.all()).isZero();
    }

    @Test
    @Order(1)
    @DisplayName("channels counts who subscribes at the replica, too: it hears the same messages")
    void replicasCount() {
        try (Listener master = Listener.on(redis.master(), "a").send("SUBSCRIBE chat:lobby");
                Listener replica = Listener.on(redis.replica(), "b").send("SUBSCRIBE chat:lobby")) {
            JsonNode json = at(redis.url(), "channels chat:*", "-o", "json").json();
            assertThat(json.at("/channels/0/subscribers").asInt()).isEqualTo(2);
            assertThat(json.at("/by_node/1/role").asText()).isEqualTo("replica");

            String alone = "redis://127.0.0.1:" + redis.replica().port();
            Run run = at(alone, "channels");
            assertThat(run.code())
                    .as("a replica alone doesn't know who is connected to its master")
                    .isEqualTo(3);
            assertThat(run.out().replaceAll("\\s+", " "))
                    .contains("is a replica: who is connected to its master 127.0.0.1:"
                            + redis.master().port() + " is not counted");
            Run health = at(alone, "health", "-v", "--warn-latency", "10s", "--crit-latency", "20s");
            assertThat(health.code()).as(health.all()).isZero();
            assertThat(health.out())
                    .contains("replica of 127.0.0.1:" + redis.master().port());
            assertThat(at(alone, "sessions").code()).isZero();
        }
    }

    @Test
    @Order(1)
    @DisplayName("E4 E6 instances and presence are read from the master")
    void registryAndPresence() {
        EmbeddedRedis master = redis.master();
        Heartbeats.write(master, "chat", "a", false, 40_000);
        long now = Long.parseLong(master.command("TIME").lines().findFirst().orElseThrow()) * 1000;
        master.command("ZADD", "chat:presence:global:guests", "" + now, "a:1");
        try {
            JsonNode instances = at(redis.url(), "instances", "-o", "json").json();
            assertThat(instances.path("instances").findValuesAsText("id")).containsExactly("a");
            Run presence = at(redis.url(), "presence", "-o", "json");
            assertThat(presence.json().at("/clients/guests").asInt())
                    .as(presence.all())
                    .isEqualTo(1);
        } finally {
            master.command("DEL", "chat:instances:a", "chat:presence:global:guests");
        }
    }

    @Test
    @Order(1)
    @DisplayName("a master they don't know: says so, and lists those they know")
    void anUnknownMaster() {
        Run run = at("redis-sentinel://" + sentinel(0) + "/0#nobody", "channels");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("knows no master named nobody").contains("it knows wsctl");
    }

    @Test
    @Order(1)
    @DisplayName("a sentinel taken for a Redis, and a Redis taken for a sentinel, are told apart")
    void mistaken() {
        Run run = at("redis://" + sentinel(0), "channels");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("is a sentinel, not the Redis it watches")
                .contains("redis-sentinel://" + sentinel(0) + "/0#wsctl");
        run = at("redis-sentinel://127.0.0.1:" + redis.master().port() + "/0#wsctl", "channels");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("is no sentinel");
    }

    @Test
    @Order(1)
    @DisplayName("A sentinel that is dead and one that hangs leave a third to ask, within the timeout")
    void oneSentinelIsEnough() {
        redis.sentinels().get(0).suspend();
        try {
            Run run = at(
                    "redis-sentinel://127.0.0.1:1," + sentinel(0) + "," + sentinel(1) + "/0#wsctl",
                    "channels",
                    "--timeout",
                    "10s");
            assertThat(run.code()).as(run.all()).isZero();
        } finally {
            redis.sentinels().get(0).resume();
        }
    }

    @Test
    @Order(1)
    @DisplayName("E16 sentinels with a user and a password of their own, which no output shows")
    void sentinelsWithAPassword() {
        String secret = "pl4nted-s3cret";
        EmbeddedRedisOptions options = EmbeddedRedis.options()
                .sentinelOf("other", redis.master(), 1)
                .config("user ada on >" + secret + " +@all");
        try (EmbeddedRedis sentinel = EmbeddedRedis.start(options)) {
            sentinel.command("ACL", "SETUSER", "default", "-@all", "+ping", "+auth", "+hello");
            String place = "127.0.0.1:" + sentinel.port();
            Run run = at(
                    "redis-sentinel://" + place + "/0?sentinel_user=ada&sentinel_password=" + secret + "#other",
                    "channels");
            assertThat(run.code()).as(run.all()).isZero();
            assertThat(run.all()).doesNotContain(secret);
            Run wrong = at(
                    "redis-sentinel://" + place + "/0?sentinel_user=ada&sentinel_password=x" + secret + "#other",
                    "channels");
            assertThat(wrong.code()).isEqualTo(2);
            assertThat(wrong.err()).contains("refused the password of user ada").doesNotContain(secret);
            Run none = at("redis-sentinel://" + place + "/0#other", "channels");
            assertThat(none.code()).isNotZero();
            assertThat(none.err()).contains("sentinel_user");
        }
    }

    @Test
    @Order(2)
    @DisplayName("a master that is gone: exit 2 within the timeout, and all is well after the failover")
    void aFailover() {
        redis.downAfter(Duration.ofSeconds(1));
        redis.master().suspend();
        Run run = at(redis.url(), "channels", "--timeout", "2s");
        assertThat(run.code()).as(run.all()).isIn(0, 2);
        await().atMost(PATIENCE).untilAsserted(() -> {
            Run after = at(redis.url(), "channels", "-o", "json", "--timeout", "5s");
            assertThat(after.code()).as(after.all()).isZero();
            assertThat(after.json().at("/by_node/0/node").asText())
                    .isEqualTo("127.0.0.1:" + redis.replica().port());
        });
        redis.master().resume();
    }
}
