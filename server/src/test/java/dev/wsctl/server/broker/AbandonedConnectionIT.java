package dev.wsctl.server.broker;

import static dev.wsctl.server.broker.BrokerStatus.State.CONNECTED;
import static dev.wsctl.server.broker.BrokerStatus.State.DEGRADED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wsctl.server.embedded.EmbeddedRedis;
import dev.wsctl.server.testing.LogLines;
import dev.wsctl.server.testing.LoopbackRelay;
import dev.wsctl.server.testing.TcpRelay;
import dev.wsctl.server.testing.TestCertificate;
import dev.wsctl.server.testing.TlsProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** See decision 28. Nothing is sent again here: a message that was given up is never to be heard. */
@DisplayName("What a connection to Redis that was given up still has on its way")
class AbandonedConnectionIT {

    private static final String NO_RETRIES = "--redis-retry-attempts=0";
    private static final Pattern NUMBER = Pattern.compile("\"text\":\"(\\d+) ");
    private static final Pattern KILLS = Pattern.compile("cmdstat_client\\|kill:calls=(\\d+)");
    private static final String LONG = " " + "x".repeat(1_000);

    private EmbeddedRedis redis;
    private int said;

    @BeforeEach
    void startRedis() {
        redis = EmbeddedRedis.start(EmbeddedRedis.options().unixSocket());
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    @Test
    @DisplayName("E7 E14 is not published when it arrives after its successor has spoken")
    void whatArrivesLateIsNotPublished() throws Exception {
        try (Ear ear = new Ear();
                TcpRelay relay = TcpRelay.to(redis.port());
                BrokerProbe a = connected(relay.redisUrl())) {
            relay.hold();
            ear.awaitWhatIsSaidNow(a);
            relay.release();
            // When nothing is held any more, the relay has ended that connection.
            eventually(() -> assertThat(publishers()).hasSize(1));
            ear.assertHearsInOrder(a);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "unix"})
    @DisplayName("E7 E14 is published in order, or never, by a Redis that stood still with a lot of it unread")
    void whatIsUnreadIsNotPublishedLate(String way) throws Exception {
        String url = way.equals("unix") ? "unix://" + redis.unixSocket() : redis.url();
        try (Ear ear = new Ear();
                BrokerProbe a = connected(url)) {
            redis.suspend();
            for (int i = 0; i < 2_000; i++) {
                say(a);
            }
            eventually(() -> assertThat(a.state()).isEqualTo(DEGRADED));
            redis.resume();
            ear.awaitWhatIsSaidNow(a);
            ear.assertHearsInOrder(a);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("E14 is forgotten by the kernel, with and without TLS: the connection is reset, not closed in peace")
    void theKernelForgetsWhatItHasNotSent(boolean tls, @TempDir Path directory) throws Exception {
        TestCertificate certificate = TestCertificate.create(directory, "redis");
        try (TlsProxy proxy = TlsProxy.to(redis.port(), certificate);
                TcpRelay relay = TcpRelay.to(tls ? proxy.port() : redis.port());
                BrokerProbe a = connected(
                        tls
                                ? "rediss://127.0.0.1:" + relay.port() + "/0?ssl_ca_certs="
                                        + certificate.certificateFile()
                                : relay.redisUrl(),
                        // A TLS handshake takes a busy machine more than half a second.
                        "--redis-socket-timeout",
                        "2s")) {
            relay.blackhole();
            say(a);
            eventually(() -> assertThat(relay.resets()).isPositive());
        }
    }

    @Test
    @DisplayName("E16 is left alone where the user may not CLIENT KILL: asked once, and no obstacle")
    void withoutTheRightNothingElseIsLost() {
        redis.command("ACL", "SETUSER", "eve", "on", ">pw", "~*", "&*", "+@all", "-client|kill");
        try (BrokerProbe a = connected("redis://eve:pw@127.0.0.1:" + redis.port())) {
            for (int i = 1; i <= 2; i++) {
                List<String> before = publishers();
                redis.command("CLIENT", "KILL", "ID", before.get(0));
                eventually(() -> assertThat(publishers()).hasSize(1).isNotEqualTo(before));
                eventually(() -> assertThat(a.state()).isEqualTo(CONNECTED));
            }
            assertThat(redis.command("ACL", "LOG").lines().filter("client|kill"::equals))
                    .hasSize(1);
            assertThat(redis.command("ACL", "LOG").lines().filter("count"::equals))
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "E14 is kept out also after a script kept Redis from doing so: only what is forbidden is not asked again")
    void aScriptThatRunsTakesNoRightAway() throws Exception {
        redis.command("CONFIG", "SET", "busy-reply-threshold", "20");
        try (BeforeKill relay = new BeforeKill(redis.port());
                LogLines log = new LogLines();
                BrokerProbe a = connected(relay.redisUrl())) {
            redis.command("CLIENT", "KILL", "ID", publishers().get(0));
            assertThat(relay.said.await(30, TimeUnit.SECONDS)).isTrue();
            Thread script = new Thread(() -> runScriptForEver(), "script");
            script.start();
            eventually(() -> assertThatThrownBy(() -> redis.command("PING")).hasMessageContaining("BUSY"));
            relay.go.countDown();
            eventually(() -> assertThat(a.broker.status().lastError()).contains("BUSY"));
            redis.command("SCRIPT", "KILL");
            script.join();
            eventually(() -> assertThat(a.state()).isEqualTo(CONNECTED));

            long kills = clientKills();
            redis.command("CLIENT", "KILL", "ID", publishers().get(0));
            eventually(() -> assertThat(clientKills()).isGreaterThanOrEqualTo(kills + 2));
            assertThat(log.lines()).noneMatch(line -> line.contains("CLIENT KILL"));
        }
    }

    private void runScriptForEver() {
        try {
            redis.command("EVAL", "while true do end", "0");
        } catch (UncheckedIOException killed) {
            // By the test.
        }
    }

    private long clientKills() {
        Matcher calls = KILLS.matcher(redis.command("INFO", "commandstats"));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    /** Passes nobody's CLIENT KILL on before it is told to. */
    private static final class BeforeKill extends LoopbackRelay {
        private final CountDownLatch said = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);

        BeforeKill(int targetPort) {
            super(targetPort);
            start();
        }

        @Override
        protected void up(Socket client, Socket server) throws IOException {
            pump(client, server, (bytes, length) -> {
                if (latin(bytes, length).contains("\r\nKILL\r\n")) {
                    said.countDown();
                    go.await();
                }
                return length;
            });
        }

        @Override
        public void close() {
            go.countDown();
            super.close();
        }
    }

    private List<String> publishers() {
        return redis.command("CLIENT", "LIST")
                .lines()
                .filter(line -> line.contains(" name=chat:a:pub "))
                .map(line -> line.substring(3, line.indexOf(' ')))
                .toList();
    }

    private void say(BrokerProbe by) {
        by.say("lobby", said++ + LONG);
    }

    private static BrokerProbe connected(String url, String... more) {
        List<String> flags = new ArrayList<>(List.of(NO_RETRIES));
        flags.addAll(List.of(more));
        BrokerProbe probe = new BrokerProbe("a", url, flags.toArray(String[]::new));
        eventually(() -> assertThat(probe.state()).isEqualTo(CONNECTED));
        return probe;
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(assertion);
    }

    /** A subscriber that never gives up: it hears what Redis publishes, when it does, as often as it does. */
    private final class Ear implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
        private final List<Integer> heard = new CopyOnWriteArrayList<>();

        Ear() throws IOException {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            socket.getOutputStream().write("SUBSCRIBE chat:lobby\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(in.readLine()).isEqualTo("*3");
            Thread thread = new Thread(() -> listen(in), "ear");
            thread.setDaemon(true);
            thread.start();
        }

        private void listen(BufferedReader in) {
            try {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    Matcher number = NUMBER.matcher(line);
                    if (number.find()) {
                        heard.add(Integer.parseInt(number.group(1)));
                    }
                }
            } catch (IOException closed) {
                // By the test.
            }
        }

        /** Until something that is said from now on is heard. */
        void awaitWhatIsSaidNow(BrokerProbe by) {
            int now = said;
            eventually(() -> {
                say(by);
                assertThat(heard).anyMatch(number -> number >= now);
            });
        }

        void assertHearsInOrder(BrokerProbe by) {
            awaitWhatIsSaidNow(by);
            assertThat(heard).doesNotHaveDuplicates().isSorted();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
