package dev.wsctl.load.engine;

import dev.wsctl.load.plan.Redacted;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The opening handshake: the request, and what the answer to it means. */
final class Opening {

    private static final int LARGEST_HEAD = 16 << 10;
    private static final int ENOUGH_BODY = 1 << 10;
    private static final int LONGEST_SHOWN = 120;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final URI url;
    private final Wish wish;
    private final String key;
    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private String status = "";
    private Map<String, String> headers = Map.of();
    private int bodyStart = -1;
    private @Nullable Compression compression;

    /**
     * What is asked for.
     *
     * @param subprotocol one, or several with commas between; empty: none
     * @param compression permessage-deflate
     * @param headers further ones
     */
    record Wish(String subprotocol, boolean compression, Map<String, String> headers) {}

    /** @param nonce 64 random bits; the key needs to be different each time, not secret */
    Opening(URI url, Wish wish, long nonce) {
        this.url = url;
        this.wish = wish;
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (nonce >>> (8 * i));
        }
        key = Base64.getEncoder().encodeToString(bytes);
    }

    /** The request's bytes. */
    byte[] request() {
        StringBuilder request = new StringBuilder(512).append("GET ");
        String path = url.getRawPath();
        request.append(path == null || path.isEmpty() ? "/" : path);
        if (url.getRawQuery() != null) {
            request.append('?').append(url.getRawQuery());
        }
        request.append(" HTTP/1.1\r\n");
        if (wish.headers().keySet().stream().noneMatch("Host"::equalsIgnoreCase)) {
            request.append("Host: ").append(url.getHost());
            if (url.getPort() >= 0) {
                request.append(':').append(url.getPort());
            }
            request.append("\r\n");
        }
        request.append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ")
                .append(key)
                .append("\r\n");
        if (!wish.subprotocol().isEmpty()) {
            request.append("Sec-WebSocket-Protocol: ")
                    .append(wish.subprotocol())
                    .append("\r\n");
        }
        if (wish.compression()) {
            request.append("Sec-WebSocket-Extensions: ")
                    .append(Compression.OFFER)
                    .append("\r\n");
        }
        if (url.getRawUserInfo() != null) {
            byte[] user = URLDecoder.decode(url.getRawUserInfo(), StandardCharsets.UTF_8)
                    .getBytes(StandardCharsets.UTF_8);
            request.append("Authorization: Basic ")
                    .append(Base64.getEncoder().encodeToString(user))
                    .append("\r\n");
        }
        wish.headers()
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Takes bytes of the answer.
     *
     * @return true once the connection is upgraded; what follows the answer is then {@link #rest}
     * @throws ProtocolViolation if it never will be, with the reason
     */
    boolean read(ByteBuf in) throws ProtocolViolation {
        if (received.capacity() == 0) {
            received = Unpooled.buffer(Math.max(256, in.readableBytes()));
        }
        received.writeBytes(in);
        if (bodyStart < 0 && !readHead()) {
            return false;
        }
        if (status.startsWith("101")) {
            checkUpgrade();
            received.readerIndex(bodyStart);
            return true;
        }
        if (received.writerIndex() - bodyStart >= expectedBody() || isLastChunkThere()) {
            throw new ProtocolViolation(refusal());
        }
        return false;
    }

    /** What came behind the answer. */
    ByteBuf rest() {
        return received;
    }

    /** Why there is no connection, as far as is known when the server closes it or time is up. */
    String unfinished(String otherwise) {
        if (bodyStart >= 0) {
            return refusal();
        }
        return received.writerIndex() == 0
                ? otherwise
                : otherwise + "; before that it sent the beginning of: "
                        + shown(received.toString(0, received.writerIndex(), StandardCharsets.ISO_8859_1));
    }

    private boolean readHead() throws ProtocolViolation {
        int length = received.writerIndex();
        for (int i = 0; i < Math.min(length, 5); i++) {
            if (received.getByte(i) != "HTTP/".charAt(i)) {
                throw new ProtocolViolation("not HTTP: the server answered the handshake with: "
                        + shown(received.toString(0, length, StandardCharsets.ISO_8859_1)));
            }
        }
        int end = ByteBufUtil.indexOf(Unpooled.wrappedBuffer("\r\n\r\n".getBytes(StandardCharsets.US_ASCII)), received);
        if (end < 0) {
            if (length > LARGEST_HEAD) {
                throw new ProtocolViolation("the server's answer to the handshake has no end");
            }
            return false;
        }
        String[] lines = received.toString(0, end, StandardCharsets.ISO_8859_1).split("\r\n");
        status = lines[0].replaceFirst("^HTTP/[0-9.]+ *", "").strip();
        headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).strip(),
                        lines[i].substring(colon + 1).strip());
            }
        }
        bodyStart = end + 4;
        return true;
    }

    private void checkUpgrade() throws ProtocolViolation {
        if (!accept(key).equals(header("Sec-WebSocket-Accept"))) {
            throw new ProtocolViolation("the handshake's answer proves nothing: Sec-WebSocket-Accept is wrong");
        }
        if (!header("Upgrade").equalsIgnoreCase("websocket")) {
            throw new ProtocolViolation("the server switched to another protocol than websocket");
        }
        checkSubprotocol(header("Sec-WebSocket-Protocol"));
        String extensions = header("Sec-WebSocket-Extensions");
        if (wish.compression()) {
            compression = Compression.agreed(extensions);
        } else if (!extensions.isEmpty()) {
            throw new ProtocolViolation("the server uses an extension nobody asked for");
        }
    }

    /** As browsers do: they end a connection whose server did not choose one of what they asked for. */
    private void checkSubprotocol(String chosen) throws ProtocolViolation {
        if (wish.subprotocol().isEmpty()) {
            if (!chosen.isEmpty()) {
                throw new ProtocolViolation("the server chose a subprotocol nobody asked for: " + shown(chosen));
            }
        } else if (!List.of(wish.subprotocol().split(" *, *")).contains(chosen)) {
            throw new ProtocolViolation("the server did not agree to the subprotocol " + wish.subprotocol()
                    + (chosen.isEmpty() ? "" : ", but to " + shown(chosen)));
        }
    }

    /** What was agreed on; null for none. */
    @Nullable Compression compression() {
        return compression;
    }

    private int expectedBody() {
        try {
            return Math.min(ENOUGH_BODY, Integer.parseInt(header("Content-Length")));
        } catch (NumberFormatException e) {
            return ENOUGH_BODY;
        }
    }

    private boolean isLastChunkThere() {
        return header("Transfer-Encoding").equalsIgnoreCase("chunked")
                && received.toString(bodyStart, received.writerIndex() - bodyStart, StandardCharsets.ISO_8859_1)
                        .endsWith("0\r\n\r\n");
    }

    private String refusal() {
        if (status.startsWith("3") && !header("Location").isEmpty()) {
            return "HTTP " + shown(status) + " to " + redactedLocation();
        }
        String type = header("Content-Type").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/html")) {
            return "HTTP " + shown(status) + (status.startsWith("2") ? ": a web page, not a WebSocket" : "");
        }
        String body = received.toString(bodyStart, received.writerIndex() - bodyStart, StandardCharsets.UTF_8);
        if (header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            // The first line is the chunk's size.
            body = body.substring(Math.min(body.length(), body.indexOf('\n') + 1));
        }
        String line = body.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .findFirst()
                .orElse("");
        return "HTTP " + shown(status) + (line.isEmpty() ? "" : ": " + shown(line));
    }

    private String redactedLocation() {
        try {
            return shown(Redacted.url(URI.create(header("Location"))));
        } catch (IllegalArgumentException e) {
            return "somewhere that is not a URL";
        }
    }

    private String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Printable, and not longer than a line. */
    static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}+", " ")
                .replaceAll("[\\x7f-\\x9f]", "?")
                .strip();
        return printable.length() <= LONGEST_SHOWN ? printable : printable.substring(0, LONGEST_SHOWN) + "…";
    }

    static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
