package dev.wsctl.cli.connect;

import dev.wsctl.cli.model.RedisTarget.Tls;
import dev.wsctl.cli.source.resp.TlsFactory;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection. Frames come to a listener, from one thread at a time. */
final class Link extends Endpoint {
    /** Kept: a logger nobody refers to forgets its level. */
    private static final List<Logger> LOGGERS =
            List.of(Logger.getLogger("org.glassfish.tyrus"), Logger.getLogger("org.glassfish.grizzly"));

    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private final Listener listener;
    private volatile @Nullable Session session;

    /** What comes. */
    interface Listener {
        /** Before anything is received. */
        void opened(Link link, String subprotocol);

        void text(String text);

        void bytes(ByteBuffer bytes);

        void pong(ByteBuffer payload);

        /** Once; nothing comes after it. */
        void closed(int code, String reason);
    }

    /** @param timeout for the handshake, connecting included */
    record Settings(Map<String, String> headers, Tls tls, Duration timeout) {}

    private Link(Listener listener) {
        this.listener = listener;
    }

    /**
     * @param subprotocols to offer, the preferred one first
     * @throws dev.wsctl.cli.exit.WsctlException when the server is not there, or refuses
     */
    static Link open(URI url, List<String> subprotocols, Settings settings, Listener listener)
            throws InterruptedException {
        LOGGERS.forEach(logger -> logger.setLevel(Level.OFF)); // failures are told by us, once
        Link link = new Link(listener);
        ClientManager client = ClientManager.createClient();
        client.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, (int)
                settings.timeout().toMillis());
        client.getProperties().put(ClientProperties.INCOMING_BUFFER_SIZE, MOST_BYTES);
        client.setDefaultMaxTextMessageBufferSize(MOST_BYTES);
        client.setDefaultMaxBinaryMessageBufferSize(MOST_BYTES);
        if (url.getScheme().equals("wss")) {
            client.getProperties().put(ClientProperties.SSL_ENGINE_CONFIGURATOR, engines(settings.tls()));
        }
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(subprotocols)
                .configurator(new Headers(settings.headers()))
                .build();
        // A thread that nobody waits for longer than asked: looking up a name takes as long as it likes.
        CompletableFuture<Session> opening = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        opening.complete(client.connectToServer(link, config, url));
                    } catch (Throwable e) {
                        opening.completeExceptionally(e);
                    }
                },
                "connecting");
        thread.setDaemon(true);
        thread.start();
        try {
            opening.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
            return link;
        } catch (ExecutionException e) {
            throw LinkFailure.of(url, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            opening.thenAccept(Link::abandon);
            throw LinkFailure.late(url, settings.timeout());
        }
    }

    private static void abandon(Session session) {
        try {
            session.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }

    private static SslEngineConfigurator engines(Tls tls) {
        SslEngineConfigurator engines = new SslEngineConfigurator(new TlsFactory(tls).context(), true, false, false);
        engines.setHostVerificationEnabled(!tls.insecure());
        return engines;
    }

    /** Sends a text frame. */
    void send(String frame) throws IOException {
        open().getBasicRemote().sendText(frame);
    }

    void ping(ByteBuffer payload) throws IOException {
        open().getBasicRemote().sendPing(payload);
    }

    private Session open() throws IOException {
        Session open = session;
        if (open == null || !open.isOpen()) {
            throw new IOException("it is closed");
        }
        return open;
    }

    void close(int code, String reason) {
        Session open = session;
        if (open != null && open.isOpen()) {
            try {
                open.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
            } catch (IOException alreadyGone) {
                // The listener hears of it all the same.
            }
        }
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        session = opened;
        String subprotocol = opened.getNegotiatedSubprotocol();
        listener.opened(this, subprotocol == null ? "" : subprotocol);
        opened.addMessageHandler(String.class, (MessageHandler.Whole<String>) listener::text);
        opened.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) listener::bytes);
        opened.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>)
                pong -> listener.pong(pong.getApplicationData()));
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
        String phrase = reason.getReasonPhrase();
        listener.closed(reason.getCloseCode().getCode(), phrase == null ? "" : phrase);
    }

    @Override
    public void onError(Session failed, Throwable failure) {
        // A broken connection is closed, too, and that is told; ours to answer for is only what our own listener
        // throws.
        if (failure instanceof RuntimeException) {
            listener.closed(1006, String.valueOf(failure));
        }
    }

    /** Those of the handshake. */
    private static final class Headers extends ClientEndpointConfig.Configurator {
        private final Map<String, String> headers;

        Headers(Map<String, String> headers) {
            this.headers = headers;
        }

        @Override
        public void beforeRequest(Map<String, List<String>> request) {
            headers.forEach((name, value) -> {
                request.keySet().removeIf(name::equalsIgnoreCase);
                request.put(name, List.of(value));
            });
        }
    }
}
