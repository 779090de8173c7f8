package dev.wsctl.cli.command;

import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection that has sent most of a command, and goes on having sent it: Redis keeps what it has. */
final class HalfQuery implements AutoCloseable {
    private final Socket socket;

    private HalfQuery(Socket socket) {
        this.socket = socket;
    }

    static HalfQuery on(EmbeddedRedis redis, int bytes) {
        try {
            Socket socket = new Socket(redis.host(), redis.port());
            String most = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$" + (bytes + 1) + "\r\n" + "x".repeat(bytes);
            socket.getOutputStream().write(most.getBytes(StandardCharsets.US_ASCII));
            return new HalfQuery(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
