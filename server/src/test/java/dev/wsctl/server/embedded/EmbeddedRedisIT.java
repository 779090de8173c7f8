package dev.wsctl.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The embedded Redis")
class EmbeddedRedisIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    @DisplayName("is a real Redis 7.0.15 that answers as soon as it has been started")
    void answersAsSoonAsStarted() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            assertThat(redis.command("PING")).isEqualTo("PONG");
            assertThat(redis.command("INFO", "server"))
                    .contains("redis_version:7.0.15")
                    .contains("process_id:" + redis.pid());
        }
    }

    @Test
    @DisplayName("leaves no process and no file behind when closed")
    void leavesNothingBehindWhenClosed() {
        EmbeddedRedis redis = EmbeddedRedis.start();
        long pid = redis.pid();
        Path directory = Objects.requireNonNull(redis.directory().getParent());
        redis.close();
        redis.close();
        assertThat(alive(pid)).isFalse();
        assertThat(directory).doesNotExist();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(guardsOf(directory)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "suspended"})
    @DisplayName("dies with a JVM that is killed with SIGKILL, and its files go too")
    void diesWithAKilledJvm(String state) throws Exception {
        Process jvm = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OrphanMain.class.getName(),
                        state))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            String[] told = Objects.requireNonNull(out.readLine()).split(" ", 2);
            long pid = Long.parseLong(told[0]);
            Path directory = Path.of(told[1]);
            assertThat(out.readLine()).isEqualTo("ready");
            assertThat(alive(pid)).isTrue();
            assertThat(directory).exists();

            jvm.destroyForcibly();

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(alive(pid)).isFalse();
                assertThat(directory).doesNotExist();
            });
        } finally {
            jvm.destroyForcibly();
            assertThat(jvm.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("comes back on its port after stop, kill -9 and restart, with its data when it is append-only")
    void comesBackOnItsPort() {
        try (EmbeddedRedis redis =
                EmbeddedRedis.start(EmbeddedRedis.options().appendOnly().config("appendfsync always"))) {
            int port = redis.port();
            redis.command("SET", "k", "v");
            redis.kill();
            assertThat(redis.isRunning()).isFalse();
            assertThatThrownBy(() -> take(port)).as("while it is down").isInstanceOf(BindException.class);
            redis.restart();
            assertThat(redis.port()).isEqualTo(port);
            assertThat(redis.command("GET", "k")).isEqualTo("v");
            redis.restartEmpty();
            assertThat(redis.command("GET", "k")).isEmpty();
            redis.stop();
            assertThat(redis.isRunning()).isFalse();
            assertThatThrownBy(() -> take(port)).as("while it is down").isInstanceOf(BindException.class);
        }
    }

    /** As the system does it for a client, or for a server that wants any port. */
    private static void take(int port) throws IOException {
        try (Socket other = new Socket()) {
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }

    @Test
    @DisplayName("accepts and stays silent while suspended, and goes on when resumed")
    void staysSilentWhileSuspended() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            redis.suspend();
            assertThatThrownBy(() -> {
                        try (RespSocket socket = new RespSocket(redis.host(), redis.port(), Duration.ofMillis(200))) {
                            socket.command("PING");
                        }
                    })
                    .isInstanceOf(java.net.SocketTimeoutException.class);
            redis.resume();
            assertThat(redis.command("PING")).isEqualTo("PONG");
        }
    }

    @Test
    @DisplayName("takes a password, ACL users, a memory limit and a Unix socket")
    void takesOptions() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.options()
                .password("secret")
                .aclUser("ada on >pw ~chat:* &chat:* +@all")
                .maxMemory("32mb")
                .unixSocket())) {
            assertThat(redis.command("CONFIG", "GET", "maxmemory")).isEqualTo("maxmemory\n33554432");
            assertThat(redis.command("ACL", "LIST")).contains("user ada on");
            assertThat(Files.exists(redis.unixSocket())).isTrue();
            try (RespSocket stranger = new RespSocket(redis.host(), redis.port(), Duration.ofSeconds(5))) {
                assertThatThrownBy(() -> stranger.command("GET", "x"))
                        .isInstanceOf(RedisReplyException.class)
                        .hasMessageStartingWith("NOAUTH");
            }
        }
    }

    @Test
    @DisplayName("keeps data files in a directory of the caller's")
    void keepsDataInACallersDirectory(@TempDir Path directory) {
        EmbeddedRedisOptions options = EmbeddedRedis.options().appendOnly().directory(directory);
        try (EmbeddedRedis first = EmbeddedRedis.start(options)) {
            first.command("SET", "k", "v");
        }
        try (EmbeddedRedis second = EmbeddedRedis.start(options)) {
            assertThat(second.command("GET", "k")).isEqualTo("v");
        }
    }

    @Test
    @DisplayName("says so when its fixed port is taken or an option is wrong, and leaves nothing behind")
    void saysWhyItCannotStart() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            assertThatThrownBy(() -> EmbeddedRedis.start(EmbeddedRedis.options().port(redis.port())))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("port " + redis.port() + " is taken");
        }
        assertThatThrownBy(() -> EmbeddedRedis.start(EmbeddedRedis.options().config("no-such-directive yes")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no-such-directive");
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static List<Long> guardsOf(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").contains(directory.toString()))
                .map(ProcessHandle::pid)
                .toList();
    }
}
