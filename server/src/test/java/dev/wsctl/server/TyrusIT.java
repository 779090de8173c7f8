package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A second, independent WebSocket implementation. */
class TyrusIT {

    private static final class Recorder extends Endpoint {
        private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, received::add);
            session.addMessageHandler(ByteBuffer.class, received::add);
        }

        @Nullable Object next() throws InterruptedException {
            return received.poll(20, TimeUnit.SECONDS);
        }
    }

    private static Session connect(Recorder recorder, URI uri) throws Exception {
        return ContainerProvider.getWebSocketContainer()
                .connectToServer(recorder, ClientEndpointConfig.Builder.create().build(), uri);
    }

    @Test
    @DisplayName("D1 Tyrus joins, sends and receives; echo returns its text, fragments and bytes")
    void tyrusJoinsSendsAndReceives() throws Exception {
        try (Server server = TestServers.start("--instance-id=a")) {
            Recorder member = new Recorder();
            try (Session session = connect(
                    member, URI.create(server.webSocketUri() + "?room=lobby&username=t&client_id=1&announce=false"))) {
                assertThat(member.next()).asString().contains("\"joined\"");
                session.getBasicRemote().sendText("grüße");
                assertThat(member.next()).asString().contains("\"chat_message\"", "grüße");
            }
            Recorder echo = new Recorder();
            try (Session session =
                    connect(echo, URI.create(server.webSocketUri().toString().replace("/ws", "/echo")))) {
                session.getBasicRemote().sendText("in ", false);
                session.getBasicRemote().sendText("pieces", true);
                assertThat(echo.next()).isEqualTo("in pieces");
                session.getBasicRemote().sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                assertThat(echo.next()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            }
        }
    }
}
