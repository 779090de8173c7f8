package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.RedisCluster;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("faults")
@DisplayName("Under load, in a Cluster with sharded pub/sub,")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterFaultsIT {

    private static final Duration LONGEST = Duration.ofSeconds(90);

    private static RedisCluster cluster;
    private static Trio trio;

    @BeforeAll
    static void start() throws Exception {
        cluster = RedisCluster.start();
        trio = new Trio(
                new RedisSide(cluster.nodes(), true),
                Collections.nCopies(3, cluster.url()),
                "--redis-sharded-pubsub=true");
        trio.warmUp();
    }

    @AfterAll
    static void stop() {
        trio.close();
        cluster.close();
    }

    @ParameterizedTest(name = "E14 CLIENT KILL of every {0} connection, on all nodes, loses nothing")
    @Order(1)
    @ValueSource(strings = {"pub", "data", "slots"})
    void killedConnectionsLoseNothing(String kind) throws Exception {
        Trial.run(
                        trio,
                        LONGEST,
                        () -> assertThat(trio.redis().killConnections(kind)).isGreaterThanOrEqualTo(3))
                .assertNothingIsLost();
        trio.assertNothingIsLeaked();
    }

    @Test
    @Order(2)
    @DisplayName(
            "D8 E14 CLIENT KILL of every sub connection, on all nodes, loses what was said between instances until "
                    + "they are back")
    void killedSubscribersLoseTheGap() throws Exception {
        Trial.run(
                        trio,
                        LONGEST,
                        () -> assertThat(trio.redis().killConnections("sub")).isGreaterThanOrEqualTo(3))
                .assertLostBetweenInstancesOnly();
        trio.assertNothingIsLeaked();
    }

    @Test
    @Order(3)
    @DisplayName("D8 slots of rooms that move to another master cost what was said between instances meanwhile")
    void slotsMove() throws Exception {
        Trial.run(trio, LONGEST, () -> {
                    trio.redis().roomSubscribers().keySet().forEach(cluster::moveSlotOf);
                })
                .assertLostBetweenInstancesOnly();
        trio.assertNothingIsLeaked();
    }

    @Test
    @Order(4)
    @DisplayName("D8 E14 a master that dies costs what was said between instances until its replica has taken over")
    void aMasterDies() throws Exception {
        EmbeddedRedis victim = cluster.masters().get(0);
        EmbeddedRedis heir = cluster.replicas().get(0);
        Trial.run(trio, LONGEST, () -> {
                    victim.kill();
                    await("its replica has taken over")
                            .atMost(Duration.ofSeconds(60))
                            .untilAsserted(
                                    () -> assertThat(heir.command("ROLE")).startsWith("master"));
                })
                .assertLostBetweenInstancesOnly();
        // Again three masters, each with as many connections as the one that died had.
        trio.assertNothingIsLeaked();
    }
}
