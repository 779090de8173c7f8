package dev.wsctl.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A chat client on the JDK's WebSocket implementation, which owes nothing to Netty. */
final class TestClient implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    /** Behind all that was received: there will be no more. */
    private static final JsonNode END = JSON.missingNode();

    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final WebSocket socket;

    private TestClient(URI uri, String... headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(DEADLINE);
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        this.socket = builder.buildAsync(uri, new Receiver()).join();
    }

    static TestClient join(Server server, String room, String username) {
        return join(server, room, username, "");
    }

    /** @param more further query parameters, each beginning with an ampersand */
    static TestClient join(Server server, String room, String username, String more) {
        String query = "?room=" + encode(room) + "&username=" + encode(username) + "&client_id=" + encode(username);
        return open(URI.create(server.webSocketUri() + query + more));
    }

    static TestClient open(URI uri) {
        return new TestClient(uri);
    }

    /**
     * On {@code /chat}, where frames are JSON.
     *
     * @param query without the question mark
     */
    static TestClient chat(Server server, String query, String... headers) {
        return new TestClient(URI.create(server.webSocketUri().toString().replace("/ws", "/chat?") + query), headers);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    TestClient say(String text) {
        socket.sendText(text, true)
                .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return this;
    }

    WebSocket socket() {
        return socket;
    }

    /** The next message, whatever it is. */
    JsonNode next() {
        try {
            JsonNode message = received.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertThat(message).as("a message within %s", DEADLINE).isNotNull();
            assertThat(message)
                    .as("a message, but the connection has ended: %s", closeCode)
                    .isNotSameAs(END);
            return message == null ? JSON.nullNode() : message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next message, which must be of this type. */
    JsonNode next(String type) {
        JsonNode message = next();
        assertThat(message.get("type").asText()).as("type of %s", message).isEqualTo(type);
        return message;
    }

    /** The next message of this type; everything before it is left out. */
    JsonNode await(String type) {
        JsonNode message = next();
        while (!message.get("type").asText().equals(type)) {
            message = next();
        }
        return message;
    }

    /** The texts of the next chat messages; everything else between them is left out. */
    List<String> nextTexts(int count) {
        return java.util.stream.Stream.generate(this::next)
                .filter(message -> message.get("type").asText().equals("chat_message"))
                .limit(count)
                .map(message -> message.get("text").asText())
                .toList();
    }

    /** The texts of the chat messages up to and with this one. */
    List<String> textsUntil(String last) {
        List<String> texts = new ArrayList<>(nextTexts(1));
        while (!texts.get(texts.size() - 1).equals(last)) {
            texts.addAll(nextTexts(1));
        }
        return texts;
    }

    /** What has been received and not yet asked for. */
    List<JsonNode> rest() {
        return received.stream().filter(message -> !message.isMissingNode()).toList();
    }

    int closeCode() {
        return closeCode.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        leave();
    }

    /** Says goodbye; idempotent. */
    void leave() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                .handle((done, failure) -> done)
                .join();
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                received.add(parse(partial.toString()));
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closeCode.complete(statusCode);
            received.add(END);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closeCode.completeExceptionally(error);
            received.add(END);
        }

        private static JsonNode parse(String text) {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
