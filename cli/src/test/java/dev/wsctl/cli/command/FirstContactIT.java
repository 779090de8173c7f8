package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.cli.Run;
import dev.wsctl.server.Server;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.testing.RedisForTests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("wsctl alone")
class FirstContactIT {
    @TempDir
    Path project;

    private Run wsctl(Map<String, String> environment) {
        Run run = Run.in(project, environment);
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .hasSizeLessThanOrEqualTo(12)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        return run;
    }

    @Test
    @DisplayName("says which Redis answers, and what to ask it")
    void findsRedis() {
        try (RedisForTests redis = RedisForTests.start()) {
            // Within its second, which a busy machine may need for something else.
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    wsctl(Map.of("REDIS_URL", redis.url())).out())
                            .contains(": answers", "try: wsctl health ", "wsctl channels", "wsctl demo"));
        }
    }

    @Test
    @DisplayName("names the servers that Redis knows, and how to find out whether they deliver to each other")
    void findsServers() throws Exception {
        try (RedisForTests redis = RedisForTests.start();
                Server a = server(redis, "a");
                Server b = server(redis, "b")) {
            Map<String, String> environment = Map.of("REDIS_URL", redis.url(), "REDIS_CHANNEL_PREFIX", redis.prefix());
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(wsctl(environment).out())
                            .contains("servers   2 registered there: a, b")
                            .contains("try: wsctl verify " + a.webSocketUri() + " " + b.webSocketUri() + "\n")
                            .contains("do they deliver to each other?", "wsctl top"));
            // Alone it asks for their addresses; what it says then leads back here.
            Run verify = Run.wsctl("verify");
            assertThat(verify.code()).isEqualTo(64);
            assertThat(verify.err()).contains("wsctl alone names those that Redis knows");
        }
    }

    private static Server server(RedisForTests redis, String id) throws Exception {
        return Server.start(ServerConfig.resolve(
                List.of("--port", "0", "--instance-id", id, "--redis", redis.url()),
                Map.of("REDIS_CHANNEL_PREFIX", redis.prefix())));
    }

    @Test
    @DisplayName("where nobody answers, or never, it says so and what else to try")
    void findsNobody() throws IOException {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(wsctl(Map.of("REDIS_URL", "redis://127.0.0.1:1"))
                                .out())
                        .contains("nobody answers", "wsctl health --redis URL"));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "redis://:s3cret@127.0.0.1:" + silent.getLocalPort();
            assertThat(wsctl(Map.of("REDIS_URL", url)).out())
                    .contains("no answer within 1 s")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    @DisplayName("knows the context, and suggests verifying its instances")
    void knowsTheContext() throws IOException {
        Files.writeString(
                project.resolve(".wsctl.yaml"),
                "contexts: { shop: { redis: 'redis://127.0.0.1:1', instances: ['ws://h/ws'] } }");
        assertThat(wsctl(Map.of()).out()).contains("context   shop", "1 in the context", "wsctl verify ");
    }

    @Test
    @DisplayName("even a broken file or address is no error")
    void brokenIsNoError() throws IOException {
        assertThat(wsctl(Map.of("REDIS_URL", "nonsense")).out()).contains("REDIS_URL has no scheme");
        Files.writeString(project.resolve(".wsctl.yaml"), "contexts: { shop: { x: 1 } }");
        assertThat(Run.in(project, Map.of("REDIS_URL", "redis://127.0.0.1:1"))
                        .out()
                        .replaceAll("\\s+", " "))
                .contains("unknown field 'x'", "wsctl context validate");
    }
}
