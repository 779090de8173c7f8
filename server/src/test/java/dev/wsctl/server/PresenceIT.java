package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.ServerProcess;
import dev.wsctl.server.testing.TcpRelay;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is connected, over several instances and one real Redis; and what administrators and authors may do. */
class PresenceIT {

    private static final String ADMIN_TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String GUESTS = "chat:presence:global:guests";
    private static final String MEMBERS = "chat:presence:global:members";
    private static final String ADMINS = "chat:presence:global:admins";

    private static EmbeddedRedis redis;
    private final List<Server> servers = new ArrayList<>();
    private final List<TestClient> clients = new ArrayList<>();
    private Server a;
    private Server b;

    @BeforeAll
    static void startRedis() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void start() throws Exception {
        redis.command("FLUSHALL");
        a = instance("a");
        b = instance("b");
    }

    @AfterEach
    void stop() {
        clients.forEach(TestClient::close);
        servers.forEach(Server::close);
    }

    private static List<String> flags(String id) {
        return List.of(
                "--instance-id=" + id,
                "--redis=" + redis.url(),
                "--admin-token=" + ADMIN_TOKEN,
                "--heartbeat-interval=300ms");
    }

    private Server instance(String id) throws Exception {
        Server server = TestServers.start(flags(id).toArray(String[]::new));
        servers.add(server);
        TestServers.awaitRedis(server);
        return server;
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(45)).untilAsserted(check);
    }

    private TestClient chat(Server server, String query, String... headers) {
        TestClient client = TestClient.chat(server, "announce=false&" + query, headers);
        clients.add(client);
        client.next("joined");
        return client;
    }

    private TestClient admin(Server server, String query) {
        return chat(server, query, "Authorization", "Bearer " + ADMIN_TOKEN);
    }

    private static String card(String key) {
        return redis.command("ZCARD", key);
    }

    private static void eventuallyCounted(int guests, int members, int admins) {
        eventually(() -> assertThat(List.of(card(GUESTS), card(MEMBERS), card(ADMINS)))
                .containsExactly("" + guests, "" + members, "" + admins));
    }

    @Test
    @DisplayName(
            "E4 guests, members and admins stand in three sorted sets, each client once an instance, until they leave")
    void clientsAreCountedByTheirStanding() {
        chat(a, "room=lobby");
        TestClient ada = chat(a, "room=lobby&username=ada&client_id=1");
        chat(a, "room=attic&username=ada&client_id=1");
        chat(b, "room=lobby&username=bob&client_id=2");
        admin(b, "room=lobby&username=eve&client_id=3");
        eventuallyCounted(1, 2, 1);
        assertThat(redis.command("ZRANGE", MEMBERS, "0", "-1")).contains("a:1").contains("b:2");
        assertThat(redis.command("ZRANGE", ADMINS, "0", "-1")).contains("b:3");
        ada.leave();
        eventually(() -> assertThat(redis.command("ZRANGE", "chat:presence:room:lobby", "0", "-1"))
                .doesNotContain("ada")
                .contains("bob"));
        assertThat(card(MEMBERS)).isEqualTo("2");
        clients.forEach(TestClient::close);
        eventuallyCounted(0, 0, 0);
    }

    @Test
    @DisplayName("E4 presence that somebody deletes is rebuilt, and expires when no instance confirms it")
    void presenceThatSomebodyDeletesIsRebuilt() {
        chat(a, "room=lobby&username=ada&client_id=1");
        chat(b, "room=lobby");
        eventuallyCounted(1, 1, 0);
        redis.command("DEL", GUESTS, MEMBERS, ADMINS, "chat:presence:room:lobby");
        eventuallyCounted(1, 1, 0);
        eventually(() -> assertThat(card("chat:presence:room:lobby")).isEqualTo("2"));
        // Given behind the members.
        eventually(() -> assertThat(Long.parseLong(redis.command("TTL", "chat:presence:room:lobby")))
                .as("C2 group membership expiry 24 h")
                .isBetween(86_000L, 86_400L));
    }

    @Test
    @DisplayName(
            "E6 E4 counts are right again after a SIGKILL, and one of the others, once, says that the instance died")
    void countsAreRightAgainAfterASigkill() throws Exception {
        chat(a, "room=lobby&username=ada&client_id=1");
        try (ServerProcess killed = ServerProcess.start(
                java.util.stream.Stream.concat(flags("k").stream(), java.util.stream.Stream.of("--port=0"))
                        .toArray(String[]::new))) {
            TestClient gone = TestClient.open(
                    URI.create(killed.webSocketUri() + "?room=lobby&username=kim&client_id=9&announce=false"));
            gone.next("joined");
            eventuallyCounted(0, 2, 0);
            eventually(() ->
                    assertThat(redis.command("ZSCORE", "chat:registry", "k")).isNotEmpty());
            killed.kill();
        }
        // As if its 45 s had passed: a time short enough to be waited for may pass for a living one, too, on a machine
        // that is short of CPU.
        eventually(() -> assertThat(redis.command("CLIENT", "LIST")).doesNotContain("name=chat:k:"));
        redis.command("ZINCRBY", "chat:registry", "-45000", "k");
        redis.command("ZINCRBY", MEMBERS, "-45000", "k:9");
        eventuallyCounted(0, 1, 0);
        eventually(() -> assertThat(redis.command("ZRANGE", "chat:registry", "0", "-1"))
                .doesNotContain("k")
                .contains("a")
                .contains("b"));
        eventually(() -> assertThat(buried(a) + buried(b)).isEqualTo(1));
    }

    @Test
    @DisplayName(
            "E4 E6 a client that asks thousands of times who is there has Redis asked a few times, and is answered")
    void whoIsThereIsAskedOnceAtATime() throws Exception {
        chat(b, "room=lobby&username=bob&client_id=2");
        try (RawClient ada = RawClient.upgraded(a, "/chat?room=lobby&username=ada&client_id=1&announce=false")) {
            assertThat(ada.read().text()).contains("\"joined\"");
            eventuallyCounted(0, 2, 0);
            redis.command("CONFIG", "RESETSTAT");
            redis.command("CLIENT", "PAUSE", "500", "ALL");
            // In one piece: one by one, a busy machine would ask most of them when Redis has long answered the first.
            ada.texts(1_000, "{\"type\":\"who\"}");
            for (int i = 0; i < 1_000; i++) {
                assertThat(ada.read().text()).contains("\"who\"", "\"ada\"", "\"bob\"");
            }
            assertThat(calls("zrangebyscore")).isLessThan(500);
        }
    }

    private static int calls(String command) {
        return redis.command("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("[^:]*:calls=(\\d+),.*", "$1")))
                .sum();
    }

    private static int buried(Server server) throws Exception {
        return HttpProbe.get(server, "/api/status")
                .json()
                .at("/cluster/dead_instances_removed")
                .asInt();
    }

    @Test
    @DisplayName("E5 E6 an instance that stops in good order takes its clients and itself out of Redis")
    void anInstanceThatStopsTakesItselfOut() {
        chat(a, "room=lobby&username=ada&client_id=1");
        chat(b, "room=lobby&username=bob&client_id=2");
        eventuallyCounted(0, 2, 0);
        b.close();
        assertThat(redis.command("ZRANGE", MEMBERS, "0", "-1")).isEqualTo("a:1");
        assertThat(redis.command("ZRANGE", "chat:registry", "0", "-1")).isEqualTo("a");
        assertThat(redis.command("EXISTS", "chat:instances:b")).isEqualTo("0");
    }

    @Test
    @DisplayName("E5 E6 an instance that stops while a heartbeat of its own is under way does not enter itself again")
    void whatIsUnderWayDoesNotEnterItAgain() throws Exception {
        try (TcpRelay relay = TcpRelay.to(redis.port())) {
            for (int i = 0; i < 3; i++) {
                Server going = TestServers.start(
                        "--instance-id=going", "--redis=" + relay.redisUrl(), "--heartbeat-interval=30ms");
                servers.add(going);
                TestServers.awaitRedis(going);
                // A beat takes longer than the time until the next one: one always is under way.
                relay.delay(Duration.ofMillis(10));
                going.close();
                relay.delay(Duration.ZERO);
                assertThat(redis.command("ZRANGE", "chat:registry", "0", "-1")).doesNotContain("going");
                assertThat(redis.command("EXISTS", "chat:instances:going")).isEqualTo("0");
            }
        }
    }

    @Test
    @DisplayName("E3 E8 whoever asks for presence is told the counts of all instances, half a second after a change")
    void presenceIsTold() {
        TestClient watcher = chat(a, "room=lobby&username=ada&client_id=1&presence=true");
        assertThat(watcher.next("presence").get("server_id").asText()).isEqualTo("a");
        TestClient bob = chat(b, "room=attic&username=bob&client_id=2");
        chat(b, "room=attic");
        JsonNode counts = watcher.await("presence");
        while (counts.get("members").asInt() != 2 || counts.get("guests").asInt() != 1) {
            counts = watcher.await("presence");
        }
        bob.leave();
        while (counts.get("members").asInt() != 1) {
            counts = watcher.await("presence");
        }
        assertThat(counts.get("admins").asInt()).isZero();
    }

    @Test
    @DisplayName("E8 a hundred clients that come at once cost one or two presence messages, not a hundred")
    void changesAreGathered() {
        TestClient watcher = chat(a, "room=lobby&username=ada&client_id=1&presence=true");
        long begun = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            chat(b, "room=attic&username=u&client_id=u" + i);
        }
        long messages = 1;
        while (watcher.await("presence").get("members").asInt() != 101) {
            messages++;
        }
        // One in half a second from b, one with each heartbeat of a, and some that were due already.
        long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        assertThat(messages).isLessThan(millis / 500 + millis / 300 + 5);
    }

    @Test
    @DisplayName("E4 who answers with the members of a room on all instances")
    void whoAnswersWithTheMembersOfARoom() {
        TestClient ada = chat(a, "room=lobby&username=ada&client_id=1");
        chat(b, "room=lobby&username=b%22ob&client_id=2");
        chat(b, "room=attic&username=eve&client_id=3");
        eventually(() -> {
            JsonNode who = ada.say("{\"type\":\"who\"}").await("who");
            assertThat(who.get("room").asText()).isEqualTo("lobby");
            assertThat(who.get("complete").asBoolean()).isTrue();
            assertThat(StreamSupport.stream(who.get("members").spliterator(), false)
                            .map(member -> member.get("username").asText() + "@"
                                    + member.get("server_id").asText()))
                    .containsExactlyInAnyOrder("ada@a", "b\"ob@b");
        });
    }

    @Test
    @DisplayName("E3 authors update and delete their own messages, administrators all, on every instance; others none")
    void messagesAreUpdatedAndDeleted() {
        TestClient ada = chat(a, "room=lobby&username=ada&client_id=1");
        TestClient bob = chat(b, "room=lobby&username=bob&client_id=2");
        TestClient eve = admin(b, "room=lobby&username=eve&client_id=3");
        String id = ada.say("{\"type\":\"chat\",\"text\":\"helo\"}")
                .await("chat_message")
                .get("id")
                .asText();
        bob.await("chat_message");
        bob.say("{\"type\":\"delete\",\"id\":\"" + id + "\"}");
        assertThat(bob.next("error").get("code").asText()).isEqualTo("not_allowed");
        ada.say("{\"type\":\"update\",\"id\":\"" + id + "\",\"text\":\"hello\"}");
        for (TestClient client : List.of(ada, bob, eve)) {
            JsonNode updated = client.await("message_updated");
            assertThat(updated.get("message_id").asText()).isEqualTo(id);
            assertThat(updated.get("text").asText()).isEqualTo("hello");
        }
        eve.say("{\"type\":\"delete\",\"id\":\"" + id + "\"}");
        for (TestClient client : List.of(ada, bob, eve)) {
            assertThat(client.await("message_deleted").get("message_id").asText())
                    .isEqualTo(id);
        }
        ada.say("{\"type\":\"delete\"}");
        assertThat(ada.next("error").get("code").asText()).isEqualTo("id_missing");
    }

    @Test
    @DisplayName(
            "E3 B1 an author who comes back on another instance with its session is still the author; nobody else is")
    void anAuthorIsTheAuthorOnEveryInstance() {
        TestClient ada = TestClient.chat(a, "room=lobby&username=ada&client_id=1&announce=false");
        String session = ada.next("joined").get("session").asText();
        String id = ada.say("{\"type\":\"chat\",\"text\":\"helo\"}")
                .await("chat_message")
                .get("id")
                .asText();
        ada.leave();
        // The same name and client id are no proof, only the session is.
        TestClient other = chat(b, "room=lobby&username=ada&client_id=1");
        other.say("{\"type\":\"update\",\"id\":\"" + id + "\",\"text\":\"mine\"}");
        // What ada said may have been on its way to b when other joined.
        assertThat(other.await("error").get("code").asText()).isEqualTo("not_allowed");

        TestClient back = chat(b, "room=lobby&session=" + session);
        back.say("{\"type\":\"update\",\"id\":\"" + id + "\",\"text\":\"hello\"}");
        assertThat(other.await("message_updated").get("text").asText()).isEqualTo("hello");
        back.say("{\"type\":\"delete\",\"id\":\"" + id + "\"}");
        assertThat(other.await("message_deleted").get("message_id").asText()).isEqualTo(id);
        assertThat(id).doesNotContain(session);
    }

    @Test
    @DisplayName("E3 an administrator disconnects a client on all instances, and its session cannot be resumed")
    void anAdministratorDisconnectsAClient() throws Exception {
        TestClient eve = admin(a, "room=lobby&username=eve&client_id=3");
        TestClient here = TestClient.chat(a, "room=lobby&username=mal&client_id=7&announce=false");
        TestClient there = TestClient.chat(b, "room=attic&username=mal&client_id=7&announce=false");
        TestClient bob = chat(b, "room=attic&username=bob&client_id=2");
        String session = there.next("joined").get("session").asText();
        bob.say("{\"type\":\"disconnect\",\"client_id\":\"7\"}");
        assertThat(bob.next("error").get("code").asText()).isEqualTo("not_allowed");

        eve.say("{\"type\":\"disconnect\",\"client_id\":\"7\"}");

        assertThat(here.closeCode()).isEqualTo(4010);
        assertThat(there.closeCode()).isEqualTo(4010);
        eventually(() ->
                assertThat(redis.command("EXISTS", "chat:session:" + session)).isEqualTo("0"));
        try (RawClient again = new RawClient(a)) {
            assertThat(again.request(RawClient.handshake("/ws?room=lobby&session=" + session)))
                    .contains(" 403 ");
        }
        assertThat(bob.say("{\"type\":\"ping\"}").next("pong")).isNotNull();
    }

    @Test
    @DisplayName("E4 a wrong admin token is refused, and tells nothing")
    void aWrongAdminTokenIsRefused() {
        assertThatThrownBy(() -> TestClient.chat(a, "room=lobby", "Authorization", "Bearer " + "x".repeat(32)))
                .hasStackTraceContaining("401");
        assertThat(a.config().toString()).doesNotContain(ADMIN_TOKEN);
    }
}
