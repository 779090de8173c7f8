package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.cli.Run;
import dev.wsctl.cli.source.KeySlot;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.RedisCluster;
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
import org.junit.jupiter.params.provider.CsvSource;

/** One cluster for all; the tests that take a master away come last. */
@DisplayName("On a Redis Cluster")
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("try") // A listener is there to be counted, not to be called.
class ClusterTopologyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RedisCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
        cluster.downAfter(Duration.ofSeconds(20));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Run run(String command, String... options) {
        return at(cluster.url(), command, options);
    }

    private static Run at(String url, String command, String... options) {
        List<String> args = new ArrayList<>(List.of(command.split(" ")));
        args.addAll(List.of("--redis", url));
        args.addAll(List.of(options));
        return Run.patiently(args.toArray(new String[0]));
    }

    private static String url(EmbeddedRedis node) {
        return "redis://127.0.0.1:" + node.port();
    }

    private static String address(EmbeddedRedis node) {
        return "127.0.0.1:" + node.port();
    }

    /** The master that serves a name's slot. */
    private static EmbeddedRedis owner(String name) {
        return cluster.masters().get(KeySlot.of(name) * 3 / 16_384);
    }

    @ParameterizedTest
    @CsvSource({
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
    @DisplayName("E16 every reading command reads all masters, named in whole URLs")
    void everyCommandReadsAllMasters(String command) {
        Run run = run(command);
        assertThat(run.code()).as(run.all()).isZero();
    }

    @Test
    @Order(1)
    @DisplayName("D8 channels sums classic subscribers over masters and replicas, and tells who has a shard channel")
    void channelsSumsOverAllNodes() {
        EmbeddedRedis owner = owner("{room}");
        try (Listener master = Listener.on(cluster.masters().get(0), "a").send("SUBSCRIBE chat:lobby");
                Listener other = Listener.on(cluster.masters().get(2), "b")
                        .send("SUBSCRIBE chat:lobby")
                        .send("PSUBSCRIBE chat:*");
                Listener replica = Listener.on(cluster.replicas().get(1), "c").send("SUBSCRIBE chat:lobby");
                Listener shard = Listener.on(owner, "d").send("SSUBSCRIBE chat:{room}")) {
            JsonNode json = run("channels", "--by-node", "-o", "json").json();
            assertThat(json.at("/channels/0/name").asText()).isEqualTo("chat:lobby");
            assertThat(json.at("/channels/0/subscribers").asInt()).isEqualTo(3);
            assertThat(json.at("/channels/0/on")).hasSize(3);
            assertThat(json.at("/channels/1/kind").asText()).isEqualTo("shard");
            assertThat(json.at("/channels/1/on/0/node").asText()).isEqualTo(address(owner));
            assertThat(json.at("/patterns/distinct").asInt()).isEqualTo(1);
            assertThat(json.at("/patterns/clients").asInt()).isEqualTo(1);
            assertThat(json.at("/nodes").asInt()).isEqualTo(6);
            assertThat(json.at("/partial").asBoolean()).isFalse();

            JsonNode who = run("subscribers", "chat:lobby", "chat:{room}", "--expect", "3", "-o", "json")
                    .json();
            assertThat(who.at("/channels/0/subscribers").asInt()).isEqualTo(3);
            assertThat(who.at("/channels/1/kind").asText()).isEqualTo("shard");
            assertThat(who.at("/channels/1/subscribers").asInt()).isEqualTo(1);
            assertThat(who.at("/clients")).hasSize(4);
            assertThat(who.at("/clients/2/node").asText())
                    .isEqualTo(address(cluster.replicas().get(1)));
        }
    }

    @Test
    @Order(1)
    @DisplayName("one node's URL is enough: wsctl finds out that it is a cluster, also by a replica")
    void oneNodeIsEnough() {
        try (Listener other = Listener.on(cluster.masters().get(2), "b").send("SUBSCRIBE chat:far")) {
            for (EmbeddedRedis named :
                    List.of(cluster.masters().get(0), cluster.replicas().get(0))) {
                JsonNode json = at(url(named), "channels", "-o", "json").json();
                assertThat(json.at("/nodes").asInt()).isEqualTo(6);
                assertThat(json.at("/channels/0/name").asText()).isEqualTo("chat:far");
                Run health = at(url(named), "health", "-v", "--warn-latency", "10s", "--crit-latency", "20s");
                assertThat(health.code()).as(health.all()).isZero();
                assertThat(health.out()).contains("cluster of 3 masters").contains("SET, GET, DEL on 3 masters");
            }
        }
    }

    @Test
    @Order(1)
    @DisplayName("sessions counts and shows keys on whichever master they are")
    void sessionsOnAllMasters() {
        for (int i = 0; i < 30; i++) {
            owner("sess:" + i).command("SET", "sess:" + i, "x", "EX", "600");
        }
        assertThat(run("sessions", "-o", "json").json().at("/count").asInt()).isEqualTo(30);
        assertThat(run("sessions list", "-o", "json").json().at("/sessions")).hasSize(30);
        for (int i = 0; i < 5; i++) {
            Run shown = run("sessions show sess:" + i, "-o", "json");
            assertThat(shown.code()).as(shown.all()).isZero();
        }
    }

    @Test
    @Order(1)
    @DisplayName("D6 replay reads a room's stream, which sits in the slot of its channel, on whichever master that is")
    void replayReadsTheStreamInTheSlotOfTheChannel() {
        for (String room : List.of("lobby", "general", "attic")) {
            String stream = "stream:{chat:" + room + "}";
            owner("chat:" + room).command("XADD", stream, "*", "data", "{\"type\":\"x\",\"text\":\"in " + room + "\"}");
            Run replay = run("replay " + room);
            assertThat(replay.code()).as(replay.all()).isZero();
            assertThat(replay.out()).contains("in " + room);
        }
    }

    @Test
    @Order(1)
    @DisplayName("E4 E6 instances and presence put together what lies on several masters")
    void registryAndPresence() {
        List<String> keys = new ArrayList<>();
        for (String id : List.of("a", "b", "c", "d", "e")) {
            Heartbeats.write(owner("chat:instances:" + id), "chat", id, false, 40_000);
            keys.add("chat:instances:" + id);
        }
        assertThat(keys.stream().map(ClusterTopologyIT::owner).distinct()).hasSizeGreaterThan(1);
        for (String kind : List.of("guests", "members", "admins")) {
            String key = "chat:presence:global:" + kind;
            long now = Long.parseLong(
                            owner(key).command("TIME").lines().findFirst().orElseThrow())
                    * 1000;
            owner(key).command("ZADD", key, "" + now, "a:" + kind, "" + now, "b:" + kind);
            keys.add(key);
        }
        try {
            JsonNode instances = run("instances", "--expect", "5", "-o", "json").json();
            assertThat(instances.path("instances").findValuesAsText("id")).containsExactly("a", "b", "c", "d", "e");
            Run presence = run("presence", "-o", "json");
            for (String kind : List.of("guests", "members", "admins")) {
                assertThat(presence.json().at("/clients/" + kind).asInt())
                        .as(presence.all())
                        .isEqualTo(2);
            }
        } finally {
            keys.forEach(key -> owner(key).command("DEL", key));
        }
    }

    @Test
    @Order(1)
    @DisplayName("several hosts that are no cluster are refused, not read by half")
    void severalHostsThatAreNoCluster() {
        try (EmbeddedRedis a = EmbeddedRedis.start()) {
            Run run = at("redis://" + address(a) + ",127.0.0.1:1", "channels");
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("is no cluster node").contains("one --redis for each");
        }
    }

    @Test
    @Order(2)
    @DisplayName("a suspended master: partial, named, exit 3, within the timeout; the others are counted")
    void aSuspendedMasterIsNamed() {
        EmbeddedRedis hung = cluster.masters().get(2);
        String address = address(hung);
        try (Listener one = Listener.on(cluster.masters().get(0), "a").send("SUBSCRIBE chat:lobby")) {
            for (String id : List.of("a", "b", "c", "d", "e")) {
                Heartbeats.write(owner("chat:instances:" + id), "chat", id, false, 44_000);
            }
            // Otherwise its replica takes over while we look, and then nothing is missing.
            failover(false);
            cluster.downAfter(Duration.ofSeconds(2));
            hung.suspend();
            List<String> reading = List.of(
                    "channels", "instances", "presence", "subscribers", "pool --window 1ms", "sessions", "frameworks");
            for (String command : reading) {
                long start = System.nanoTime();
                Run run = run(command, "--timeout", "3s", "-o", "json");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
                assertThat(run.code()).as(command + ": " + run.all()).isEqualTo(3);
                assertThat(run.json().at("/partial").asBoolean()).as(run.all()).isTrue();
                assertThat(run.out()).as(command).contains(address);
            }
            Run human = run("channels", "--timeout", "3s");
            assertThat(human.out()).contains("PARTIAL").contains(address).contains("chat:lobby");

            Run expected = run("subscribers chat:lobby --expect 2", "--timeout", "3s");
            assertThat(expected.code()).as(expected.all()).isEqualTo(3);

            Run health = run("health", "-v", "--timeout", "3s");
            assertThat(health.code()).as(health.all()).isEqualTo(2);
            assertThat(health.out().replaceAll("\\s+", " "))
                    .contains("masters answer")
                    .contains(address);
        } finally {
            hung.resume();
            failover(true);
        }
        settled();
    }

    private static void failover(boolean allowed) {
        cluster.replicas()
                .forEach(node -> node.command("CONFIG", "SET", "cluster-replica-no-failover", allowed ? "no" : "yes"));
    }

    /** Whoever became a replica meanwhile is back in step. */
    private static void settled() {
        await().atMost(PATIENCE)
                .until(() -> cluster.nodes().stream()
                        .filter(EmbeddedRedis::isRunning)
                        .allMatch(node -> node.command("CLUSTER", "INFO").contains("cluster_state:ok")));
    }

    @Test
    @Order(3)
    @DisplayName("a killed master: named while nobody has taken over, and all is well after the failover")
    void aKilledMasterIsReplaced() {
        EmbeddedRedis victim = cluster.masters().get(1);
        String address = address(victim);
        victim.kill();
        Run run = run("channels", "--timeout", "3s", "-o", "json");
        if (run.code() != 0) {
            assertThat(run.code()).as(run.all()).isEqualTo(3);
            assertThat(run.out()).contains(address);
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            Run after = run("channels", "-o", "json");
            assertThat(after.code()).as(after.all()).isZero();
            assertThat(after.json().at("/nodes").asInt()).isEqualTo(5);
        });
        await().atMost(PATIENCE).untilAsserted(() -> {
            Run health = run("health", "-v", "--warn-latency", "10s", "--crit-latency", "20s");
            assertThat(health.code()).as(health.all()).isZero();
            assertThat(health.out()).contains("cluster of 3 masters");
        });
    }
}
