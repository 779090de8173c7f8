package dev.wsctl.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.cli.generate.Shell;
import dev.wsctl.server.Server;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of docs/deploy for proxies in real ones, in front of real instances. */
class ProxiesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String PASSWORD = "correct-horse-battery";

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName(
            "A10 behind a proxy the page's owner is an administrator, nobody sees metrics, and who is on an instance that"
                    + " shuts down comes back on another")
    void inFrontOfTwo(Kind kind, @TempDir Path directory) throws Exception {
        Shell.assumeInstalled(kind.program());
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Server a = ready(server("a", redis));
                Server b = ready(server("b", redis));
                Proxy proxy = Proxy.start(kind, directory, a, b)) {
            URI front = proxy.uri();
            HttpRequest metrics = HttpRequest.newBuilder(front.resolve("/metrics"))
                    .header("Authorization", "Bearer " + KEY)
                    .build();
            assertThat(http.send(metrics, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(404);

            Member member = join(front, cookie(front));
            String instance = member.next("joined").path("server_id").asText();
            member.say("{\"type\":\"who\"}");
            assertThat(member.next("who").at("/members/0/standing").asText()).isEqualTo("admin");

            (instance.equals("a") ? a : b).close();
            member.next("server_shutdown");
            Member again = join(front, null);
            assertThat(again.next("joined").path("server_id").asText()).isEqualTo(instance.equals("a") ? "b" : "a");
        }
    }

    private static Server server(String id, EmbeddedRedis redis) throws Exception {
        return Server.start(ServerConfig.resolve(
                List.of("--port", "0", "--instance-id", id),
                Map.of("REDIS_URL", redis.url(), "METRICS_API_KEY", KEY, "ADMIN_PASSWORD", PASSWORD)));
    }

    /** Before a proxy has looked: who is not ready when it does leaves the rotation for a while. */
    private Server ready(Server server) {
        HttpRequest ask =
                HttpRequest.newBuilder(server.httpUri().resolve("/api/ready")).build();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(http.send(ask, HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(200));
        return server;
    }

    private String cookie(URI front) throws IOException, InterruptedException {
        HttpRequest login = HttpRequest.newBuilder(front.resolve("/api/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("password=" + PASSWORD))
                .build();
        String cookie = http.send(login, HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private Member join(URI front, @Nullable String cookie) {
        Member member = new Member();
        WebSocket.Builder builder = http.newWebSocketBuilder().header("Origin", "http://" + front.getAuthority());
        if (cookie != null) {
            builder.header("Cookie", cookie);
        }
        member.socket = builder.buildAsync(URI.create("ws://" + front.getAuthority() + "/chat?room=lobby"), member)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return member;
    }

    private static final class Member implements WebSocket.Listener {
        private static final ObjectMapper JSON = new ObjectMapper();
        private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private @Nullable WebSocket socket;

        void say(String frame) {
            if (socket != null) {
                socket.sendText(frame, true).join();
            }
        }

        JsonNode next(String type) throws InterruptedException {
            while (true) {
                JsonNode message = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(message).as("waiting for " + type).isNotNull();
                if (message.path("type").asText().equals(type)) {
                    return message;
                }
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                try {
                    heard.add(JSON.readTree(partial.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    enum Kind {
        NGINX("compose/nginx.conf", "listen 80;", "listen 127.0.0.1:%d;") {
            @Override
            List<String> command(Path file) {
                Path folder = file.getParent();
                return List.of("nginx", "-c", file.toString(), "-p", folder + "/", "-g", "daemon off; pid pid;");
            }
        },
        HAPROXY("haproxy/haproxy.cfg", "bind :8080", "bind 127.0.0.1:%d") {
            @Override
            List<String> command(Path file) {
                return List.of("haproxy", "-db", "-f", file.toString());
            }
        };

        private final String file;
        private final String listens;
        private final String here;

        Kind(String file, String listens, String here) {
            this.file = file;
            this.listens = listens;
            this.here = here;
        }

        String program() {
            return name().toLowerCase(Locale.ROOT);
        }

        abstract List<String> command(Path file);

        /** With addresses of this machine, two instances, and no more connections than it allows. */
        String on(int port, Server a, Server b) throws IOException {
            return Files.readString(Path.of("../docs/deploy").resolve(file))
                    .replace("chat-1:8000", a.httpUri().getAuthority())
                    .replace("chat-2:8000", b.httpUri().getAuthority())
                    .replaceAll(" *server chat-3.*\n", "")
                    .replace("maxconn 60000", "maxconn 1000")
                    .replace(listens, here.formatted(port));
        }
    }

    /** @param uri where it listens */
    private record Proxy(Process process, URI uri) implements AutoCloseable {
        static Proxy start(Kind kind, Path directory, Server a, Server b) throws Exception {
            int port = freePort();
            Path file = Files.writeString(directory.resolve("proxy.conf"), kind.on(port, a, b));
            Path log = directory.resolve("proxy.log");
            Process process = new ProcessBuilder(kind.command(file))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Proxy proxy = new Proxy(process, URI.create("http://127.0.0.1:" + port));
            await().atMost(PATIENCE).ignoreException(ConnectException.class).until(() -> {
                assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
                return proxy.answers();
            });
            return proxy;
        }

        private boolean answers() throws IOException, InterruptedException {
            HttpRequest metrics =
                    HttpRequest.newBuilder(uri.resolve("/metrics")).build();
            return HttpClient.newHttpClient()
                            .send(metrics, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 404;
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }
    }
}
