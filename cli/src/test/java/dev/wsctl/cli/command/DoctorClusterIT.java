package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.RedisCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One visit to a cluster in which classic messages are published and a slot has moved from under its subscriber. */
@DisplayName("N3 doctor, on a Redis Cluster,")
class DoctorClusterIT {
    private static final String CHANNEL = "chat:lobby";

    private static RedisCluster cluster;
    /** To each master, by which the others know it, too. */
    private static final List<SecondSample> WAYS = new ArrayList<>();

    private static Sickbed bed;

    @BeforeAll
    static void getIll() {
        cluster = RedisCluster.start();
        announceWays();
        cluster.downAfter(Duration.ofSeconds(20));
        int slot = Integer.parseInt(cluster.masters().get(0).command("CLUSTER", "KEYSLOT", CHANNEL));
        EmbeddedRedis owner = cluster.masters().get(slot * 3 / 16_384);
        EmbeddedRedis taker = cluster.masters().get((slot * 3 / 16_384 + 1) % 3);
        Listener subscriber = Listener.on(owner, "chat:a:sub");
        subscriber.only("SSUBSCRIBE " + CHANNEL);
        Listener broadcasts = Listener.on(owner, "chat:b:sub").send("SUBSCRIBE chat:all");
        String taking = taker.command("CLUSTER", "MYID");
        move(taker, slot, "IMPORTING", owner.command("CLUSTER", "MYID"));
        move(owner, slot, "MIGRATING", taking);
        for (EmbeddedRedis node : cluster.masters()) {
            move(node, slot, "NODE", taking);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> owner.command("PUBSUB", "SHARDCHANNELS").isEmpty());
        try (subscriber;
                broadcasts) {
            bed = Sickbed.during(WAYS, () -> {
                for (int i = 0; i < 20; i++) {
                    taker.command("SPUBLISH", CHANNEL, "hello");
                    taker.command("PUBLISH", "chat:all", "hello");
                }
            });
        }
    }

    private static void move(EmbeddedRedis node, int slot, String how, String id) {
        node.command("CLUSTER", "SETSLOT", "" + slot, how, id);
    }

    private static void announceWays() {
        for (EmbeddedRedis master : cluster.masters()) {
            SecondSample way = new SecondSample(master.port());
            WAYS.add(way);
            master.command("CONFIG", "SET", "cluster-announce-port", "" + way.port());
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> WAYS.stream()
                        .allMatch(way -> cluster.nodes().stream()
                                .allMatch(
                                        node -> node.command("CLUSTER", "NODES").contains(":" + way.port() + "@"))));
    }

    @AfterAll
    static void recover() {
        WAYS.forEach(SecondSample::close);
        cluster.close();
    }

    @Test
    @DisplayName("CAP04 sees shard messages that nobody hears since their slot moved")
    void shardSubscriptionsLost() {
        assertThat(bed.finding("CAP04").get("title").asText())
                .isEqualTo("20 shard messages published on this node while nobody is subscribed there");
    }

    @Test
    @DisplayName("CAP03 sees that classic messages are copied to every node")
    void copiedToEveryNode() {
        assertThat(bed.finding("CAP03").get("severity").asText()).isEqualTo("INFO");
        assertThat(bed.finding("CAP03").get("evidence").asText()).startsWith("cluster_stats_messages_publish_sent +");
    }

    @Test
    @DisplayName("CAP03 sees that a link of the bus was closed because its node did not take what was published")
    void theBusGivesUp() {
        EmbeddedRedis publisher = cluster.masters().get(0);
        EmbeddedRedis hung = cluster.replicas().get(1);
        String message = "x".repeat(2_000_000);
        publisher.command("CONFIG", "SET", "cluster-link-sendbuf-limit", "1mb");
        try {
            Sickbed lossy = Sickbed.during(
                    WAYS,
                    () -> {
                        hung.suspend();
                        await().pollDelay(Duration.ZERO)
                                .pollInterval(Duration.ofMillis(1))
                                .atMost(Duration.ofSeconds(30))
                                .until(() -> {
                                    publisher.command("PUBLISH", "chat:all", message);
                                    return !publisher
                                            .command("CLUSTER", "INFO")
                                            .contains("total_cluster_links_buffer_limit_exceeded:0");
                                });
                        hung.resume();
                    },
                    "--set",
                    "CAP03.rate=1");
            assertThat(lossy.json().get("findings"))
                    .filteredOn(finding -> finding.get("code").asText().equals("CAP03"))
                    .anySatisfy(finding -> {
                        assertThat(finding.get("severity").asText()).isEqualTo("CRITICAL");
                        assertThat(finding.get("title").asText())
                                .startsWith("the cluster closed ")
                                .endsWith("of its bus: messages were lost");
                    })
                    .anySatisfy(finding ->
                            assertThat(finding.get("severity").asText()).isEqualTo("WARNING"));
        } finally {
            hung.resume();
            publisher.command("CONFIG", "SET", "cluster-link-sendbuf-limit", "0");
        }
    }

    @Test
    @DisplayName("finds neither where nobody publishes")
    void silentWhenIdle() {
        Sickbed idle = Sickbed.doctor(cluster.masters().get(0).url());
        assertThat(idle.json().has("findings")).as(idle.run().all()).isTrue();
        assertThat(idle.codes()).doesNotContain("CAP03", "CAP04");
    }
}
