package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

    /** Remembers what is held while nobody is connected. */
    void rememberQuiet() {
        awaitNoSubscriptions();
        connections = redis.connectionsByName();
        for (int i = 0; i < 3; i++) {
            threads[i] = nodes.get(i).threads();
            files[i] = nodes.get(i).files();
        }
    }

    /** An instance that was started again holds what a fresh one does, which is less: fewer pools have been used. */
    void assertNothingIsLeaked() throws IOException {
        awaitHealth();
        awaitNoSubscriptions();
        await("connections to Redis by name")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(redis.connectionsByName()).isEqualTo(connections));
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

    private void awaitNoSubscriptions() {
        await("no room is subscribed any more")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(redis.roomSubscribers()).isEmpty());
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
