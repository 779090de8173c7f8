package dev.wsctl.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsctl.cli.Nobody;
import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The relay between an instance and Redis")
class RelayIT {
    private static EmbeddedRedis redis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    @DisplayName("passes everything until it is cut, nothing while it is, and everything again after")
    void passesUntilItIsCut() throws IOException {
        try (Relay relay = Relay.to(redis.host(), redis.port());
                Socket before = connect(relay)) {
            assertThat(ping(before)).isEqualTo("+PONG\r\n");

            relay.cut();
            assertThatThrownBy(() -> ping(before)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> {
                        try (Socket during = connect(relay)) {
                            ping(during);
                        }
                    })
                    .isInstanceOf(IOException.class);

            relay.restore();
            try (Socket after = connect(relay)) {
                assertThat(ping(after)).isEqualTo("+PONG\r\n");
            }
        }
    }

    @Test
    @DisplayName("ends the client's connection when its target refuses")
    void endsTheConnectionWhenItsTargetRefuses() throws IOException {
        try (Nobody nobody = new Nobody();
                Relay relay = Relay.to("127.0.0.1", nobody.port());
                Socket socket = connect(relay)) {
            assertThatThrownBy(() -> ping(socket)).isInstanceOf(IOException.class);
        }
    }

    private static Socket connect(Relay relay) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String ping(Socket socket) throws IOException {
        socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] reply = socket.getInputStream().readNBytes(7);
        if (reply.length < 7) {
            throw new IOException("closed");
        }
        return new String(reply, StandardCharsets.US_ASCII);
    }
}
