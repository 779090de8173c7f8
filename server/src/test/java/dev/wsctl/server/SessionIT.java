package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.LogLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sessions and heartbeats of whole instances on one real Redis. */
class SessionIT {

    private static final List<String> KEPT = List.of("sessions", "who is here", "signs of life");

    private EmbeddedRedis redis;
    private final List<Server> servers = new ArrayList<>();

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterEach
    void stop() {
        servers.forEach(Server::close);
        redis.close();
    }

    private Server instance(String id, String... more) throws Exception {
        List<String> flags =
                new ArrayList<>(List.of("--instance-id=" + id, "--redis=" + redis.url(), "--heartbeat-interval=200ms"));
        flags.addAll(List.of(more));
        Server server = TestServers.start(flags.toArray(String[]::new));
        servers.add(server);
        eventually(() -> {
            assertThat(HttpProbe.get(server, "/api/ready").status()).isEqualTo(200);
            assertThat(cluster(server).get("sessions_shared").asBoolean()).isTrue();
        });
        return server;
    }

    private static JsonNode cluster(Server server) throws Exception {
        return HttpProbe.get(server, "/api/status").json().get("cluster");
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(45)).untilAsserted(check);
    }

    /** Joins, leaves, and returns the session. */
    private static String sessionOf(Server server, String name) {
        try (TestClient client = TestClient.join(server, "lobby", name, "&announce=false")) {
            return client.next("joined").get("session").asText();
        }
    }

    private static JsonNode resume(Server server, String session) {
        try (TestClient client = TestClient.join(server, "lobby", "somebody", "&announce=false&session=" + session)) {
            return client.next("joined");
        }
    }

    private static String refusal(Server server, String session) throws Exception {
        try (RawClient client = new RawClient(server)) {
            String head = client.request(RawClient.handshake("/ws?room=lobby&session=" + session));
            return head + client.readAll();
        }
    }

    @Test
    @DisplayName("B1 a client that reconnects to another instance resumes its session, kept under socketio:session:")
    void aClientResumesItsSessionOnAnotherInstance() throws Exception {
        Server a = instance("a", "--session-key-prefix=socketio:session:");
        Server b = instance("b", "--session-key-prefix=socketio:session:");
        String session = sessionOf(a, "ada");
        assertThat(session).matches("[A-Za-z0-9_-]{22}");
        assertThat(redis.command("GET", "socketio:session:" + session)).contains("\"username\":\"ada\"");
        assertThat(Long.parseLong(redis.command("PTTL", "socketio:session:" + session)))
                .isBetween(86_000_000L, 86_400_000L);

        JsonNode joined = resume(b, session);
        assertThat(joined.get("resumed").asBoolean()).isTrue();
        assertThat(joined.get("session").asText()).isEqualTo(session);
        assertThat(joined.get("client_id").asText()).isEqualTo("ada");
        assertThat(redis.command("GET", "socketio:session:" + session)).contains("\"server_id\":\"b\"");

        assertThat(refusal(b, "AAAAAAAAAAAAAAAAAAAAAA"))
                .startsWith("HTTP/1.1 403 ")
                .contains("sessions are shared between instances");
    }

    @Test
    @DisplayName("B1 without Redis another instance refuses the session and says why; its own resumes it")
    void withoutRedisAnotherInstanceRefusesTheSession() throws Exception {
        Server a = instance("a");
        Server b = instance("b");
        String session = sessionOf(a, "ada");
        redis.stop();
        eventually(() -> assertThat(List.of(
                        cluster(a).get("sessions_shared").asBoolean(),
                        cluster(b).get("sessions_shared").asBoolean()))
                .containsOnly(false));

        assertThat(refusal(b, session))
                .startsWith("HTTP/1.1 403 ")
                .contains("not shared between instances at the moment");
        assertThat(resume(a, session).get("resumed").asBoolean()).isTrue();
        String born = sessionOf(a, "bob");
        assertThat(resume(a, born).get("client_id").asText()).isEqualTo("bob");
    }

    @Test
    @DisplayName("B1 a session that Redis does not look up in time is not called unknown: 503, try again")
    void whoCouldNotBeLookedUpIsNotUnknown() throws Exception {
        Server a = instance("a");
        Server b = instance("b", "--redis-socket-timeout=30s");
        String session = sessionOf(a, "ada");
        redis.suspend();
        assertThat(refusal(b, session)).startsWith("HTTP/1.1 503 ").contains("could not be looked up");
        redis.resume();
        assertThat(resume(b, session).get("resumed").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("B1 E11 a Redis that is full takes no new session, knows the old ones, and gets all once it has room")
    void aFullRedisKeepsNoSessions() throws Exception {
        Server a = instance("a", "--session-ttl=6s");
        Server b = instance("b", "--session-ttl=6s");
        try (LogLines log = new LogLines();
                TestClient ada = TestClient.join(a, "lobby", "ada", "&announce=false")) {
            String session = ada.next("joined").get("session").asText();
            redis.command("CONFIG", "SET", "maxmemory", "1");
            try (TestClient bob = TestClient.join(a, "lobby", "bob", "&announce=false")) {
                String late = bob.next("joined").get("session").asText();
                assertThat(cluster(a).get("sessions_shared").asBoolean()).isFalse();
                assertThat(resume(b, session).get("resumed").asBoolean()).isTrue();
                assertThat(refusal(b, late)).startsWith("HTTP/1.1 403 ").contains("Redis refuses to keep them");

                eventually(() ->
                        assertThat(told(log, "Redis refuses to keep %s, ")).containsExactlyElementsOf(KEPT));
                assertThat(log.lines()).noneMatch(line -> line.contains("EXECABORT"));

                redis.command("CONFIG", "SET", "maxmemory", "0");
                eventually(() -> assertThat(redis.command("EXISTS", "chat:session:" + late))
                        .isEqualTo("1"));
                eventually(() -> assertThat(cluster(a).get("sessions_shared").asBoolean())
                        .isTrue());
                assertThat(resume(b, late).get("client_id").asText()).isEqualTo("bob");
            }
            eventually(() -> assertThat(told(log, "Redis keeps %s again")).containsExactlyElementsOf(KEPT));
        }
    }

    @Test
    @DisplayName("B1 E11 an instance that everybody has left notices that Redis takes writes again")
    void whoIsAloneNoticesToo() throws Exception {
        Server a = instance("a", "--session-ttl=6s");
        redis.command("CONFIG", "SET", "maxmemory", "1");
        sessionOf(a, "ada");
        assertThat(cluster(a).get("sessions_shared").asBoolean()).isFalse();
        redis.command("CONFIG", "SET", "maxmemory", "0");
        eventually(
                () -> assertThat(cluster(a).get("sessions_shared").asBoolean()).isTrue());
    }

    private static List<String> told(LogLines log, String what) {
        return KEPT.stream()
                .filter(kept -> log.lines().stream().anyMatch(line -> line.contains(String.format(what, kept))))
                .toList();
    }

    @Test
    @DisplayName("B1 a connected client's session outlives its TTL, and a Redis that came back empty")
    void aConnectedClientsSessionOutlivesItsTtl() throws Exception {
        Server a = instance("a", "--session-ttl=5s");
        Server b = instance("b", "--session-ttl=5s");
        try (TestClient ada = TestClient.join(a, "lobby", "ada", "&announce=false")) {
            String session = ada.next("joined").get("session").asText();
            redis.restartEmpty();
            eventually(() -> assertThat(redis.command("EXISTS", "chat:session:" + session))
                    .isEqualTo("1"));
            await().during(Duration.ofSeconds(6))
                    .atMost(Duration.ofSeconds(45))
                    .until(() ->
                            redis.command("EXISTS", "chat:session:" + session).equals("1"));
            eventually(() ->
                    assertThat(cluster(b).get("sessions_shared").asBoolean()).isTrue());
            assertThat(resume(b, session).get("client_id").asText()).isEqualTo("ada");
        }
    }

    @Test
    @DisplayName("E6 a heartbeat is written at once, comes back after Redis restarted empty, and goes on close")
    void theHeartbeatComesBackAndGoes() throws Exception {
        Server a = instance("a");
        eventually(() -> assertThat(redis.command("EXISTS", "chat:instances:a")).isEqualTo("1"));
        JsonNode beat =
                new com.fasterxml.jackson.databind.ObjectMapper().readTree(redis.command("GET", "chat:instances:a"));
        assertThat(beat.get("instanceId").asText()).isEqualTo("a");
        assertThat(beat.get("expiresAfterMs").asLong()).isEqualTo(45_000);
        assertThat(beat.get("address").asText())
                .isEqualTo("127.0.0.1:" + a.address().getPort());
        assertThat(beat.get("pool").get("max").asInt()).isEqualTo(47);
        assertThat(beat.get("pubsub").get("messagesPublished").isNumber()).isTrue();
        assertThat(Long.parseLong(redis.command("PTTL", "chat:instances:a"))).isBetween(30_000L, 45_000L);

        redis.restartEmpty();
        eventually(() -> assertThat(redis.command("EXISTS", "chat:instances:a")).isEqualTo("1"));
        a.close();
        assertThat(redis.command("EXISTS", "chat:instances:a")).isEqualTo("0");
    }

    @Test
    @DisplayName(
            "E6 E1 a second live instance with the same id is noticed by both; a predecessor's leftover is not one")
    void aSecondInstanceWithTheSameIdIsNoticed() throws Exception {
        redis.command("SET", "chat:instances:a", "{\"instanceId\":\"a\",\"run\":\"crashed\"}", "PX", "45000");
        Server first = instance("a");
        eventually(() -> assertThat(redis.command("GET", "chat:instances:a")).doesNotContain("crashed"));
        assertThat(cluster(first).get("duplicate_instance_id").asBoolean()).isFalse();

        Server second = instance("a");
        eventually(() -> {
            assertThat(cluster(first).get("duplicate_instance_id").asBoolean()).isTrue();
            assertThat(cluster(second).get("duplicate_instance_id").asBoolean()).isTrue();
        });
    }

    @Test
    @DisplayName("E10 C6 an instance with members has exactly three named connections, and says how its pool is used")
    void anInstanceHasExactlyThreeConnections() throws Exception {
        Server a = instance("a");
        try (TestClient ada = TestClient.join(a, "lobby", "ada", "&announce=false")) {
            String session = ada.next("joined").get("session").asText();
            assertThat(names()).containsExactly("chat:a:data", "chat:a:pub", "chat:a:sub");
            resume(a, session);
            assertThat(names()).containsExactly("chat:a:data", "chat:a:pool", "chat:a:pub", "chat:a:sub");
            JsonNode pool = cluster(a).get("pool");
            assertThat(pool.get("created").asInt()).isEqualTo(1);
            assertThat(pool.get("available").asInt()).isEqualTo(1);
            assertThat(pool.get("usage_pct").asDouble()).isZero();
        }
    }

    private List<String> names() {
        return redis.command("CLIENT", "LIST")
                .lines()
                .map(line -> line.replaceAll(".* name=(\\S*) .*", "$1"))
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }
}
