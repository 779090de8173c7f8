package dev.wsctl.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A client that says much and reads nothing; whenever the server gives it up, it comes back. */
final class Shouter implements AutoCloseable {
    private static final int LENGTH = 60_000;

    /** RFC 6455: a whole text frame of 16 bits' length, with a mask of zeros, which changes nothing. */
    private static final byte[] FRAME = frame();

    private final URI url;
    private final String room;
    private Socket socket;

    Shouter(URI url, String room) {
        this.url = url;
        this.room = room;
        this.socket = joined();
    }

    private static byte[] frame() {
        byte[] text = new byte[LENGTH];
        Arrays.fill(text, (byte) 'x');
        return ByteBuffer.allocate(8 + LENGTH)
                .put((byte) 0x81)
                .put((byte) 0xfe)
                .putShort((short) LENGTH)
                .putInt(0)
                .put(text)
                .array();
    }

    private Socket joined() {
        try {
            Socket fresh = new Socket();
            // What the kernel takes does not wait in the server: the less, the better for a test.
            fresh.setReceiveBufferSize(4_096);
            fresh.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            fresh.getOutputStream()
                    .write(("GET " + url.getPath() + "?room=" + room
                                    + "&username=shouter&client_id=shouter HTTP/1.1\r\nHost: "
                                    + url.getAuthority() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                                    + "Sec-WebSocket-Version: 13\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = fresh.getInputStream();
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the handshake was not answered: " + answer);
                }
                answer.append((char) next);
            }
            if (answer.indexOf(" 101 ") < 0) {
                throw new IOException("the handshake was refused: " + answer);
            }
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void shout() {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(FRAME);
        } catch (IOException givenUp) {
            close();
            socket = joined();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
