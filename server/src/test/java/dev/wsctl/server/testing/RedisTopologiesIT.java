package dev.wsctl.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Redis under Sentinels and as a Cluster")
class RedisTopologiesIT {

    @Test
    @DisplayName("publishes to the master the Sentinels name, also after the replica has taken over")
    void sentinelsPromoteTheReplica() {
        try (RedisSentinels sentinels = RedisSentinels.start()) {
            sentinels.downAfter(Duration.ofSeconds(20));
            assertThat(sentinels.masterPort()).isEqualTo(sentinels.master().port());
            assertCarries(sentinels.url(), sentinels.url());

            sentinels.downAfter(Duration.ofSeconds(1));
            sentinels.master().kill();
            eventually(() -> assertThat(sentinels.masterPort())
                    .isEqualTo(sentinels.replica().port()));
            eventually(() -> assertThat(sentinels.replica().command("ROLE")).startsWith("master"));
            assertCarries(sentinels.url(), sentinels.url());
        }
    }

    @Test
    @DisplayName("a cluster serves all slots, carries messages between any two nodes, and outlives a master")
    void aClusterOutlivesAMaster() {
        try (RedisCluster cluster = RedisCluster.start()) {
            cluster.downAfter(Duration.ofSeconds(20));
            assertCarries(url(cluster.masters().get(0)), url(cluster.replicas().get(2)));
            assertThat(cluster.nodes().get(5).command("CLUSTER", "INFO")).contains("cluster_slots_ok:16384");
            assertThat(writeAndCountKeys(cluster, "before")).isEqualTo(100);

            cluster.downAfter(Duration.ofSeconds(2));
            cluster.masters().get(1).kill();
            EmbeddedRedis heir = cluster.replicas().get(1);
            eventually(() -> assertThat(heir.command("ROLE")).startsWith("master"));
            cluster.downAfter(Duration.ofSeconds(20));
            List<EmbeddedRedis> alive =
                    cluster.nodes().stream().filter(EmbeddedRedis::isRunning).toList();
            for (EmbeddedRedis node : alive) {
                eventually(() -> assertThat(node.command("CLUSTER", "INFO")).contains("cluster_state:ok"));
            }
            assertCarries(url(cluster.masters().get(2)), url(heir));
            assertThat(writeAndCountKeys(cluster, "after")).isEqualTo(100);
        }
    }

    private static String url(EmbeddedRedis node) {
        return "redis://" + node.host() + ":" + node.port();
    }

    /** Keys with different slots, written by a client that follows the slots. */
    private static long writeAndCountKeys(RedisCluster cluster, String name) {
        List<io.lettuce.core.RedisURI> uris = Arrays.stream(cluster.url().split(","))
                .map(io.lettuce.core.RedisURI::create)
                .toList();
        RedisClusterClient client = RedisClusterClient.create(uris);
        try (var connection = client.connect()) {
            var commands = connection.sync();
            IntStream.range(0, 100).forEach(i -> commands.set(name + i, "v"));
            return IntStream.range(0, 100)
                    .filter(i -> "v".equals(commands.get(name + i)))
                    .count();
        } finally {
            client.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }

    private static void assertCarries(String publishTo, String subscribeAt) {
        List<String> heard = new CopyOnWriteArrayList<>();
        RedisClient subscriber = RedisClient.create(subscribeAt);
        RedisClient publisher = RedisClient.create(publishTo);
        try (StatefulRedisPubSubConnection<String, String> from = subscriber.connectPubSub();
                StatefulRedisConnection<String, String> to = publisher.connect()) {
            from.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    heard.add(message);
                }
            });
            from.sync().subscribe("chat:lobby");
            to.sync().publish("chat:lobby", "hello");
            eventually(() -> assertThat(heard).containsExactly("hello"));
        } finally {
            subscriber.shutdown(0, 2, TimeUnit.SECONDS);
            publisher.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(assertion);
    }
}
