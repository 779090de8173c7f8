package dev.wsctl.load.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A server of plain sockets that writes what a test's script says, byte by byte if it likes. */
final class ScriptedServer implements AutoCloseable {

    /** What to do with one accepted connection; it is closed afterwards. */
    interface Script {
        void play(Conversation with) throws IOException;
    }

    private final ServerSocket listening;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    ScriptedServer(Script script) {
        try {
            listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        start(() -> {
            while (!listening.isClosed()) {
                accept(script);
            }
        });
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @SuppressWarnings("EmptyCatch") // the listening socket was closed: the test is over
    private void accept(Script script) {
        try {
            Socket socket = listening.accept();
            open.add(socket);
            start(() -> play(script, socket));
        } catch (IOException e) {
        }
    }

    @SuppressWarnings("EmptyCatch") // the client has gone, as it may
    private static void play(Script script, Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            script.play(new Conversation(socket));
        } catch (IOException e) {
        }
    }

    URI url() {
        return URI.create("ws://127.0.0.1:" + listening.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** One connection, from the server's side. */
    static final class Conversation {

        private final InputStream in;
        private final OutputStream out;

        Conversation(Socket socket) throws IOException {
            in = socket.getInputStream();
            out = socket.getOutputStream();
        }

        /** Reads the opening request. */
        String request() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("closed by the client");
                }
                head.write(next);
            }
            return head.toString(StandardCharsets.US_ASCII);
        }

        /** Reads the request and agrees to it, to the first subprotocol if any is asked for. */
        void upgrade() throws IOException {
            String request = request();
            String key = header(request, "Sec-WebSocket-Key").orElseThrow();
            String spoken = header(request, "Sec-WebSocket-Protocol")
                    .map(asked -> "Sec-WebSocket-Protocol: " + asked.split(",")[0] + "\r\n")
                    .orElse("");
            text("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + spoken
                    + "Sec-WebSocket-Accept: " + Opening.accept(key) + "\r\n\r\n");
        }

        private static Optional<String> header(String request, String name) {
            return request.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .findFirst()
                    .map(line -> line.substring(name.length() + 2));
        }

        void join() throws IOException {
            upgrade();
            frame(0x81, "{\"type\":\"joined\"}".getBytes(StandardCharsets.US_ASCII));
        }

        void text(String text) throws IOException {
            bytes(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void bytes(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** @param first the first byte: flags and type */
        void frame(int first, byte[] payload) throws IOException {
            bytes(header(first, payload.length));
            bytes(payload);
        }

        static byte[] header(int first, int length) {
            if (length < 126) {
                return new byte[] {(byte) first, (byte) length};
            }
            return length < 1 << 16
                    ? new byte[] {(byte) first, 126, (byte) (length >> 8), (byte) length}
                    : ByteBuffer.allocate(10)
                            .put((byte) first)
                            .put((byte) 127)
                            .putLong(length)
                            .array();
        }

        void closeFrame(int code, String reason) throws IOException {
            byte[] text = reason.getBytes(StandardCharsets.UTF_8);
            byte[] payload = new byte[2 + text.length];
            payload[0] = (byte) (code >> 8);
            payload[1] = (byte) code;
            System.arraycopy(text, 0, payload, 2, text.length);
            frame(0x88, payload);
        }

        /** One frame the client sent, unmasked; its bytes as Latin-1. */
        record Frame(int type, String payload) {}

        Frame read() throws IOException {
            int type = next() & 0xF;
            int length = next() & 0x7F;
            if (length == 126) {
                length = next() << 8 | next();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            if (mask.length < 4 || payload.length < length) {
                throw new IOException("closed by the client");
            }
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i & 3];
            }
            return new Frame(type, new String(payload, StandardCharsets.ISO_8859_1));
        }

        private int next() throws IOException {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed by the client");
            }
            return next;
        }

        /** A byte a second, until the client has had enough. */
        void trickle(String text) throws IOException {
            for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
                bytes(new byte[] {b});
                LockSupport.parkNanos(1_000_000_000L);
            }
        }

        /** The same bytes, again and again. */
        void flood(byte[] bytes, int times) throws IOException {
            for (int i = 0; i < times; i++) {
                bytes(bytes);
            }
        }

        /** Until the client closes. */
        void ignoreAll() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
