package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.RedisCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("wsctl tail and publish on a real cluster")
class TailClusterIT {
    @Test
    @DisplayName("hears what is said on another node once, a shard channel on its owner; publish counts over all nodes")
    void hearsEveryNodeOnce() {
        try (RedisCluster cluster = RedisCluster.start()) {
            CompletableFuture<Run> classic = tail(cluster, "chat:*", "--limit", "3");
            CompletableFuture<Run> shard = tail(cluster, "--sharded", "chat:s", "--limit", "1");
            Awaitility.await().atMost(90, TimeUnit.SECONDS).until(() -> patterns(cluster) == 1);
            for (EmbeddedRedis master : cluster.masters()) {
                master.command("PUBLISH", "chat:lobby", "from " + master.port());
            }
            Run run = classic.orTimeout(120, TimeUnit.SECONDS).join();
            assertThat(run.code()).as(run.all()).isZero();
            for (EmbeddedRedis master : cluster.masters()) {
                assertThat(run.out()).containsOnlyOnce("from " + master.port());
            }
            Run published = published(cluster);
            assertThat(published.json().at("/received").asLong()).isEqualTo(1);
            assertThat(shard.orTimeout(120, TimeUnit.SECONDS).join().out()).contains("over the shard");
        }
    }

    /** As soon as the shard channel has its subscriber. */
    private static Run published(RedisCluster cluster) {
        Awaitility.await().atMost(90, TimeUnit.SECONDS).until(() -> {
            Run dry = publish(cluster, "--dry-run", "--raw", "--sharded");
            return dry.json().at("/received").asLong() == 1;
        });
        return publish(cluster, "--raw", "--sharded");
    }

    private static Run publish(RedisCluster cluster, String... options) {
        List<String> args = new ArrayList<>(List.of("publish", "chat:s", "over the shard"));
        args.addAll(List.of(options));
        args.addAll(List.of("-r", cluster.url(), "--timeout", "30s", "-o", "json"));
        return Run.wsctl(args.toArray(new String[0]));
    }

    private static long patterns(RedisCluster cluster) {
        long sum = 0;
        for (EmbeddedRedis master : cluster.masters()) {
            sum += Long.parseLong("0" + master.command("PUBSUB", "NUMPAT").replaceAll("\\D", ""));
        }
        return sum;
    }

    private static CompletableFuture<Run> tail(RedisCluster cluster, String... options) {
        String[] args = new String[options.length + 7];
        args[0] = "tail";
        System.arraycopy(options, 0, args, 1, options.length);
        String[] rest = {"-r", cluster.url(), "--timeout", "30s", "--duration", "120s"};
        System.arraycopy(rest, 0, args, options.length + 1, rest.length);
        return CompletableFuture.supplyAsync(() -> Run.wsctl(args));
    }
}
