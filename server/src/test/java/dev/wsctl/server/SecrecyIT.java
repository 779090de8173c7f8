package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What stands in Redis encrypted or compressed, and what happens when it cannot be read. */
class SecrecyIT {

    private static final String OLD = "old-key-0123456789abcdef01234567";
    private static final String NEW = "new-key-0123456789abcdef01234567";

    private EmbeddedRedis redis;
    private final List<Server> servers = new ArrayList<>();
    private final List<TestClient> clients = new ArrayList<>();

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterEach
    void stop() {
        clients.forEach(TestClient::close);
        servers.forEach(Server::close);
        redis.close();
    }

    private Server instance(String id, String... more) throws Exception {
        List<String> flags = new ArrayList<>(List.of("--instance-id=" + id, "--redis=" + redis.url()));
        flags.addAll(List.of(more));
        Server server = TestServers.start(flags.toArray(String[]::new));
        servers.add(server);
        TestServers.awaitRedis(server);
        return server;
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(45)).untilAsserted(check);
    }

    private TestClient join(Server server, String name, String more) {
        TestClient client = TestClient.join(server, "lobby", name, "&announce=false" + more);
        clients.add(client);
        client.next("joined");
        return client;
    }

    @Test
    @DisplayName(
            "C4 messages and streams are encrypted, keys rotate, and who has the wrong key drops and hears no more")
    void messagesAreEncrypted() throws Exception {
        Server a = instance("a", "--redis-stream-enabled", "--redis-encryption-keys=" + OLD + "," + NEW);
        Server b = instance("b", "--redis-stream-enabled", "--redis-encryption-keys=" + NEW + "," + OLD);
        Server wrong = instance("w", "--redis-encryption-keys=" + "w".repeat(32));
        TestClient ada = join(a, "ada", "");
        TestClient bob = join(b, "bob", "");
        TestClient eve = join(wrong, "eve", "");
        ada.say("first secret");
        assertThat(bob.nextTexts(1)).containsExactly("first secret");
        bob.say("second secret");
        assertThat(ada.nextTexts(2)).containsExactly("first secret", "second secret");
        assertThat(redis.command("XRANGE", "stream:chat:lobby", "-", "+")).doesNotContain("secret");
        TestClient late = join(b, "late", "&since=60");
        assertThat(late.next("replay").get("complete").asBoolean()).isTrue();
        assertThat(late.nextTexts(2)).containsExactly("first secret", "second secret");

        redis.command(
                "PUBLISH",
                "chat:lobby",
                "{\"type\":\"chat_message\",\"id\":\"x-1-1\",\"server_id\":\"x\","
                        + "\"room\":\"lobby\",\"username\":\"x\",\"text\":\"forged\",\"timestamp\":\"t\"}");
        eventually(() -> assertThat(undecipherable(wrong)).isGreaterThanOrEqualTo(3));
        eventually(() -> assertThat(undecipherable(a)).isPositive());
        eve.say("still served");
        assertThat(eve.nextTexts(1)).containsExactly("still served");
        assertThat(ada.rest()).isEmpty();
        assertThat(a.config().toString()).doesNotContain(OLD).doesNotContain(NEW);
    }

    private static long undecipherable(Server server) throws Exception {
        return HttpProbe.get(server, "/api/status")
                .json()
                .at("/broker/undecipherable")
                .asLong();
    }

    @Test
    @DisplayName(
            "C5 a session over 100 bytes is compressed in Redis and resumed elsewhere; one that is damaged breaks nothing")
    void longSessionsAreCompressed() throws Exception {
        Server a = instance("a");
        Server b = instance("b");
        String longName = "ada".repeat(20);
        TestClient ada = TestClient.join(a, "lobby", longName, "&announce=false");
        clients.add(ada);
        String session = ada.next("joined").get("session").asText();
        assertThat(Long.parseLong(redis.command("STRLEN", "chat:session:" + session)))
                .isBetween(20L, 140L);
        assertThat(redis.command("GET", "chat:session:" + session))
                .startsWith("x")
                .doesNotContain(longName);
        TestClient again = TestClient.join(b, "lobby", "x", "&announce=false&session=" + session);
        clients.add(again);
        assertThat(again.next("joined").get("client_id").asText()).isEqualTo(longName);

        String damaged = "A".repeat(22);
        redis.command("SET", "chat:session:" + damaged, "x\u0001garbage");
        try (RawClient refused = new RawClient(a)) {
            assertThat(refused.request(RawClient.handshake("/ws?room=lobby&session=" + damaged)))
                    .contains(" 403 ");
        }
        ada.say("goes on");
        assertThat(ada.nextTexts(1)).containsExactly("goes on");
    }

    @Test
    @DisplayName("C5 a cache that fails never breaks chat")
    void aCacheThatFailsNeverBreaksChat() throws Exception {
        try (EmbeddedRedis cache = EmbeddedRedis.start()) {
            Server a = instance("a", "--redis-cache=" + cache.url());
            Server b = instance("b", "--redis-cache=" + cache.url());
            cache.kill();
            TestClient ada = join(a, "ada", "");
            TestClient bob = join(b, "bob", "");
            ada.say("without a cache");
            assertThat(bob.nextTexts(1)).containsExactly("without a cache");
        }
    }
}
