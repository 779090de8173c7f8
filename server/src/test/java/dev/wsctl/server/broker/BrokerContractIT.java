package dev.wsctl.server.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.broker.BrokerStatus.State;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.protocol.MessageIds;
import dev.wsctl.server.protocol.MessageWriter;
import dev.wsctl.server.testing.RedisCluster;
import dev.wsctl.server.testing.RedisSentinels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link Broker} promises, wherever the messages go. */
@DisplayName("A broker")
class BrokerContractIT {

    private static final List<String> ROOMS = List.of("lobby", "general", "a", "b", "c", "d");

    enum Topology {
        NONE,
        STANDALONE,
        SENTINEL,
        CLUSTER,
        CLUSTER_SHARDED,
        SEVERAL_SERVERS;

        List<String> urls() {
            return switch (this) {
                case NONE -> List.of();
                case STANDALONE -> List.of(first.url());
                case SENTINEL -> List.of(sentinels.url());
                case CLUSTER, CLUSTER_SHARDED -> List.of(cluster.url());
                case SEVERAL_SERVERS -> List.of(first.url(), second.url());
            };
        }

        /** Whether there are other instances at all. */
        boolean carries() {
            return this != NONE;
        }
    }

    private static EmbeddedRedis first;
    private static EmbeddedRedis second;
    private static RedisSentinels sentinels;
    private static RedisCluster cluster;

    @BeforeAll
    static void start() {
        first = EmbeddedRedis.start();
        second = EmbeddedRedis.start();
        sentinels = RedisSentinels.start();
        cluster = RedisCluster.start();
        sentinels.downAfter(Duration.ofSeconds(20));
        cluster.downAfter(Duration.ofSeconds(20));
    }

    @AfterAll
    static void stop() {
        cluster.close();
        sentinels.close();
        second.close();
        first.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D4 carries messages to the other instance once, in order, and never back to their own")
    void carriesOnceInOrderAndNeverBack(Topology topology) throws Exception {
        try (Peer a = new Peer(topology, "a");
                Peer b = new Peer(topology, "b")) {
            for (String room : ROOMS) {
                a.join(room);
                b.join(room);
            }
            for (int i = 0; i < 100; i++) {
                for (String room : ROOMS) {
                    a.broker.publish(room, a.chat(room, "m" + i));
                }
            }
            List<String> all = topology.carries()
                    ? IntStream.range(0, 100).mapToObj(i -> "m" + i).toList()
                    : List.of();
            for (String room : ROOMS) {
                eventually(() -> assertThat(b.heardIn(room)).isEqualTo(all));
            }
            assertThat(a.heard).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D3 hears the rooms it has subscribed, and those alone, until it unsubscribes them")
    void hearsWhatItHasSubscribed(Topology topology) throws Exception {
        try (Peer a = new Peer(topology, "a");
                Peer b = new Peer(topology, "b")) {
            b.join("lobby");
            b.join("general");
            a.broker.publish("elsewhere", a.chat("elsewhere", "unheard"));
            a.broker.publish("lobby", a.chat("lobby", "one"));
            a.broker.publish("general", a.chat("general", "one"));
            List<String> one = topology.carries() ? List.of("one") : List.of();
            eventually(() -> assertThat(b.heardIn("lobby")).isEqualTo(one));
            eventually(() -> assertThat(b.heardIn("general")).isEqualTo(one));

            b.broker.unsubscribe("lobby");
            b.join("lobby2");
            eventually(() -> {
                int before = b.heardIn("lobby").size();
                a.broker.publish("lobby", a.chat("lobby", "two"));
                a.broker.publish("lobby2", a.chat("lobby2", "two"));
                assertThat(topology.carries()).isEqualTo(!awaited(b, "lobby2").isEmpty());
                assertThat(b.heardIn("lobby")).hasSize(before);
            });
            assertThat(b.heardIn("elsewhere")).isEmpty();
        }
    }

    private static List<String> awaited(Peer peer, String room) {
        if (peer.topology.carries()) {
            await().atMost(40, TimeUnit.SECONDS).until(() -> !peer.heardIn(room).isEmpty());
        }
        return peer.heardIn(room);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A3 brings what is for everyone to every other instance, once; and closing it twice does no harm")
    void bringsWhatIsForEveryone(Topology topology) throws Exception {
        try (Peer a = new Peer(topology, "a");
                Peer b = new Peer(topology, "b");
                Peer c = new Peer(topology, "c")) {
            b.join("lobby");
            a.broker.publishToEveryone(a.writer.announcement("hi"));
            a.broker.publishToEveryone(a.writer.announcement("again"));
            List<String> twice = topology.carries() ? List.of("*", "*") : List.of();
            eventually(() -> assertThat(b.heardIn("*")).isEqualTo(twice));
            eventually(() -> assertThat(c.heardIn("*")).isEqualTo(twice));
            assertThat(a.heard).isEmpty();
            assertThat(a.broker.status().state()).isEqualTo(topology.carries() ? State.CONNECTED : State.DISABLED);
            assertThat(b.broker.status().received()).isGreaterThanOrEqualTo(twice.size());
            a.broker.close();
            a.broker.close();
        }
    }

    /** One instance's broker and what it has heard; connected when the constructor returns. */
    private static final class Peer implements BrokerListener, AutoCloseable {

        private final Topology topology;
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final List<RedisConnections> connections = new ArrayList<>();
        private final MessageWriter writer;
        private final Broker broker;

        Peer(Topology topology, String id) {
            this.topology = topology;
            MessageIds ids = new MessageIds(id, System.currentTimeMillis());
            writer = new MessageWriter(id, ids, System::currentTimeMillis);
            for (String url : topology.urls()) {
                connections.add(new RedisConnections(RedisSettings.messaging(ServerConfig.resolve(
                        List.of(
                                "--instance-id=" + id,
                                "--redis=" + url,
                                "--redis-sharded-pubsub=" + (topology == Topology.CLUSTER_SHARDED)),
                        Map.of()))));
            }
            List<RedisBroker> brokers =
                    connections.stream().map(each -> new RedisBroker(each, ids)).toList();
            broker = switch (brokers.size()) {
                case 0 -> new LocalBroker();
                case 1 -> brokers.get(0);
                default -> new ShardedBroker(brokers);
            };
            broker.start(this);
            if (topology.carries()) {
                eventually(() -> assertThat(broker.status().state()).isEqualTo(State.CONNECTED));
            }
            if (topology == Topology.CLUSTER_SHARDED) {
                eventually(
                        () -> assertThat(broker.status().parts()).hasSize(4).allMatch(BrokerStatus.Part::hearsItself));
            }
        }

        void join(String room) throws Exception {
            broker.subscribe(room).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }

        byte[] chat(String room, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return writer.chatMessage(room, "ada", bytes, 0, bytes.length);
        }

        List<String> heardIn(String room) {
            return heard.stream()
                    .filter(message -> message.startsWith(room + ":"))
                    .map(message -> message.substring(message.indexOf(':') + 1))
                    .toList();
        }

        @Override
        public void onRoomMessage(String room, byte[] message) {
            String json = new String(message, StandardCharsets.UTF_8);
            int from = json.indexOf("\"text\":\"") + 8;
            heard.add(room + ":" + json.substring(from, json.indexOf('"', from)));
        }

        @Override
        public void onMessageToEveryone(byte[] message) {
            heard.add("*:*");
        }

        @Override
        public void onStateChange(BrokerStatus status) {}

        @Override
        public void close() {
            broker.close();
            connections.forEach(RedisConnections::close);
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(40, TimeUnit.SECONDS).untilAsserted(assertion);
    }
}
