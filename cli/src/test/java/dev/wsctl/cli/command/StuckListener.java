package dev.wsctl.cli.command;

import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection that subscribes, and from then on reads nothing: as a stopped process, or a blocked event loop. */
final class StuckListener implements AutoCloseable {
    private final Socket socket;

    private StuckListener(Socket socket) {
        this.socket = socket;
    }

    static StuckListener on(EmbeddedRedis redis, String name, String channel) {
        try {
            Socket socket = new Socket();
            // What the kernel takes does not wait in Redis: the less, the better for a test.
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(redis.host(), redis.port()));
            socket.getOutputStream()
                    .write(("CLIENT SETNAME " + name + "\r\nSUBSCRIBE " + channel + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            StringBuilder replies = new StringBuilder();
            while (!replies.toString().endsWith(channel + "\r\n:1\r\n")) {
                replies.append((char) socket.getInputStream().read());
            }
            return new StuckListener(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
