package dev.wsctl.server.broker;

import static dev.wsctl.server.broker.BrokerStatus.State.CONNECTED;
import static dev.wsctl.server.broker.DataProbe.EXPIRY;
import static dev.wsctl.server.broker.DataProbe.bytes;
import static dev.wsctl.server.broker.DataProbe.get;
import static dev.wsctl.server.broker.DataProbe.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.RedisCluster;
import io.lettuce.core.cluster.SlotHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One cluster for all: what moves slots and kills masters comes last. */
@DisplayName("In a Redis Cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedisClusterIT {

    private static final String SHARDED = "--redis-sharded-pubsub";
    private static final List<String> ROOMS =
            IntStream.range(0, 40).mapToObj(i -> "room" + i).toList();

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

    @Test
    @Order(1)
    @DisplayName("D8 E10 classic channels carry once and in order, published on one node and heard on another")
    void classicChannelsCarry() throws Exception {
        try (BrokerProbe a = connected("a");
                BrokerProbe b = connected("b")) {
            b.broker.subscribe("lobby").toCompletableFuture().get(20, TimeUnit.SECONDS);
            IntStream.range(0, 500).forEach(i -> a.say("lobby", "m" + i));
            eventually(() -> assertThat(b.heard)
                    .isEqualTo(
                            IntStream.range(0, 500).mapToObj(i -> "lobby:m" + i).toList()));
            assertThat(a.heard).isEmpty();
            assertThat(nodesOf("chat:a:pub")).hasSize(1).doesNotContainAnyElementsOf(nodesOf("chat:a:sub"));
        }
    }

    @Test
    @Order(2)
    @DisplayName("D8 keys are written, read, changed, renewed and found on whichever node keeps them")
    void keysFollowTheirSlots() throws Exception {
        try (DataProbe probe = new DataProbe(cluster.url())) {
            List<String> keys = IntStream.range(0, 50).mapToObj(i -> "k:" + i).toList();
            eventually(() -> {
                for (String key : keys) {
                    get(probe.set(key, key));
                }
            });
            assertThat(get(probe.data.getAll(keys))).hasSize(50);
            assertThat(get(probe.data.expireAll(keys, EXPIRY))).hasSize(50).containsOnly(true);
            for (String key : keys.subList(0, 10)) {
                assertThat(get(probe.data.rewrite(key, old -> bytes(text(old) + "!"), EXPIRY)))
                        .map(DataProbe::text)
                        .contains(key + "!");
            }
            RedisData.Scan found = get(probe.data.scan("k:", 1_000, Duration.ofSeconds(20)));
            assertThat(found.complete()).isTrue();
            assertThat(found.keys()).containsExactlyInAnyOrderElementsOf(keys);
            assertThat(nodesOf("chat:a:data")).hasSize(3);
            assertThat(probe.data.pool().max()).isPositive();
        }
    }

    @Test
    @Order(2)
    @DisplayName("E16 every node is given the user of the URL, in its short form too, and the least rights are enough")
    void aUserWithTheLeastRightsIsEnough() throws Exception {
        // As docs/deploy/redis/users.acl has it.
        String rule = "on >pa ~chat:* &chat:* -@all +@connection +@pubsub +@transaction +@read +@write -@dangerous"
                + " +info +time +cluster|nodes +cluster|info +client|info +client|kill";
        List<String> command = new ArrayList<>(List.of("ACL", "SETUSER", "ada"));
        command.addAll(List.of(rule.split(" ")));
        cluster.nodes().forEach(node -> node.command(command.toArray(String[]::new)));
        String url = "redis://ada:pa@" + cluster.url().replace("redis://", "");
        try (BrokerProbe a = new BrokerProbe("a", url, SHARDED, "true");
                DataProbe data = new DataProbe(url)) {
            eventually(() -> assertThat(a.broker.status().parts()).hasSize(4));
            eventually(() -> assertThat(a.state()).isEqualTo(CONNECTED));
            eventually(() -> get(data.set("chat:k", "v")));
            assertThat(get(data.data.rewrite("chat:k", old -> old, EXPIRY))).isPresent();
            assertThat(get(new RedisSets(data.data).time())).isPositive();
            for (EmbeddedRedis master : cluster.masters()) {
                // One node is enough for keys to be there; the others may still be on their way.
                eventually(() -> assertThat(master.command("CLIENT", "LIST"))
                        .containsPattern("name=chat:a:sub .* user=ada ")
                        .containsPattern("name=chat:a:data .* user=ada "));
            }
        }
    }

    @Test
    @Order(3)
    @DisplayName("D8 sharded channels live on the nodes of their slots, and announcements still reach everyone")
    void shardedChannelsLiveOnTheirNodes() throws Exception {
        try (BrokerProbe a = sharded("a");
                BrokerProbe b = sharded("b")) {
            join(b);
            assertRoomsCarry(a, b, "hello");
            assertThat(a.heard).isEmpty();
            for (EmbeddedRedis master : cluster.masters()) {
                assertThat(shardChannels(master)).anyMatch(channel -> channel.startsWith("chat:room"));
            }
            a.broker.publishToEveryone(a.announcement("hi"));
            eventually(() -> assertThat(b.heard).contains("*"));
            IntStream.range(0, 300).forEach(i -> a.say("room7", "n" + i));
            eventually(() -> assertThat(b.heard.stream().filter(heard -> heard.startsWith("room7:n")))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 300).mapToObj(i -> "room7:n" + i).toList()));
        }
    }

    @Test
    @Order(4)
    @DisplayName("D3 D8 every sharded subscription comes back after its connection was killed, whatever its slot")
    void shardedSubscriptionsComeBack() throws Exception {
        try (BrokerProbe a = sharded("a");
                BrokerProbe b = sharded("b")) {
            join(b);
            cluster.masters().forEach(master -> master.command("CLIENT", "KILL", "TYPE", "pubsub"));
            eventually(() -> assertThat(allShardChannels()).containsAll(channels()));
            eventually(() -> assertThat(List.of(a.state(), b.state())).containsOnly(CONNECTED));
            assertRoomsCarry(a, b, "again");
            ROOMS.forEach(b.broker::unsubscribe);
            eventually(() -> assertThat(allShardChannels()).noneMatch(channel -> channel.startsWith("chat:room")));
        }
    }

    @Test
    @Order(5)
    @DisplayName("D8 rooms and keys follow a slot that moves, also a key that is asked for while it is on its way")
    void roomsFollowASlotThatMoves() throws Exception {
        EmbeddedRedis from = cluster.masters().get(0);
        EmbeddedRedis to = cluster.masters().get(1);
        String room = ROOMS.stream()
                .filter(name -> SlotHash.getSlot("chat:" + name) < SlotMap.SLOTS / 3)
                .findFirst()
                .orElseThrow();
        String slot = "" + SlotHash.getSlot("chat:" + room);
        String key = "{chat:" + room + "}";
        try (BrokerProbe a = sharded("a");
                BrokerProbe b = sharded("b");
                DataProbe data = new DataProbe(cluster.url())) {
            join(b);
            assertThat(shardChannels(from)).contains("chat:" + room);
            eventually(() -> get(data.data.get(key)));

            to.command("CLUSTER", "SETSLOT", slot, "IMPORTING", from.command("CLUSTER", "MYID"));
            from.command("CLUSTER", "SETSLOT", slot, "MIGRATING", to.command("CLUSTER", "MYID"));
            get(data.set(key, "asked"));
            String owner = to.command("CLUSTER", "MYID");
            for (EmbeddedRedis node : List.of(to, from, cluster.masters().get(2))) {
                node.command("CLUSTER", "SETSLOT", slot, "NODE", owner);
            }
            assertThat(to.command("GET", key)).isEqualTo("asked");

            eventually(() -> assertThat(shardChannels(to)).contains("chat:" + room));
            eventually(() -> {
                a.say(room, "moved");
                assertThat(b.heard).contains(room + ":moved");
            });
            assertThat(text(get(data.data.get(key)).orElseThrow())).isEqualTo("asked");
            assertThat(get(data.data.rewrite(key, old -> bytes("changed"), EXPIRY)))
                    .isPresent();
            assertRoomsCarry(a, b, "all");
        }
    }

    @Test
    @Order(6)
    @DisplayName("D8 E14 rooms and keys of a master that dies are on its replica as soon as that takes over")
    void roomsFollowAReplicaThatTakesOver() throws Exception {
        EmbeddedRedis victim = cluster.masters().get(2);
        EmbeddedRedis heir = cluster.replicas().get(2);
        try (BrokerProbe a = sharded("a");
                BrokerProbe b = sharded("b");
                DataProbe data = new DataProbe(cluster.url())) {
            join(b);
            Set<String> theirs = shardChannels(victim);
            theirs.removeIf(channel -> !channel.startsWith("chat:room"));
            assertThat(theirs).isNotEmpty();
            cluster.downAfter(Duration.ofSeconds(2));
            victim.kill();
            eventually(() -> assertThat(shardChannels(heir)).containsAll(theirs));
            // From here on no other one is to be replaced.
            cluster.downAfter(Duration.ofSeconds(20));
            eventually(() -> assertThat(List.of(a.state(), b.state())).containsOnly(CONNECTED));
            assertRoomsCarry(a, b, "after");
            eventually(() -> {
                for (int i = 0; i < 20; i++) {
                    get(data.set("after:" + i, "v"));
                }
            });
        }
    }

    @Test
    @Order(7)
    @DisplayName("D8 E14 classic subscriptions move to another node when theirs dies")
    void classicSubscriptionsMove() throws Exception {
        try (BrokerProbe a = connected("a");
                BrokerProbe b = connected("b")) {
            b.broker.subscribe("lobby").toCompletableFuture().get(20, TimeUnit.SECONDS);
            cluster.downAfter(Duration.ofSeconds(2));
            String at = nodesOf("chat:b:sub").iterator().next();
            cluster.nodes().stream()
                    .filter(node -> at.equals("" + node.port()))
                    .findFirst()
                    .orElseThrow()
                    .kill();
            eventually(() -> {
                assertThat(List.of(a.state(), b.state())).containsOnly(CONNECTED);
                a.say("lobby", "after");
                assertThat(b.heard).contains("lobby:after");
            });
        }
    }

    private static void join(BrokerProbe probe) throws Exception {
        for (String room : ROOMS) {
            probe.broker.subscribe(room).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        eventually(() -> assertThat(allShardChannels()).containsAll(channels()));
    }

    private static void assertRoomsCarry(BrokerProbe from, BrokerProbe to, String text) {
        ROOMS.forEach(room -> from.say(room, text));
        eventually(() -> assertThat(to.heard)
                .containsAll(ROOMS.stream().map(room -> room + ":" + text).toList()));
        List<String> once =
                to.heard.stream().filter(heard -> heard.endsWith(":" + text)).toList();
        assertThat(once).doesNotHaveDuplicates();
    }

    private static List<String> channels() {
        return ROOMS.stream().map(room -> "chat:" + room).toList();
    }

    private static Set<String> shardChannels(EmbeddedRedis node) {
        return new TreeSet<>(node.command("PUBSUB", "SHARDCHANNELS").lines().toList());
    }

    private static Set<String> allShardChannels() {
        Set<String> all = new TreeSet<>();
        running().forEach(node -> all.addAll(shardChannels(node)));
        return all;
    }

    /** The ports of the nodes on which there is a connection of that name. */
    private static Set<String> nodesOf(String name) {
        Set<String> ports = new TreeSet<>();
        for (EmbeddedRedis node : running()) {
            if (node.command("CLIENT", "LIST").contains("name=" + name + " ")) {
                ports.add("" + node.port());
            }
        }
        return ports;
    }

    private static List<EmbeddedRedis> running() {
        return cluster.nodes().stream().filter(EmbeddedRedis::isRunning).toList();
    }

    private static BrokerProbe connected(String id, String... flags) {
        BrokerProbe probe = new BrokerProbe(id, cluster.url(), flags);
        eventually(() -> assertThat(probe.state()).isEqualTo(CONNECTED));
        return probe;
    }

    /** Connected to all masters, that is, and hearing itself on each. */
    private static BrokerProbe sharded(String id) {
        BrokerProbe probe = connected(id, SHARDED, "true");
        eventually(() -> {
            // Three masters, and the channel of all instances.
            assertThat(probe.broker.status().parts()).hasSize(4);
            assertThat(probe.state()).isEqualTo(CONNECTED);
        });
        return probe;
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(40, TimeUnit.SECONDS).ignoreExceptions().untilAsserted(assertion);
    }
}
