package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.server.testing.PrometheusParser;
import dev.wsctl.server.testing.RedisForTests;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code /metrics} as an operator and Prometheus see it, on two instances and a real Redis. */
class MetricsIT {

    private static final String KEY = "current-key-of-at-least-32-characters";
    private static final String PREVIOUS = "previous-key-of-at-least-32-characters";
    private static final String PASSWORD = "correct-horse-battery";
    private static final String TOKEN = "admin-token-of-at-least-32-characters";
    private static final String PREVIOUS_TOKEN = "previous-token-of-at-least-32-characters";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static RedisForTests redis;
    private static Server a;
    private static Server b;

    @BeforeAll
    static void start() throws Exception {
        redis = RedisForTests.start();
        a = instance("a");
        b = instance("b");
        for (Server server : List.of(a, b)) {
            await().atMost(Duration.ofSeconds(45))
                    .until(() -> HttpProbe.get(server, "/api/ready").status() == 200);
        }
    }

    private static Server instance(String id, String... more) throws Exception {
        List<String> flags = new ArrayList<>(List.of(
                "--instance-id=" + id,
                "--redis=" + redis.url(),
                "--redis-channel-prefix=metrics",
                "--metrics-api-key=" + KEY,
                "--metrics-api-key-previous=" + PREVIOUS,
                "--admin-token=" + TOKEN,
                "--admin-token-previous=" + PREVIOUS_TOKEN,
                "--admin-password=" + PASSWORD));
        flags.addAll(List.of(more));
        return TestServers.start(flags.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
        redis.close();
    }

    private static HttpResponse<String> get(Server server, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.httpUri().resolve(path)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest login(Server server, String password) {
        return HttpRequest.newBuilder(server.httpUri().resolve("/api/login"))
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString("password=" + password))
                .build();
    }

    private static HttpResponse<String> post(Server server, String path, String form, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.httpUri().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(Server server) throws Exception {
        return new ObjectMapper()
                .readTree(get(server, "/metrics", "Authorization", "Bearer " + KEY)
                        .body());
    }

    private static Map<String, Double> prometheus(Server server) throws Exception {
        return PrometheusParser.parse(get(server, "/metrics?format=prometheus", "Authorization", "Bearer " + KEY)
                .body());
    }

    private static double value(Server server, String sample) throws Exception {
        return prometheus(server).getOrDefault(sample, Double.NaN);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    @DisplayName("E2 the JSON has every documented field, with both instances in the cluster")
    void theJsonIsAsDocumented() throws Exception {
        try (TestClient ada = TestClient.join(a, "lobby", "ada", "&announce=false");
                TestClient bob = TestClient.join(b, "lobby", "bob", "&announce=false")) {
            ada.next("joined");
            bob.next("joined");
            ada.say("hello");
            assertThat(bob.nextTexts(1)).containsExactly("hello");
            await().atMost(Duration.ofSeconds(45))
                    .until(() -> json(a).at("/cluster/activeInstances").asInt() == 2
                            && !json(a).at("/pubsub/averageLatencyMs").isNull()
                            // Redis may have passed on what it has not confirmed yet, and clients of other tests be
                            // on their way out.
                            && json(a).at("/pubsub/messagesPublished").asLong() > 0
                            && json(a).at("/chat/connectedClients").asInt() == 1);

            JsonNode metrics = json(a);

            assertThat(names(metrics))
                    .startsWith("timestamp", "instanceId", "distributedMode", "pubsub", "chat", "cluster");
            assertThat(metrics.get("timestamp").asText())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(metrics.get("instanceId").asText()).isEqualTo("a");
            assertThat(metrics.get("distributedMode").asBoolean()).isTrue();
            assertThat(names(metrics.get("pubsub")))
                    .containsExactly(
                            "messagesPublished",
                            "messagesReceived",
                            "publishFailures",
                            "averageLatencyMs",
                            "maxLatencyMs",
                            "isDegraded",
                            "uptime");
            assertThat(metrics.at("/pubsub/messagesPublished").asLong()).isPositive();
            assertThat(metrics.at("/pubsub/averageLatencyMs").isNumber()).isTrue();
            assertThat(metrics.at("/pubsub/isDegraded").asBoolean(true)).isFalse();
            assertThat(metrics.at("/pubsub/uptime").asLong()).isPositive();
            assertThat(metrics.at("/chat/connectedClients").asInt()).isEqualTo(1);
            JsonNode first = metrics.at("/cluster/instances/0");
            assertThat(names(first)).containsExactly("instanceId", "startedAt", "lastHeartbeat", "connectedClients");
            assertThat(first.get("instanceId").asText()).isEqualTo("a");
            assertThat(first.get("lastHeartbeat").asLong())
                    .isGreaterThanOrEqualTo(first.get("startedAt").asLong());
            assertThat(metrics.at("/cluster/instances/1/instanceId").asText()).isEqualTo("b");
        }
    }

    @Test
    @DisplayName("E2 E16 either key opens; no key, a wrong key and another scheme are 401 with a hint, and counted")
    void eitherKeyOpens() throws Exception {
        assertThat(get(a, "/metrics", "Authorization", "Bearer " + KEY).statusCode())
                .isEqualTo(200);
        assertThat(get(a, "/metrics", "Authorization", "bearer " + PREVIOUS).statusCode())
                .isEqualTo(200);
        double before = value(a, "wsctl_server_auth_failures_total");

        HttpResponse<String> none = get(a, "/metrics");
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("www-authenticate")).contains("Bearer realm=\"wsctl\"");
        assertThat(none.body()).contains("METRICS_API_KEY").hasLineCount(1);
        assertThat(get(a, "/metrics", "Authorization", "Bearer " + KEY + "x").statusCode())
                .isEqualTo(401);
        assertThat(get(a, "/metrics", "Authorization", "Basic " + KEY).statusCode())
                .isEqualTo(401);

        assertThat(prometheus(a)).containsEntry("wsctl_server_auth_failures_total", before + 3);
    }

    @Test
    @DisplayName("E2 without a configured key nobody gets in, and the answer says what to configure")
    void withoutAKeyNobodyGetsIn() throws Exception {
        try (Server open = TestServers.start()) {
            HttpResponse<String> answer = get(open, "/metrics", "Authorization", "Bearer ");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(get(open, "/metrics").body()).contains("METRICS_API_KEY", "32");
            assertThat(post(open, "/api/login", "password=").statusCode()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName(
            "E2 an administrator's token opens /metrics; a session is an administrator in the chat, but not from another site")
    void administratorsAreTheSameEverywhere() throws Exception {
        assertThat(get(a, "/metrics", "Authorization", "Bearer " + TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(get(a, "/metrics", "Authorization", "Bearer " + PREVIOUS_TOKEN)
                        .statusCode())
                .isEqualTo(200);
        String cookie = post(a, "/api/login", "password=" + PASSWORD)
                .headers()
                .firstValue("set-cookie")
                .map(set -> set.substring(0, set.indexOf(';')))
                .orElseThrow();
        assertThat(standing("Cookie", cookie)).isEqualTo("not_allowed");
        String own = "http://" + b.httpUri().getAuthority();
        assertThat(standing("Cookie", cookie, "Origin", own)).isEqualTo("client_id_missing");
        assertThat(standing("Cookie", cookie, "Origin", "http://elsewhere.example"))
                .isEqualTo("not_allowed");
        assertThat(standing("Authorization", "Bearer " + PREVIOUS_TOKEN)).isEqualTo("client_id_missing");
        assertThat(standing()).isEqualTo("not_allowed");
    }

    /** How a client that shows this is answered when it does what only administrators may, by half. */
    private static String standing(String... headers) {
        try (TestClient client = TestClient.chat(b, "room=hall&announce=false", headers)) {
            client.next("joined");
            return client.say("{\"type\":\"disconnect\"}")
                    .next("error")
                    .get("code")
                    .asText();
        }
    }

    @Test
    @DisplayName("E2 an administrator logs in, and the session opens /metrics on every instance")
    void anAdministratorLogsIn() throws Exception {
        assertThat(post(a, "/api/login", "password=wrong").statusCode()).isEqualTo(401);
        HttpResponse<String> login = post(a, "/api/login", "password=" + PASSWORD, "X-Forwarded-Proto", "https");
        assertThat(login.statusCode()).isEqualTo(200);
        String cookie = login.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie).contains("HTTPOnly", "SameSite=Strict", "Secure", "Max-Age=28800");
        String token = cookie.substring(0, cookie.indexOf(';'));

        assertThat(get(a, "/metrics", "Cookie", token).statusCode()).isEqualTo(200);
        assertThat(get(b, "/metrics", "Cookie", "theme=dark; " + token).statusCode())
                .isEqualTo(200);
        assertThat(get(b, "/metrics", "Cookie", token + "x").statusCode()).isEqualTo(401);
        assertThat(post(a, "/api/logout", "").headers().firstValue("set-cookie").orElseThrow())
                .contains("Max-Age=0");
    }

    @Test
    @DisplayName("whoever guesses the password is slowed down, and nothing else is posted anywhere")
    void guessingIsSlowedDown() throws Exception {
        try (Server alone = TestServers.start("--admin-password=" + PASSWORD)) {
            long begun = System.nanoTime();
            List<Integer> wrong = logIns(alone, IntStream.range(0, 30).mapToObj(i -> "guess" + i));
            List<Integer> right = logIns(alone, Stream.generate(() -> PASSWORD).limit(30));
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            // Five at once, then one a second.
            assertThat(Stream.of(wrong, right).flatMap(List::stream).filter(status -> status != 429))
                    .hasSizeLessThanOrEqualTo((int) seconds + 6);
            assertThat(wrong).contains(401);
            assertThat(right).as("with the right password").contains(429);
            assertThat(get(alone, "/api/login").statusCode()).isEqualTo(405);
            assertThat(post(alone, "/metrics", "").statusCode()).isEqualTo(405);
            assertThat(post(alone, "/api/login", "password=" + "x".repeat(10_000))
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    /** All at once. */
    private static List<Integer> logIns(Server server, Stream<String> passwords) {
        List<CompletableFuture<Integer>> answers = passwords
                .map(password -> HTTP.sendAsync(login(server, password), HttpResponse.BodyHandlers.discarding())
                        .thenApply(HttpResponse::statusCode))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    @Test
    @DisplayName("E2 Prometheus gets its text by what it accepts or by ?format=prometheus, everybody else JSON")
    void prometheusGetsItsText() throws Exception {
        String accept = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1";
        HttpResponse<String> scraped = get(a, "/metrics", "Authorization", "Bearer " + KEY, "Accept", accept);
        assertThat(scraped.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(PrometheusParser.parse(scraped.body()))
                .containsEntry("wsctl_server_info{instance_id=\"a\"}", 1.0)
                .containsEntry("wsctl_server_pubsub_connected", 1.0)
                .containsEntry("wsctl_server_degraded", 0.0)
                .containsKeys("jvm_memory_used_bytes{area=\"heap\"}", "process_cpu_seconds_total");
        for (String other : List.of("*/*", "application/json", "text/html,*/*;q=0.8")) {
            assertThat(get(a, "/metrics", "Authorization", "Bearer " + KEY, "Accept", other)
                            .headers()
                            .firstValue("content-type"))
                    .contains("application/json; charset=utf-8");
        }
        assertThat(get(a, "/metrics?format=xml", "Authorization", "Bearer " + KEY)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("D9 the delay of pings is there for each source, as last, average, maximum and histogram")
    void delaysAreThereForEachSource() throws Exception {
        await().atMost(Duration.ofSeconds(45))
                .untilAsserted(() -> assertThat(prometheus(a))
                        .containsKeys(
                                "wsctl_server_pubsub_source_latency_last_seconds{source=\"a\"}",
                                "wsctl_server_pubsub_source_latency_max_seconds{source=\"b\"}"));
        assertThat(prometheus(a).get("wsctl_server_pubsub_latency_seconds_count"))
                .isPositive();
    }

    @Test
    @DisplayName("malformed messages and duplicates from Redis are dropped and counted")
    void whatIsDroppedIsCounted() throws Exception {
        try (TestClient ada = TestClient.join(a, "drops", "ada", "&announce=false")) {
            ada.next("joined");
            String message = "{\"type\":\"chat_message\",\"id\":\"x-1\",\"server_id\":\"x\",\"room\":\"drops\","
                    + "\"username\":\"eve\",\"text\":\"once\",\"timestamp\":\"2030-01-01T00:00:00.000Z\"}";
            for (String each : List.of("not json", message, message)) {
                redis.command("PUBLISH", "metrics:drops", each);
            }
            await().atMost(Duration.ofSeconds(45))
                    .untilAsserted(() -> assertThat(prometheus(a))
                            .containsEntry("wsctl_server_pubsub_malformed_total", 1.0)
                            .containsEntry("wsctl_server_pubsub_duplicates_total", 1.0));
            assertThat(ada.nextTexts(1)).containsExactly("once");
        }
    }

    @Test
    @DisplayName("docs/metrics.md lists every figure as it is; -Dgolden.update=true writes it anew")
    void thePageListsEveryFigure() throws Exception {
        String text = get(a, "/metrics?format=prometheus", "Authorization", "Bearer " + KEY)
                .body();
        List<String> expected = new ArrayList<>();
        String help = "";
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                help = words[3];
            } else if (line.startsWith("# TYPE ")) {
                expected.add("| `" + words[2] + "` | " + words[3] + " | " + help + " |");
            }
        }
        Path page = Path.of("../docs/metrics.md");
        String before = Files.readString(page);
        List<String> listed =
                before.lines().filter(line -> line.startsWith("| `")).toList();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, before.replace(String.join("\n", listed), String.join("\n", expected)));
            listed = expected;
        }
        assertThat(listed).isEqualTo(expected);
    }

    @Test
    @DisplayName("E2 while Redis is away /metrics answers, and says that it cannot tell who lives")
    void withoutRedisItAnswers() throws Exception {
        try (Server lost = TestServers.start(
                "--redis=redis://127.0.0.1:1/0", "--redis-degraded-after=100ms", "--metrics-api-key=" + KEY)) {
            await().atMost(Duration.ofSeconds(45))
                    .until(() -> json(lost).at("/pubsub/isDegraded").asBoolean());
            JsonNode metrics = json(lost);
            assertThat(metrics.at("/cluster/activeInstances").isNull()).isTrue();
            assertThat(metrics.at("/cluster/unknown").asText()).contains("Redis");
            assertThat(prometheus(lost))
                    .containsEntry("wsctl_server_degraded", 1.0)
                    .doesNotContainKey("wsctl_server_cluster_instances");
        }
    }

    @Test
    @DisplayName("C2 each limit that is enforced shows in the metrics under its name")
    void eachLimitIsCounted() throws Exception {
        try (Server strict = TestServers.start(
                        "--metrics-api-key=" + KEY,
                        "--max-connections=2",
                        "--max-connections-per-address=1",
                        "--messages-per-second=1",
                        "--message-burst=1",
                        "--max-message-bytes=200",
                        "--handshake-timeout=5s",
                        "--allowed-origins=https://chat.example.com");
                RawClient silent = new RawClient(strict)) {
            refuse(strict, RawClient.handshake("/echo", "Origin: https://evil.example\r\n"), "403");
            refuse(strict, RawClient.handshake("/ws?room=lobby"), "400");
            refuse(strict, RawClient.handshake("/ws?room=lobby&session=unknown"), "403");
            try (RawClient first = RawClient.upgraded(strict, "/echo")) {
                refuse(strict, RawClient.handshake("/echo"), "503");
                first.text("x".repeat(300));
                assertThat(first.readCloseCode()).isEqualTo(1009);
            }
            String path = "/ws?room=lobby&username=ada&client_id=ada&announce=false";
            await().atMost(Duration.ofSeconds(45)).until(() -> value(strict, "wsctl_server_connections") == 0);
            try (RawClient fast = RawClient.upgraded(strict, path)) {
                // At once: a second apart they were allowed.
                fast.texts(10, "x");
                assertThat(fast.readCloseCode()).isEqualTo(1008);
                await().atMost(Duration.ofSeconds(45))
                        .untilAsserted(() -> assertThat(prometheus(strict))
                                .containsEntry(refused("origin"), 1.0)
                                .containsEntry(refused("bad_request"), 1.0)
                                .containsEntry(refused("unknown_session"), 1.0)
                                .containsEntry(refused("max_connections_per_address"), 1.0)
                                .containsEntry("wsctl_server_connections_closed_total{code=\"1009\"}", 1.0)
                                .containsEntry("wsctl_server_connections_closed_total{code=\"1008\"}", 1.0)
                                .hasEntrySatisfying(
                                        "wsctl_server_handshakes_dropped_total{reason=\"timeout\"}",
                                        count -> assertThat(count).isPositive()));
                assertThat(silent).isNotNull();
            }
        }
    }

    private static String refused(String reason) {
        return "wsctl_server_connections_refused_total{reason=\"" + reason + "\"}";
    }

    private static void refuse(Server server, String handshake, String status) throws Exception {
        try (RawClient client = new RawClient(server)) {
            assertThat(client.request(handshake)).startsWith("HTTP/1.1 " + status);
        }
    }
}
