package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.DeploymentFiles;
import dev.wsctl.server.testing.RedisCluster;
import dev.wsctl.server.testing.TestCertificate;
import io.lettuce.core.cluster.SlotHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rooms recorded in a Redis Cluster, as docs/deploy/redis sets one up: TLS with certificates on both sides, and the user
 * with the least rights. One cluster for all: what moves a slot comes last.
 */
@DisplayName("Recorded in a Redis Cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterDurabilityIT {

    @TempDir
    private static Path directory;

    private static RedisCluster cluster;
    private static String url;
    private static final List<Server> CLASSIC = new ArrayList<>();
    private static final List<Server> SHARDED = new ArrayList<>();

    private final List<TestClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        TestCertificate node = TestCertificate.create(directory, "node");
        TestCertificate instance = TestCertificate.create(directory, "instance");
        Path authorities = directory.resolve("authorities.pem");
        Files.writeString(
                authorities, Files.readString(node.certificateFile()) + Files.readString(instance.certificateFile()));
        cluster = RedisCluster.start(DeploymentFiles.tls(node, authorities));
        cluster.downAfter(Duration.ofSeconds(20));
        cluster.nodes().forEach(each -> DeploymentFiles.user(each, "redis/users.acl", "chat"));
        url = "rediss://chat:change-me-server@" + cluster.tlsAddresses() + "/?ssl_ca_certs=" + authorities
                + "&ssl_certfile=" + instance.certificateFile() + "&ssl_keyfile=" + instance.keyFile();
        for (String id : List.of("a", "b")) {
            CLASSIC.add(recording(id, false));
            SHARDED.add(recording(id + "-sharded", true));
        }
    }

    /** What the test before took from them they have again, those of the other kind too. */
    @BeforeEach
    void awaitHealth() {
        for (Server server : List.of(CLASSIC.get(0), CLASSIC.get(1), SHARDED.get(0), SHARDED.get(1))) {
            eventually(() -> {
                JsonNode health = HttpProbe.get(server, "/health/redis").json();
                assertThat(health.get("status").asText()).isEqualTo("healthy");
                // Three masters, and the channel of all instances.
                assertThat(health.get("parts")).hasSize(4);
            });
        }
    }

    @AfterAll
    static void stop() {
        CLASSIC.forEach(Server::close);
        SHARDED.forEach(Server::close);
        cluster.close();
    }

    @AfterEach
    void leave() {
        clients.forEach(TestClient::close);
    }

    private static Server recording(String id, boolean sharded) throws Exception {
        return TestServers.start(
                "--instance-id=" + id, "--redis=" + url, "--redis-stream-enabled", "--redis-sharded-pubsub=" + sharded);
    }

    private TestClient join(Server server, String room, String name, String more) {
        TestClient client = TestClient.join(server, room, name, "&announce=false" + more);
        clients.add(client);
        client.next("joined");
        return client;
    }

    private static EmbeddedRedis owner(String key) {
        return cluster.masters().get(SlotHash.getSlot(key) * 3 / SlotHash.SLOT_COUNT);
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "m" + i).toList();
    }

    /** Talks all the time, some hundred times a second. */
    private static Thread talker(TestClient client, AtomicBoolean stop) {
        Thread thread = new Thread(() -> {
            for (int i = 0; !stop.get() && i < 200_000; i++) {
                client.say("m" + i);
                LockSupport.parkNanos(5_000_000);
            }
        });
        thread.start();
        return thread;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Order(1)
    @DisplayName("D6 D8 E16 a client that comes back to another instance gets exactly what it missed; "
            + "by TLS, with a certificate and the least rights, as docs/deploy/redis says")
    void aClientThatComesBackGetsWhatItMissed(boolean sharded) throws Exception {
        Server a = (sharded ? SHARDED : CLASSIC).get(0);
        Server b = (sharded ? SHARDED : CLASSIC).get(1);
        String room = "back-" + sharded;
        TestClient ada = join(a, room, "ada", "");
        TestClient bob = join(b, room, "bob", "");
        texts(0, 5).forEach(ada::say);
        bob.nextTexts(4);
        JsonNode last = bob.next("chat_message");
        bob.leave();
        texts(5, 305).forEach(ada::say);
        ada.nextTexts(305);

        TestClient back = join(b, room, "bob", "&last_id=" + last.get("id").asText());
        JsonNode replay = back.next("replay");
        assertThat(replay.get("complete").asBoolean()).as("%s", replay).isTrue();
        // The rest was still on its way between the instances, and follows live.
        assertThat(replay.get("messages").asInt()).isLessThanOrEqualTo(300);
        ada.say("live");
        List<String> expected = new ArrayList<>(texts(5, 305));
        expected.add("live");
        assertThat(back.nextTexts(301)).containsExactlyElementsOf(expected);
        assertThat(back.rest()).isEmpty();

        String stream = "stream:{chat:" + room + "}";
        assertThat(owner("chat:" + room).command("XLEN", stream)).isEqualTo("306");
        assertThat(Long.parseLong(owner(stream).command("PTTL", stream))).isPositive();
        for (EmbeddedRedis node : cluster.masters()) {
            assertThat(node.command("CLIENT", "LIST"))
                    .containsPattern("name=chat:a" + (sharded ? "-sharded" : "") + ":pub .* user=chat ")
                    .containsPattern("name=chat:b" + (sharded ? "-sharded" : "") + ":data .* user=chat ");
            assertThat(node.command("ACL", "LOG")).doesNotContain("username\nchat\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Order(2)
    @DisplayName("D6 D8 what an instance missed while its subscriptions were lost comes before what is newer, once")
    void aGapIsFilledFromTheStream(boolean sharded) throws Exception {
        Server a = (sharded ? SHARDED : CLASSIC).get(0);
        Server b = (sharded ? SHARDED : CLASSIC).get(1);
        String room = "gap-" + sharded;
        TestClient ada = join(a, room, "ada", "");
        TestClient bob = join(b, room, "bob", "");
        AtomicBoolean stop = new AtomicBoolean();
        Thread talking = talker(ada, stop);
        List<String> got = new ArrayList<>(bob.nextTexts(30));
        for (int i = 0; i < 2; i++) {
            cluster.masters().forEach(master -> master.command("CLIENT", "KILL", "TYPE", "pubsub"));
            got.addAll(bob.nextTexts(80));
        }
        stop.set(true);
        talking.join();
        ada.say("end");
        got.addAll(bob.textsUntil("end"));
        List<String> expected = new ArrayList<>(texts(0, got.size() - 1));
        expected.add("end");
        assertThat(got).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Order(3)
    @DisplayName(
            "D6 D8 while a slot moves with its stream, nothing is lost or doubled, live and replayed, nor recorded out of order")
    void aSlotMovesWithItsStream(boolean sharded) throws Exception {
        Server a = (sharded ? SHARDED : CLASSIC).get(0);
        Server b = (sharded ? SHARDED : CLASSIC).get(1);
        String room = "moving-" + sharded;
        TestClient ada = join(a, room, "ada", "");
        TestClient bob = join(b, room, "bob", "");
        AtomicBoolean stop = new AtomicBoolean();
        Thread talking = talker(ada, stop);
        List<String> got = new ArrayList<>(bob.nextTexts(30));
        cluster.moveSlotOf("chat:" + room);
        got.addAll(bob.nextTexts(100));
        stop.set(true);
        talking.join();
        ada.say("end");
        got.addAll(bob.textsUntil("end"));
        List<String> all = new ArrayList<>(texts(0, got.size() - 1));
        all.add("end");
        assertThat(got).containsExactlyInAnyOrderElementsOf(all);

        TestClient late = join(b, room, "late", "&since=3600");
        JsonNode replay = late.next("replay");
        assertThat(replay.get("complete").asBoolean()).as("%s", replay).isTrue();
        assertThat(late.nextTexts(replay.get("messages").asInt())).containsExactlyElementsOf(all);
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(check);
    }
}
