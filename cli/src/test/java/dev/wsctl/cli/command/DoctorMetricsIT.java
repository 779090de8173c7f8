package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What only the instances count. The ill one answers as docs/metrics.md says, with figures that no healthy one has. */
@DisplayName("E2, E11 doctor, with METRICS_API_KEY,")
class DoctorMetricsIT {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    private static Run doctor(String url, String key) {
        return Run.wsctl(
                Map.of("METRICS_API_KEY", key),
                "doctor",
                url,
                "--redis",
                redis.url(),
                "--window",
                "100ms",
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
        AtomicInteger looks = new AtomicInteger();
        HttpServer ill = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ill.createContext("/metrics", exchange -> {
            boolean allowed =
                    ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            int n = looks.incrementAndGet();
            byte[] json = ("{\"instanceId\":\"a\",\"pubsub\":{\"publishFailures\":" + 500 * n
                            + "},\"metrics\":{\"wsctl_server_duplicate_instance_id\":1,"
                            + "\"wsctl_server_queue_dropped_total\":{\"connections\":" + 3 * n + "}}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(allowed ? 200 : 401, json.length);
            exchange.getResponseBody().write(json);
            exchange.close();
        });
        ill.start();
        try {
            Run run = doctor("ws://127.0.0.1:" + ill.getAddress().getPort() + "/ws", KEY);
            assertThat(codes(run, "findings")).as(run.all()).contains("TOP08", "TOP09", "TOP10");
            assertThat(run.out()).contains("failed to publish 500 messages while we watched", "gave up 3 slow readers");
            assertThat(run.all()).doesNotContain(KEY);
        } finally {
            ill.stop(0);
        }
    }

    @Test
    @DisplayName("TOP08, TOP09, TOP10 finds nothing on the reference server, and says so when the key is wrong")
    void aHealthyInstance() throws IOException {
        try (ServerProcess server =
                ServerProcess.start("--port", "0", "--redis", redis.url(), "--metrics-api-key", KEY)) {
            String url = server.webSocketUri().toString();
            Run right = doctor(url, KEY);
            assertThat(codes(right, "findings")).as(right.all()).doesNotContain("TOP08", "TOP09", "TOP10");
            assertThat(codes(right, "skipped")).doesNotContain("TOP08", "TOP09", "TOP10");
            Run wrong = doctor(url, KEY.replace('0', 'x'));
            assertThat(codes(wrong, "skipped")).contains("TOP09", "TOP10");
            assertThat(wrong.out()).contains("HTTP 401 at /metrics");
            assertThat(wrong.all()).doesNotContain(KEY.replace('0', 'x'));
        }
    }
}
