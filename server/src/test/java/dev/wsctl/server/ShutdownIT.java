package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsctl.server.testing.RedisForTests;
import dev.wsctl.server.testing.ServerProcess;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One of three instances is asked to go while everybody talks. */
class ShutdownIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS_EACH = 3;

    private static TestClient join(URI webSocket, String name) {
        TestClient client = TestClient.open(
                URI.create(webSocket + "?room=lobby&username=" + name + "&client_id=" + name + "&announce=false"));
        client.next("joined");
        return client;
    }

    private static void awaitReady(URI ready) {
        await().atMost(PATIENCE).until(() -> HttpProbe.get(ready).status() == 200);
    }

    /** Says its name and a number, every few milliseconds, until it is told to stop or its connection is gone. */
    private static final class Talker implements AutoCloseable {
        private final TestClient client;
        private final Thread thread;
        private volatile boolean stopped;
        private final AtomicInteger said = new AtomicInteger();

        Talker(TestClient client, String name) {
            this.client = client;
            this.thread = new Thread(() -> talk(name), "talker-" + name);
            thread.start();
        }

        private void talk(String name) {
            try {
                while (!stopped) {
                    client.say(name + "-" + said.get());
                    said.incrementAndGet();
                    TimeUnit.MILLISECONDS.sleep(3);
                }
            } catch (RuntimeException | InterruptedException gone) {
                // The connection was closed while it talked: what it said last may or may not have been heard.
            }
        }

        /** @return how much it has said for certain */
        int stop() throws InterruptedException {
            stopped = true;
            thread.join(TimeUnit.SECONDS.toMillis(30));
            return said.get();
        }

        @Override
        public void close() {
            stopped = true;
        }
    }

    /** What this talker was heard to say, in the order of arrival. */
    private static List<String> from(String talker, List<String> texts) {
        return texts.stream().filter(text -> text.startsWith(talker + "-")).toList();
    }

    private static List<String> numbered(String talker, int count) {
        return IntStream.range(0, count).mapToObj(i -> talker + "-" + i).toList();
    }

    @Test
    @DisplayName(
            "E5 under a steady load one of three instances gets SIGTERM: nothing accepted is lost on those that stay,"
                    + " every client of the one that goes reconnects elsewhere when it was told to, and it is deregistered")
    void nothingAcceptedIsLost() throws Exception {
        try (RedisForTests redis = RedisForTests.start();
                Server a = TestServers.start("--instance-id=a", "--redis=" + redis.url());
                Server b = TestServers.start("--instance-id=b", "--redis=" + redis.url());
                ServerProcess c = ServerProcess.start(
                        "--instance-id=c", "--port=0", "--redis", redis.url(), "--shutdown-timeout=30s")) {
            awaitReady(a.httpUri().resolve("/api/ready"));
            awaitReady(b.httpUri().resolve("/api/ready"));
            awaitReady(c.httpUri("/api/ready"));
            List<TestClient> staying = new ArrayList<>();
            List<TestClient> leaving = new ArrayList<>();
            for (int i = 0; i < CLIENTS_EACH; i++) {
                staying.add(join(a.webSocketUri(), "a" + i));
                staying.add(join(b.webSocketUri(), "b" + i));
                leaving.add(join(c.webSocketUri(), "c" + i));
            }
            List<List<String>> heardOnC = new ArrayList<>();
            int saidOnA;
            int saidOnB;
            List<TestClient> returned = new ArrayList<>();
            try (Talker onA = new Talker(staying.get(0), "a0");
                    Talker onB = new Talker(staying.get(1), "b0");
                    Talker onC = new Talker(leaving.get(0), "c0")) {
                await().atMost(PATIENCE).until(() -> onA.said.get() > 50 && onB.said.get() > 50 && onC.said.get() > 50);
                c.terminate();
                List<CompletableFuture<TestClient>> reconnecting = new ArrayList<>();
                for (TestClient client : leaving) {
                    List<String> heard = new ArrayList<>();
                    JsonNode notice = untilShutdown(client, heard);
                    heardOnC.add(heard);
                    assertThat(client.closeCode()).isEqualTo(1012);
                    long pause = notice.get("reconnect_in_ms").asLong();
                    assertThat(pause).isBetween(500L, 10_000L);
                    String name = "back" + reconnecting.size();
                    reconnecting.add(CompletableFuture.supplyAsync(
                            () -> join(a.webSocketUri(), name),
                            CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS)));
                }
                reconnecting.forEach(each ->
                        returned.add(each.orTimeout(60, TimeUnit.SECONDS).join()));
                saidOnA = onA.stop();
                saidOnB = onB.stop();
                onC.stop();
            }
            // What c had accepted is in Redis now; and both ends, one of them through Redis, come behind it everywhere.
            assertThat(c.exitCode()).isEqualTo(143);
            staying.get(0).say("the end of a");
            staying.get(1).say("the end of b");
            for (TestClient client : returned) {
                assertThat(untilBothEnds(client)).contains("the end of a", "the end of b");
            }
            int acceptedOnC = heardOnC.stream()
                    .mapToInt(heard -> from("c0", heard).size())
                    .max()
                    .orElseThrow();
            for (TestClient client : staying) {
                List<String> texts = untilBothEnds(client);
                assertThat(from("a0", texts)).isEqualTo(numbered("a0", saidOnA));
                assertThat(from("b0", texts)).isEqualTo(numbered("b0", saidOnB));
                List<String> ofC = from("c0", texts);
                assertThat(ofC).hasSizeGreaterThanOrEqualTo(acceptedOnC).isEqualTo(numbered("c0", ofC.size()));
            }
            assertThat(redis.command("EXISTS", "chat:instances:c")).contains("0");
            assertThat(c.error()).contains("Shutting down: 3 clients", ", 0 of them cut off");
            returned.forEach(TestClient::close);
            staying.forEach(TestClient::close);
        }
    }

    private static List<String> untilBothEnds(TestClient client) {
        List<String> texts = new ArrayList<>();
        while (!texts.containsAll(List.of("the end of a", "the end of b"))) {
            texts.addAll(client.nextTexts(1));
        }
        return texts;
    }

    private static JsonNode untilShutdown(TestClient client, List<String> heard) {
        while (true) {
            JsonNode message = client.next();
            String type = message.get("type").asText();
            if (type.equals("server_shutdown")) {
                return message;
            }
            if (type.equals("chat_message")) {
                heard.add(message.get("text").asText());
            }
        }
    }

    @Test
    @DisplayName(
            "E5 while it goes /health is 503, first still serving for the delay, then refusing, and it ends in time"
                    + " although a client does not answer")
    void healthSaysThatItGoes() throws Exception {
        try (ServerProcess server = ServerProcess.start(
                        "--port=0", "--instance-id=a", "--shutdown-delay=8s", "--shutdown-timeout=10s");
                Socket mute = upgraded(server, "mute")) {
            server.terminate();
            await().atMost(PATIENCE)
                    .until(() -> HttpProbe.get(server.httpUri("/health")).status() == 503);
            try (TestClient late = join(server.webSocketUri(), "late")) {
                late.say("still served");
                assertThat(late.nextTexts(1)).containsExactly("still served");
                late.next("server_shutdown");
                assertThat(late.closeCode()).isEqualTo(1012);
            }
            assertThat(server.exitCode()).isEqualTo(143);
            assertThat(server.error()).contains("Shutting down: 1 clients");
            assertThat(mute.isClosed()).isFalse();
        }
    }

    /** A client that has shaken hands and does nothing from then on. */
    private static Socket upgraded(ServerProcess server, String name) throws Exception {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), server.webSocketUri().getPort());
        socket.setSoTimeout(20_000);
        String path = "/ws?room=lobby&announce=false&username=" + name + "&client_id=" + name;
        socket.getOutputStream().write(RawClient.handshake(path).getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 101");
        return socket;
    }
}
