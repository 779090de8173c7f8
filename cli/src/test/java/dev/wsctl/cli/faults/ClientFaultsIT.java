package dev.wsctl.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsctl.load.LoadTest;
import dev.wsctl.load.dialect.Dialects;
import dev.wsctl.load.engine.LoadListener;
import dev.wsctl.load.plan.Backoff;
import dev.wsctl.load.plan.Disturbance;
import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Stage;
import dev.wsctl.load.report.LoadReport;
import dev.wsctl.server.testing.TcpRelay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bad clients do to an instance must cost nobody else a message, and the instance nothing for long. */
@Tag("faults")
@DisplayName("Under load,")
class ClientFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static OneRedis here;

    @BeforeAll
    static void start() throws Exception {
        // A slow reader answers no ping either: it is to be given up for what it does not read long before that.
        here = OneRedis.start("--ping-interval=10s", "--pong-timeout=10s", "--handshake-timeout=3s");
    }

    @AfterAll
    static void stop() {
        here.close();
    }

    @AfterEach
    void nothingIsLeaked() throws Exception {
        here.trio().assertNothingIsLeaked();
    }

    private static Socket connect(int port, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20_000);
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Joins a room of its own kind, which the load has nothing to do with. */
    private static Socket join(int port, String room, int receiveBuffer) throws IOException {
        Socket socket = connect(port, receiveBuffer);
        String name = "bad" + socket.getLocalPort();
        String request = "GET /ws?room=" + room + "&username=" + name + "&client_id=" + name
                + "&announce=false HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        byte[] head = socket.getInputStream().readNBytes(12);
        assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 101");
        return socket;
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static int figure(Node node, String name) throws IOException {
        return node.status().path("connections").path(name).asInt();
    }

    @Test
    @DisplayName("C2 clients that stop reading are closed at their queue's limit, and cost the others nothing")
    void slowReaders() throws Exception {
        List<Socket> slow = new ArrayList<>();
        Node node = here.trio().node(0);
        int port = node.target().getPort();
        try {
            here.run(() -> {
                        slow.add(join(port, "loud", 4_096));
                        flood(port, "loud");
                        awaitClosed(node, 1);
                        for (int i = 0; i < 20; i++) {
                            slow.add(join(port, "slow", 4_096));
                        }
                        flood(port, "slow");
                        awaitClosed(node, slow.size());
                    })
                    .assertNothingIsLost();
        } finally {
            close(slow);
        }
    }

    private static void awaitClosed(Node node, int members) {
        await("slow readers are closed")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(figure(node, "slow_readers_closed")).isGreaterThanOrEqualTo(members));
    }

    /** Says more than the sockets and the queue of a member can hold; reads what it hears of itself, so as to stay. */
    private static void flood(int port, String room) throws IOException {
        int length = 60_000;
        byte[] frame = new byte[8 + length];
        Arrays.fill(frame, (byte) 'x');
        ByteBuffer.wrap(frame)
                .put((byte) 0x81)
                .put((byte) 0xfe)
                .putShort((short) length)
                .putInt(0);
        try (Socket talker = join(port, room, 0)) {
            for (int i = 0; i < 300; i++) {
                talker.getOutputStream().write(frame);
                talker.getInputStream().skipNBytes(length);
            }
        }
    }

    @Test
    @DisplayName("A3 clients that vanish without a word, and such that never finish their handshake, are given up")
    void halfOpenClients() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        Node node = here.trio().node(1);
        try (TcpRelay relay = TcpRelay.to(node.target().getPort())) {
            here.run(() -> {
                        int before = figure(node, "open");
                        for (int i = 0; i < 50; i++) {
                            sockets.add(join(relay.port(), "gone", 0));
                            Socket silent = connect(node.target().getPort(), 0);
                            silent.getOutputStream().write("GET /ws?room=".getBytes(StandardCharsets.US_ASCII));
                            sockets.add(silent);
                        }
                        assertThat(figure(node, "open")).isGreaterThanOrEqualTo(before + 50);
                        relay.blackhole();
                        await("clients that say nothing are given up")
                                .atMost(PATIENCE)
                                .until(() -> figure(node, "open") <= before);
                    })
                    .assertNothingIsLost();
        } finally {
            close(sockets);
        }
    }

    @ParameterizedTest(name = "instances starved: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "N5 of 2,000 clients that reconnect at once all come back, and only what they missed meanwhile is lost; also where the instances are starved of time")
    void aReconnectStorm(boolean starved) throws Exception {
        LoadPlan plan = LoadPlan.builder(Dialects.named("chat"), here.trio().targets())
                .connections(2_000)
                .rooms(100)
                .stages(List.of(
                        Stage.even("before", Stage.Kind.HOLD, Duration.ofSeconds(4), 20),
                        new Stage(
                                "storm",
                                Stage.Kind.STORM,
                                Duration.ofSeconds(25),
                                20,
                                20,
                                Optional.of(new Disturbance.Reconnect(1, true))),
                        Stage.even("after", Stage.Kind.HOLD, Duration.ofSeconds(4), 20)))
                .connectTimeout(Duration.ofSeconds(60))
                .backoff(new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2)))
                .deliveryDeadline(Duration.ofSeconds(5))
                .seed(Trial.SEED)
                .build();

        Supplier<LoadReport> run = () -> new LoadTest().run(plan, LoadListener.NONE);

        LoadReport report = starved ? Starving.of(here.trio(), run) : run.get();

        here.trio().awaitHealth();
        LoadReport.Disturbed storm = report.stages().get(1).disturbance();
        assertThat(storm).isNotNull();
        assertThat(storm.dropped()).isEqualTo(2_000);
        assertThat(storm.reconnected()).isEqualTo(2_000);
        assertThat(report.messages().duplicated()).isZero();
        assertThat(report.messages().misrouted()).isZero();
        assertThat(report.messages().lost() - storm.lostInGap())
                .as("lost without a reason: %s%s", report.matrix(), here.trio().warnings())
                .isZero();
        assertThat(report.stages().get(2).messages().lost())
                .as("lost afterwards")
                .isZero();
    }
}
