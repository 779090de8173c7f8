package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.cli.Run;
import dev.wsctl.cli.model.RedisLink;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What only the instances count: real ones, to which it really happens. */
@DisplayName("E2, E11 doctor, with METRICS_API_KEY,")
@SuppressWarnings("try") // A namesake is there to be noticed, not to be called.
class DoctorMetricsIT {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> ILL = List.of("TOP08", "TOP09", "TOP10");

    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options().aclUser("chat on >pw ~* &* +@all"));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static Run doctor(String url, String key) {
        return doctor(url, key, "100ms");
    }

    private static Run doctor(String url, String key, String window) {
        return Run.wsctl(
                Map.of("METRICS_API_KEY", key),
                "doctor",
                url,
                "--redis",
                redis.url(),
                "--window",
                window,
                "--timeout",
                "20s",
                "-o",
                "json");
    }

    private static List<String> codes(Run run, String part) {
        return run.json().get(part).findValuesAsText("code");
    }

    @Test
    @DisplayName("TOP08, TOP09, TOP10 sees failures to publish, an id used twice, and slow readers given up")
    void anIllInstance() throws IOException {
        String own = redis.url().replace("redis://", "redis://chat:pw@");
        try (ServerProcess a = namesake(own);
                ServerProcess b = namesake(own)) {
            String url = a.webSocketUri().toString();
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(codes(doctor(url, KEY), "findings")).contains("TOP09"));
            CompletableFuture<Run> visit = CompletableFuture.supplyAsync(() -> whenAllIsSeen(url));
            redis.command("ACL", "SETUSER", "chat", "-publish");
            try (Shouter one = new Shouter(a.webSocketUri(), "lobby");
                    Shouter other = new Shouter(a.webSocketUri(), "lobby")) {
                await().pollInterval(Duration.ofMillis(5))
                        .atMost(PATIENCE.multipliedBy(2))
                        .until(() -> {
                            one.shout();
                            other.shout();
                            return visit.isDone();
                        });
            }
            Run run = visit.join();
            assertThat(codes(run, "findings")).as(run.all()).containsAll(ILL);
            assertThat(run.out()).containsPattern("failed to publish [\\d,]+ messages? while we watched");
            assertThat(run.out()).containsPattern("gave up \\d+ slow readers? while we watched");
            assertThat(run.all()).doesNotContain(KEY);
        } finally {
            redis.command("ACL", "SETUSER", "chat", "+publish");
            redis.command("FLUSHALL");
        }
    }

    /**
     * Some four megabytes fill a slow reader's socket: whether that happens within one window depends on the machine, and
     * so does how much of it is said within the window in which the reader is given up.
     */
    private static Run whenAllIsSeen(String url) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Run run = doctor(url, KEY, "3s");
        while (!codes(run, "findings").containsAll(ILL) && System.nanoTime() < end) {
            run = doctor(url, KEY, "3s");
        }
        return run;
    }

    private static ServerProcess namesake(String redisUrl) throws IOException {
        return ServerProcess.start(
                "--port",
                "0",
                "--redis",
                redisUrl,
                "--instance-id",
                "twin",
                "--heartbeat-interval",
                "500ms",
                "--queue-messages-by-room",
                "lobby=2",
                "--metrics-api-key",
                KEY);
    }

    @Test
    @DisplayName("TOP08, TOP09, TOP10 finds nothing on the reference server, and says so when the key is wrong")
    void aHealthyInstance() throws IOException {
        try (ServerProcess server =
                ServerProcess.start("--port", "0", "--redis", redis.url(), "--metrics-api-key", KEY)) {
            Links.await(server.webSocketUri(), RedisLink.State.HEALTHY);
            String url = server.webSocketUri().toString();
            // It has two seconds to answer, which a busy machine may need for something else.
            await().atMost(PATIENCE).untilAsserted(() -> {
                Run right = doctor(url, KEY);
                assertThat(codes(right, "findings")).as(right.all()).doesNotContain("TOP08", "TOP09", "TOP10");
                assertThat(codes(right, "skipped")).doesNotContain("TOP08", "TOP09", "TOP10");
            });
            await().atMost(PATIENCE).untilAsserted(() -> {
                Run wrong = doctor(url, KEY.replace('0', 'x'));
                assertThat(codes(wrong, "skipped")).contains("TOP09", "TOP10");
                assertThat(wrong.out()).contains("HTTP 401 at /metrics");
                assertThat(wrong.all()).doesNotContain(KEY.replace('0', 'x'));
            });
        }
    }
}
