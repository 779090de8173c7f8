package dev.wsctl.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A socket on which a test says exactly the bytes it wants to say. Reads end after 60 s. */
final class RawClient implements AutoCloseable {

    /** One frame as the server sent it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(int opcode, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame; 1005 if there is none. */
        int closeCode() {
            return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
        }
    }

    private static final int TIMEOUT_MILLIS = (int) TimeUnit.SECONDS.toMillis(60);
    private static final String UPGRADE = """
            Upgrade: websocket\r
            Connection: keep-alive, Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            """;
    private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    RawClient(Server server) throws IOException {
        this(server, new Socket());
    }

    /** @param socket not connected yet, so that a test may choose its buffers */
    RawClient(Server server, Socket socket) throws IOException {
        this.socket = socket;
        socket.connect(server.address(), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Connects and shakes hands; the answer to it has been read. */
    static RawClient upgraded(Server server, String pathAndQuery) throws IOException {
        return new RawClient(server).upgrade(pathAndQuery);
    }

    /** @param headers more of them, each ending with CR LF */
    static String handshake(String pathAndQuery, String... headers) {
        return "GET " + pathAndQuery + " HTTP/1.1\r\nHost: x\r\n" + UPGRADE + String.join("", headers) + "\r\n";
    }

    RawClient upgrade(String pathAndQuery) throws IOException {
        String answer = request(handshake(pathAndQuery));
        if (!answer.startsWith("HTTP/1.1 101 ") || !answer.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")) {
            throw new IOException("not upgraded: " + answer);
        }
        return this;
    }

    /** Sends a request and returns the answer's head. */
    String request(String text) throws IOException {
        send(text.getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** Everything until the server closes. */
    String readAll() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    RawClient send(byte... bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Sends a masked frame. */
    RawClient frame(int firstByte, byte... payload) throws IOException {
        return send(encode(firstByte, payload));
    }

    RawClient text(String text) throws IOException {
        return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same text in so many frames, which leave in one piece. */
    RawClient texts(int count, String text) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        byte[] frame = encode(0x81, text.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < count; i++) {
            frames.writeBytes(frame);
        }
        return send(frames.toByteArray());
    }

    static byte[] encode(int firstByte, byte... payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i & 3]);
        }
        return frame.toByteArray();
    }

    /** The next frame that is not one of the server's own pings: its wheel may come by at any moment. */
    Frame read() throws IOException {
        Frame frame = readAny();
        while (frame.opcode() == 9) {
            frame = readAny();
        }
        return frame;
    }

    private Frame readAny() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(first & 0x0f, payload);
    }

    /** Reads on to the close frame. */
    int readCloseCode() throws IOException {
        Frame frame = read();
        while (frame.opcode() != 8) {
            frame = read();
        }
        return frame.closeCode();
    }

    /** Whether the server has closed; waits for it. */
    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
