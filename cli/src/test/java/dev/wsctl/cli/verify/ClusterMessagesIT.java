package dev.wsctl.cli.verify;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Messages of a cluster, where a classic one goes to every node and a shard's to the node of its slot alone. */
@DisplayName("On a real cluster")
class ClusterMessagesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

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
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("tail hears what is said on any node, once")
    void tailHearsEveryNodeOnce() {
        CompletableFuture<Run> tail =
                beside("tail", "tailed:*", "tailed:l*", "tailed:lobby*", "--limit", "3", "--duration", "120s");
        await().atMost(PATIENCE).until(ClusterMessagesIT::isTailListening);
        for (EmbeddedRedis master : cluster.masters()) {
            master.command("PUBLISH", "tailed:lobby", "from " + master.port());
        }
        Run run = tail.orTimeout(120, TimeUnit.SECONDS).join();
        assertThat(run.code()).as(run.all()).isZero();
        for (EmbeddedRedis master : cluster.masters()) {
            assertThat(run.out()).containsOnlyOnce("from " + master.port());
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("tail hears shard channels of several nodes, and publish says how many received its message there")
    void tailHearsShards() {
        // In three slots, of which no two belong to one master.
        List<String> channels = List.of("shard:a", "shard:b", "shard:c");
        assertThat(channels.stream().map(name -> KeySlot.of(name) * 3 / 16_384).distinct())
                .hasSizeGreaterThan(1);
        List<String> words = new ArrayList<>(List.of("tail", "--sharded"));
        words.addAll(channels);
        words.addAll(List.of("--limit", "3", "--duration", "120s"));
        CompletableFuture<Run> tail = beside(words.toArray(String[]::new));
        for (String channel : channels) {
            await().atMost(PATIENCE).until(() -> published(channel, "--dry-run") == 1);
            assertThat(published(channel)).isEqualTo(1);
        }
        Run run = tail.orTimeout(120, TimeUnit.SECONDS).join();
        assertThat(run.code()).as(run.all()).isZero();
        channels.forEach(channel -> assertThat(run.out()).containsOnlyOnce("over " + channel));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("replay reads a room's stream on the node that stores it")
    void replayFindsTheStream() {
        for (String room : List.of("lobby", "general", "news")) {
            String stream = "stream:{chat:" + room + "}";
            owner(stream)
                    .command(
                            "XADD",
                            stream,
                            "*",
                            "data",
                            "{\"type\":\"chat_message\",\"id\":\"a-1-1\",\"server_id\":\"a\",\"room\":\"" + room
                                    + "\",\"text\":\"in " + room + "\"}");
            Run run = on("replay", room, "-o", "json");
            assertThat(run.json().path("entries")).as(run.all()).hasSize(1);
            assertThat(run.json().at("/entries/0/message/text").asText()).contains("in " + room);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("N1 verify sees who publishes on which shard channel, and does not count itself among its subscribers")
    void verifySeesShards() {
        Run verify = verify(Fault.NONE);
        assertThat(verify.code()).as(verify.all()).isZero();
        JsonNode view = verify.json().path("redis");
        assertThat(view.path("channels")).singleElement().satisfies(channel -> {
            assertThat(channel.path("kind").asText()).isEqualTo("shard");
            assertThat(channel.path("subscribers").asInt()).isEqualTo(2);
        });
        assertThat(view.path("published")).hasSize(2);
        assertThat(view.path("gaps")).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("N1 verify names the instance that publishes nothing on its shard channels")
    void verifyFindsTheSilent() {
        Run verify = verify(Fault.LOCAL_ONLY);
        assertThat(verify.code()).as(verify.all()).isEqualTo(2);
        assertThat(verify.json().at("/findings/0/code").asText()).isEqualTo("DEL05");
        assertThat(verify.json().at("/findings/0/title").asText()).endsWith("it publishes nothing");
    }

    private static Run verify(Fault second) {
        ChatBus.Line line = RedisBus.sharded(
                cluster.masters().stream().map(EmbeddedRedis::url).toList());
        try (HomeMadeChat a = new HomeMadeChat(Fault.NONE, line);
                HomeMadeChat b = new HomeMadeChat(second, line)) {
            return on(
                    "verify",
                    a.url(),
                    b.url(),
                    "--rounds",
                    "5",
                    "--deadline",
                    b.losesNothing() ? "30s" : "4s",
                    "-o",
                    "json");
        }
    }

    private static long published(String channel, String... options) {
        List<String> words = new ArrayList<>(List.of("publish", "--raw", "--sharded", channel, "over " + channel));
        words.addAll(List.of(options));
        words.addAll(List.of("-o", "json"));
        return on(words.toArray(String[]::new)).json().path("received").asLong();
    }

    private static CompletableFuture<Run> beside(String... words) {
        return CompletableFuture.supplyAsync(() -> on(words));
    }

    private static Run on(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--redis", cluster.url(), "--timeout", "30s"));
        return Run.wsctl(all.toArray(String[]::new));
    }

    private static EmbeddedRedis owner(String key) {
        return cluster.masters().get(KeySlot.of(key) * 3 / 16_384);
    }

    /** By the number of its patterns: verify, which runs beside, listens by pattern, too. */
    private static boolean isTailListening() {
        return cluster.nodes().stream()
                .anyMatch(
                        node -> node.command("CLIENT", "LIST", "TYPE", "pubsub").contains(" psub=3 "));
    }
}
