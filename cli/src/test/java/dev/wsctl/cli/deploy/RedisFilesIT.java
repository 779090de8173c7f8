package dev.wsctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.cli.Run;
import dev.wsctl.server.Server;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.embedded.EmbeddedRedisOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files for Redis, in a real Redis. */
class RedisFilesIT {

    private static final Path DEPLOY = Path.of("../docs/deploy");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    @DisplayName("A10 Redis starts with its file and takes every setting")
    void redisStartsWithItsFile() throws IOException {
        EmbeddedRedisOptions options = EmbeddedRedis.options();
        settings().forEach(options::config);
        try (EmbeddedRedis redis = EmbeddedRedis.start(options)) {
            assertThat(redis.command("CONFIG", "GET", "client-output-buffer-limit"))
                    .contains("pubsub 33554432 8388608 60");
            assertThat(redis.command("CONFIG", "GET", "maxmemory-policy")).contains("volatile-ttl");
            assertThat(redis.command("CONFIG", "GET", "tcp-keepalive")).contains("60");
        }
    }

    @Test
    @DisplayName("A10 the configuration in the Kubernetes manifest says the same as the file")
    void theManifestSaysTheSame() throws IOException {
        String manifest = Files.readString(DEPLOY.resolve("kubernetes/redis.yaml"));
        List<String> own = List.of("port", "tcp-backlog", "slowlog-log-slower-than", "slowlog-max-len");
        assertThat(settings())
                .filteredOn(line -> !own.contains(line.substring(0, line.indexOf(' '))))
                .allSatisfy(line -> assertThat(manifest).contains("    " + line + "\n"));
    }

    @Test
    @DisplayName("A10 three Sentinels of this file would agree: the quorum is a majority, and host names are resolved")
    void aSentinelStartsWithItsFile() throws IOException {
        List<String> lines = settings(DEPLOY.resolve("sentinel/sentinel.conf"));
        String monitor = lines.stream()
                .filter(line -> line.startsWith("sentinel monitor"))
                .findFirst()
                .orElseThrow();
        assertThat(monitor).endsWith(" 2");
        try (EmbeddedRedis master = EmbeddedRedis.start()) {
            // Its one host name stands for this machine here.
            EmbeddedRedisOptions options = EmbeddedRedis.options().sentinelOf("mymaster", master, 2);
            lines.stream()
                    .filter(line -> !line.startsWith("port") && !line.startsWith("sentinel monitor"))
                    .forEach(options::config);
            try (EmbeddedRedis sentinel = EmbeddedRedis.start(options)) {
                assertThat(sentinel.command("SENTINEL", "MASTER", "mymaster"))
                        .contains("down-after-milliseconds\n5000\n")
                        .contains("failover-timeout\n10000\n");
            }
        }
    }

    @Test
    @DisplayName("E16 two servers reach each other as the user with the least rights")
    void twoServersReachEachOtherWithTheLeastRights() throws Exception {
        try (EmbeddedRedis redis = withUsers();
                Server a = server("a", redis);
                Server b = server("b", redis)) {
            await().atMost(PATIENCE).until(() -> isReady(a) && isReady(b));
            Run verify = Run.wsctl(
                    "verify",
                    a.webSocketUri().toString(),
                    b.webSocketUri().toString(),
                    "--deadline",
                    "30s",
                    "-o",
                    "json");
            assertThat(verify.code()).as(verify.all()).isZero();
            assertThat(redis.command("ACL", "LOG"))
                    .as("denied to the servers")
                    .doesNotContain("change-me")
                    .doesNotContain("username\nchat\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health --warn-latency 10s --crit-latency 20s",
                "latency --duration 300ms --warn 10s --crit 20s",
                "channels",
                "subscribers",
                "sessions",
                "pool"
            })
    @DisplayName("E16 every reading command works as the user with the least rights")
    void readingCommandsWorkWithTheLeastRights(String command) throws IOException {
        try (EmbeddedRedis redis = withUsers()) {
            String url = "redis://wsctl:change-me-wsctl@127.0.0.1:" + redis.port() + "/0";
            Run run = Run.patiently(Map.of("REDIS_URL", url), command.split(" "));
            assertThat(run.code()).as(run.all()).isZero();
            assertThat(redis.command("ACL", "LOG")).doesNotContain("username\nwsctl\n");
        }
    }

    private static boolean isReady(Server server) throws IOException, InterruptedException {
        HttpRequest ask = HttpRequest.newBuilder(URI.create(server.httpUri() + "/api/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HttpClient.newHttpClient()
                        .send(ask, HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    private static Server server(String id, EmbeddedRedis redis) throws Exception {
        return Server.start(ServerConfig.resolve(
                List.of("--port", "0", "--instance-id", id),
                Map.of("REDIS_URL", "redis://chat:change-me-server@127.0.0.1:" + redis.port() + "/0")));
    }

    /** The users of the file; the default user stays on, so that this test can ask Redis itself. */
    private static EmbeddedRedis withUsers() throws IOException {
        EmbeddedRedis redis = EmbeddedRedis.start();
        for (String line : settings(DEPLOY.resolve("redis/users.acl"))) {
            if (!line.startsWith("user default")) {
                redis.command(("ACL SETUSER " + line.substring("user ".length())).split(" "));
            }
        }
        return redis;
    }

    private static List<String> settings() throws IOException {
        return settings(DEPLOY.resolve("redis/redis.conf")).stream()
                // The test's own port, address and directory.
                .filter(line -> !line.matches("(port|bind|dir) .*"))
                .toList();
    }

    private static List<String> settings(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
