package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.server.testing.RedisCluster;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** See decision 23: rooms are published, heard and recorded on the node that serves their slot. */
@Tag("faults")
@DisplayName("Under load, in a Cluster with streams,")
class ClusterDurableFaultsIT {

    private static final Duration LONGEST = Duration.ofSeconds(90);

    private static RedisCluster cluster;
    private static Trio trio;

    @BeforeAll
    static void start() throws Exception {
        cluster = RedisCluster.start();
        trio = new Trio(
                new RedisSide(cluster.nodes(), true),
                Collections.nCopies(3, cluster.url()),
                "--redis-sharded-pubsub=true",
                "--redis-stream-enabled=true");
        trio.warmUp();
    }

    @AfterAll
    static void stop() {
        trio.close();
        cluster.close();
    }

    @AfterEach
    void nothingIsLeaked() throws Exception {
        trio.assertNothingIsLeaked();
    }

    @ParameterizedTest(name = "D6 D8 E14 CLIENT KILL of every {0} connection, on all nodes, loses nothing")
    @ValueSource(strings = {"sub", "pub"})
    void killedConnectionsLoseNothing(String kind) throws Exception {
        Trial.run(
                        trio,
                        LONGEST,
                        () -> assertThat(trio.redis().killConnections(kind)).isGreaterThanOrEqualTo(9))
                .assertNothingIsLost();
    }

    @Test
    @DisplayName("D6 D8 slots of rooms that move to another master with their streams lose nothing")
    void slotsMoveWithTheirStreams() throws Exception {
        Trial.run(trio, LONGEST, () -> trio.redis().roomSubscribers().keySet().forEach(cluster::moveSlotOf))
                .assertNothingIsLost();
    }
}
