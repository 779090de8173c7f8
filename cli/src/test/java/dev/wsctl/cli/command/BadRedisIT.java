package dev.wsctl.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.wsctl.cli.Nobody;
import dev.wsctl.cli.Run;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every command that reads Redis, pointed at something that is none, or none that will have it. */
@DisplayName("A Redis command, pointed at")
@Timeout(180)
class BadRedisIT {
    static final List<String> COMMANDS = List.of(
            "health",
            "latency",
            "channels",
            "subscribers",
            "sessions",
            "sessions list",
            "sessions show k",
            "pool --window 1ms",
            "doctor --window 1ms",
            "instances",
            "presence",
            "frameworks",
            "replay lobby",
            "publish lobby hello");

    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options()
                .password("r1ght")
                .config("enable-debug-command local")
                .config("loading-process-events-interval-bytes 1024"));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    static Run run(String command, String url, String... options) {
        List<String> args = new ArrayList<>(List.of(command.split(" ")));
        args.addAll(List.of("--redis", url));
        args.addAll(List.of(options));
        return Run.patiently(args.toArray(new String[0]));
    }

    /** What failed on what, and what to try: in the stages of health, else in two lines on stderr. */
    private static void assertFails(Run run, int code, String... parts) {
        assertThat(run.code()).as(run.all()).isEqualTo(code);
        String text = run.all().replaceAll("\\s+", " ");
        assertThat(text).contains(parts).contains("try: ").doesNotContain("bug in wsctl");
        if (!run.err().isEmpty()) {
            assertThat(run.err().lines()).hasSize(2);
            assertThat(run.out()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("COMMANDS")
    @DisplayName("a host nobody knows, names it, exit 2")
    void unknownHost(String command) {
        assertFails(run(command, "redis://no-such-host.invalid:6379"), 2, "unknown host no-such-host.invalid");
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("COMMANDS")
    @DisplayName("a port where nobody listens, says refused, exit 2")
    void refused(String command) throws IOException {
        try (Nobody nobody = new Nobody()) {
            assertFails(run(command, "redis://" + nobody.address()), 2, nobody.address() + " refused the connection");
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("COMMANDS")
    @DisplayName("a Redis with another password, says so without repeating it, exit 2")
    void wrongPassword(String command) {
        String where = "127.0.0.1:" + redis.port();
        Run wrong = run(command, "redis://:wr0ng@" + where);
        assertFails(wrong, 2, where + " refused the password of user default");
        assertThat(wrong.all()).doesNotContain("wr0ng");
        assertFails(run(command, "redis://" + where), 2, where + " wants a password", "--password-file");
        assertFails(run(command, "redis://ada:wr0ng@" + where), 2, "refused the password of user ada");
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("COMMANDS")
    @DisplayName("a web server, says that it speaks HTTP, exit 2")
    void http(String command) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        try {
            int port = server.getAddress().getPort();
            assertFails(run(command, "redis://127.0.0.1:" + port), 2, "127.0.0.1:" + port + " speaks HTTP, not Redis");
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest(name = "{0}")
    @Execution(ExecutionMode.CONCURRENT)
    @FieldSource("COMMANDS")
    @DisplayName("a server that accepts and never answers, ends by --timeout, exit 2")
    void silence(String command) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertFails(
                    run(command, "redis://127.0.0.1:" + silent.getLocalPort(), "--timeout", "300ms"),
                    2,
                    "127.0.0.1:" + silent.getLocalPort() + " gave no answer to");
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("COMMANDS")
    @DisplayName("a Redis that loads its data set, says so, exit 2")
    void loading(String command) throws Exception {
        redis.command("DEBUG", "POPULATE", "30000", "x", "100");
        redis.command("CONFIG", "SET", "key-load-delay", "1000");
        Thread reload = new Thread(() -> {
            try (Socket socket = new Socket(redis.host(), redis.port())) {
                socket.getOutputStream()
                        .write("AUTH r1ght\r\nDEBUG RELOAD\r\nPING\r\n".getBytes(StandardCharsets.UTF_8));
                byte[] replies = new byte[64];
                while (!new String(replies, StandardCharsets.UTF_8).contains("+PONG")) {
                    if (socket.getInputStream().read(replies) < 0) {
                        return;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        reload.start();
        try {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> redis.command("INFO", "persistence").contains("loading:1"));
            assertFails(run(command, redis.url()), 2, "127.0.0.1:" + redis.port() + " is still loading its data set");
        } finally {
            redis.command("CONFIG", "SET", "key-load-delay", "0");
            reload.join(20_000);
            assertThat(reload.isAlive()).isFalse();
            redis.command("FLUSHALL");
        }
    }

    /** Each is sent to everyone who connects, again and again. */
    static final List<String> GARBAGE = List.of(
            "SSH-2.0-OpenSSH_9.6\r\n",
            "\u0000\u0001\u0002\u0003",
            "*1000000000\r\n",
            "*1\r\n",
            "$500000000\r\nx",
            "$-7\r\n",
            "+no end to this line",
            ":12x\r\n",
            "*-1\r\n",
            "$3\r\nabc\r\n",
            "220 mail.example ESMTP\r\n");

    @ParameterizedTest(name = "{0}")
    @Execution(ExecutionMode.CONCURRENT)
    @FieldSource("GARBAGE")
    @DisplayName("a server that sends garbage, fails in time with a clear line, and is no bug of ours")
    void garbage(String bytes) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread babbler = new Thread(() -> babble(server, bytes));
            babbler.setDaemon(true);
            babbler.start();
            for (String command : COMMANDS) {
                Run run = run(command, "redis://127.0.0.1:" + server.getLocalPort(), "--timeout", "500ms");
                assertThat(run.code()).as(command + ": " + run.all()).isNotIn(0, 70);
                assertThat(run.all()).as(command).contains("127.0.0.1:").contains("try: ");
            }
        }
    }

    private static void babble(ServerSocket server, String bytes) {
        byte[] chunk = bytes.repeat(1 + 4096 / bytes.length()).getBytes(StandardCharsets.ISO_8859_1);
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread talk = new Thread(() -> {
                    try (socket) {
                        while (true) {
                            socket.getOutputStream().write(chunk);
                        }
                    } catch (IOException gone) {
                        // It has heard enough.
                    }
                });
                talk.setDaemon(true);
                talk.start();
            } catch (IOException closed) {
                return;
            }
        }
    }
}
