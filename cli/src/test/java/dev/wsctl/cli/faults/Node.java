package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wsctl.server.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One instance as a process, with everything on that tells of leaks; on the same port over its lives. */
final class Node implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> JVM =
            List.of("-Dio.netty.leakDetection.level=paranoid", "-Dio.netty.leakDetection.targetRecords=8");

    private final String id;
    private final List<String> flags;
    private ServerProcess process;
    private final int port;

    Node(String id, List<String> flags) throws IOException {
        this.id = id;
        this.flags = new ArrayList<>(flags);
        this.flags.add("--instance-id=" + id);
        this.process = launch(0);
        this.port = process.webSocketUri().getPort();
    }

    private ServerProcess launch(int onPort) throws IOException {
        List<String> all = new ArrayList<>(flags);
        all.add("--port=" + onPort);
        return ServerProcess.start(JVM, all);
    }

    String id() {
        return id;
    }

    /** Where the chat is, {@code ws://127.0.0.1:port/ws}. */
    URI target() {
        return URI.create("ws://127.0.0.1:" + port + "/ws");
    }

    /** Whether it says by itself that it is well, all its ways through Redis included. */
    boolean isHealthy() {
        return status("/api/ready") == 200 && status("/health/redis") == 200;
    }

    private int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException notThere) {
            return 0;
        }
    }

    /** What it says of itself at {@code /api/status}. */
    JsonNode status() throws IOException {
        return JSON.readTree(get("/api/status").body());
    }

    /** Comes into a room of its own and goes again. @return the session, which may be resumed anywhere */
    String join() throws Exception {
        return visit("username=ada&client_id=ada").path("session").asText();
    }

    /** Comes back with a session. */
    void resume(String session) throws Exception {
        JsonNode joined = visit("session=" + session);
        assertThat(joined.path("resumed").asBoolean()).as("%s", joined).isTrue();
    }

    private JsonNode visit(String who) throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        WebSocket socket = HTTP.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(20))
                .buildAsync(URI.create(target() + "?room=visitors&announce=false&" + who), new WebSocket.Listener() {
                    private final StringBuilder text = new StringBuilder();

                    @Override
                    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                        text.append(data);
                        if (last) {
                            first.complete(text.toString());
                        }
                        from.request(1);
                        return null;
                    }

                    @Override
                    public void onError(WebSocket from, Throwable error) {
                        first.completeExceptionally(error);
                    }
                })
                .get(20, TimeUnit.SECONDS);
        try {
            JsonNode joined = JSON.readTree(first.get(20, TimeUnit.SECONDS));
            assertThat(joined.path("type").asText()).as("%s", joined).isEqualTo("joined");
            return joined;
        } finally {
            socket.abort();
        }
    }

    HttpResponse<String> get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    /** Again on the same port, after {@link #kill}. */
    void startAgain() throws IOException, InterruptedException {
        process.exitCode();
        process = launch(port);
    }

    /** SIGSTOP. */
    void suspend() {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        run("kill", "-" + name, "" + process.pid());
    }

    /** Threads of the process. */
    int threads() {
        return entries("task");
    }

    /** Open files of the process, sockets among them. */
    int files() {
        return entries("fd");
    }

    private int entries(String folder) {
        try (Stream<Path> entries = Files.list(Path.of("/proc/" + process.pid() + "/" + folder))) {
            return (int) entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects garbage, after which Netty tells at its next allocations which buffers nobody has released. */
    void collectGarbage() {
        run(System.getProperty("java.home") + "/bin/jcmd", "" + process.pid(), "GC.run");
    }

    private static void run(String... command) {
        try {
            Process run = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(run.waitFor(30, TimeUnit.SECONDS)).as(command[0]).isTrue();
            assertThat(run.exitValue()).as(String.join(" ", command)).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What its present life has written. */
    String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
