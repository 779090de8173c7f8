package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Three instances, and what they hold when all is quiet, which after any fault they must hold again. */
final class Trio implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Threads that pools may start late; a leak grows with every fault and every connection. */
    private static final int MORE_THREADS = 4;

    private static final int MORE_FILES = 8;

    /** REDIS_POOL_SIZE, by default: more are closed when they are given back. */
    private static final int LARGEST_POOL = 10;

    private final List<Node> nodes = new ArrayList<>();
    private final RedisSide redis;
    private final int[] threads = new int[3];
    private final int[] files = new int[3];
    private Map<String, Integer> connections = Map.of();

    /** @param urls of Redis as each of the three is to reach it */
    Trio(RedisSide redis, List<String> urls, String... flags) throws IOException {
        this.redis = redis;
        try {
            for (int i = 0; i < 3; i++) {
                List<String> all = new ArrayList<>(List.of(flags));
                all.add("--redis=" + urls.get(i));
                nodes.add(new Node("abc".substring(i, i + 1), all));
            }
            awaitHealth();
        } catch (IOException | RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    Node node(int index) {
        return nodes.get(index);
    }

    RedisSide redis() {
        return redis;
    }

    List<URI> targets() {
        return nodes.stream().map(Node::target).toList();
    }

    /** Until all three say that they are well. */
    void awaitHealth() {
        await("all instances are healthy by themselves")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> nodes.stream().allMatch(Node::isHealthy));
    }

    /** Until each of the load's rooms has a subscription of each instance. */
    void awaitSubscriptions(int rooms) {
        await("each room is subscribed by each instance once")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(redis.roomSubscribers())
                        .hasSize(rooms)
                        .allSatisfy((room, count) -> assertThat(count).isEqualTo(3)));
    }

    /**
     * Carries a load once without a fault, since what runs from then on is what is needed, and remembers what is held
     * while nobody is connected.
     */
    void warmUp() throws Exception {
        System.out.println("faults: -Dfaults.seed=" + Trial.SEED);
        Trial.run(this, Duration.ofSeconds(60), () -> {}).assertNothingIsLost();
        awaitNobody();
        connections = redis.connectionsByName();
        for (int i = 0; i < 3; i++) {
            threads[i] = nodes.get(i).threads();
            files[i] = nodes.get(i).files();
        }
    }

    /** An instance that was started again holds what a fresh one does, which is less: fewer pools have been used. */
    void assertNothingIsLeaked() throws IOException {
        await("connections to Redis by name")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(redis.connectionsByName()).isEqualTo(connections));
        awaitHealth();
        awaitNobody();
        await("pooled connections to Redis")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(redis.pooled())
                        .allSatisfy((name, count) ->
                                assertThat(count).as(name).isLessThanOrEqualTo(LARGEST_POOL * redis.masters())));
        for (int i = 0; i < 3; i++) {
            Node node = nodes.get(i);
            int mostThreads = threads[i] + MORE_THREADS;
            int mostFiles = files[i] + MORE_FILES;
            await("threads and files of " + node.id()).atMost(PATIENCE).untilAsserted(() -> {
                assertThat(node.threads()).as("threads").isLessThanOrEqualTo(mostThreads);
                assertThat(node.files()).as("open files").isLessThanOrEqualTo(mostFiles);
            });
            node.collectGarbage();
            for (int look = 0; look < 20; look++) {
                assertThat(node.get("/health").statusCode()).isEqualTo(200);
            }
            assertThat(node.log()).as("log of " + node.id()).doesNotContain("LEAK", "level=ERROR");
        }
    }

    /** Until the load has gone, for Redis and for the instances. */
    private void awaitNobody() {
        await("no room is subscribed any more, and what every instance listens to once by each")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(redis.allSubscribers())
                        .isNotEmpty()
                        .allSatisfy((channel, count) -> {
                            assertThat(channel).startsWith(RedisSide.STANDING);
                            assertThat(count).as(channel).isEqualTo(3);
                        }));
        await("no client, room or pooled connection is in use").atMost(PATIENCE).untilAsserted(() -> {
            for (Node node : nodes) {
                JsonNode status = node.status();
                assertThat(status.at("/connections/open").asInt(-1))
                        .as("clients of %s", node.id())
                        .isZero();
                assertThat(status.at("/rooms").asInt(-1))
                        .as("rooms of %s", node.id())
                        .isZero();
                assertThat(status.at("/cluster/pool/in_use").asInt(-1))
                        .as("pooled connections of %s that were not given back", node.id())
                        .isZero();
                assertThat(status.at("/cluster/pool/waiting").asInt(-1))
                        .as("who waits for the pool of %s", node.id())
                        .isZero();
            }
        });
    }

    /** What the instances had to complain of, for whoever has to explain a loss. */
    String warnings() {
        StringBuilder text = new StringBuilder();
        for (Node node : nodes) {
            node.log()
                    .lines()
                    .filter(line -> line.contains("level=WARN") || line.contains("level=ERROR"))
                    .forEach(line ->
                            text.append("\n  ").append(node.id()).append(": ").append(line));
        }
        return text.toString();
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
