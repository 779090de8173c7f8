package dev.wsctl.cli.command;

import dev.wsctl.server.embedded.EmbeddedRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A connection that subscribes, as a WebSocket server's does. Subscriptions are in force when a method returns. */
final class Listener implements AutoCloseable {
    private static final int BATCH = 1000;
    private static final int LONGEST_GOODBYE_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader replies;

    private Listener(String host, int port) throws IOException {
        socket = new Socket(host, port);
        replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static Listener on(EmbeddedRedis redis, String name) {
        return on(redis.host(), redis.port(), name);
    }

    /** Name and password of an ACL user. */
    record Login(String user, String password) {}

    static Listener on(String host, int port, String name, Login login) {
        try {
            Listener listener = new Listener(host, port);
            listener.only("AUTH " + login.user() + " " + login.password());
            return listener.send("CLIENT SETNAME " + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Listener on(String host, int port, String name) {
        try {
            return new Listener(host, port).send("CLIENT SETNAME " + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one inline command, {@code SUBSCRIBE a b}, and waits until Redis has dealt with it. */
    Listener send(String command) {
        String token = UUID.randomUUID().toString();
        try {
            socket.getOutputStream().write((command + "\r\nPING " + token + "\r\n").getBytes(StandardCharsets.UTF_8));
            for (String line = replies.readLine(); !token.equals(line); line = replies.readLine()) {
                if (line == null) {
                    throw new IOException("Redis closed the connection after " + command);
                }
                if (line.startsWith("-")) {
                    throw new IOException(command + " was refused: " + line);
                }
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one inline command whose reply is one line; it stays the last one that Redis remembers of this connection. */
    String only(String command) {
        try {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return String.valueOf(replies.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one inline command whose reply nobody waits for. */
    void write(String command) {
        try {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Subscribes to {@code <prefix>0} up to {@code <prefix><count - 1>}. */
    Listener subscribe(String prefix, int count) {
        for (int from = 0; from < count; from += BATCH) {
            send(IntStream.range(from, Math.min(count, from + BATCH))
                    .mapToObj(n -> prefix + n)
                    .collect(Collectors.joining(" ", "SUBSCRIBE ", "")));
        }
        return this;
    }

    /** Redis knows it no more when this returns, unless Redis is gone itself or answers nobody. */
    @Override
    public void close() {
        try (socket) {
            socket.setSoTimeout(LONGEST_GOODBYE_MILLIS);
            socket.shutdownOutput();
            while (replies.skip(Long.MAX_VALUE) > 0) {
                // What was still on its way.
            }
        } catch (SocketException | SocketTimeoutException gone) {
            // Then there is nobody to know it.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
