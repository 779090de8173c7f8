package dev.wsctl.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real TCP relay on a port of its own, in front of a server on 127.0.0.1: joins each connection with one to the server.
 * Everything passes between the two, but what an heir holds up or keeps back.
 */
public abstract class LoopbackRelay implements AutoCloseable {

    private final ServerSocket listener;
    private final int targetPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    /** Listens; nothing is relayed before {@link #start}, which an heir calls when it is complete. */
    protected LoopbackRelay(int targetPort) {
        this(targetPort, plain());
    }

    /** @param listener that takes the clients; closed with the relay */
    protected LoopbackRelay(int targetPort, ServerSocket listener) {
        this.targetPort = targetPort;
        this.listener = listener;
    }

    private static ServerSocket plain() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start a relay", e);
        }
    }

    protected final void start() {
        daemon("accept", this::accept);
    }

    public final int port() {
        return listener.getLocalPort();
    }

    /** Where a Redis behind this relay is found. */
    public final String redisUrl() {
        return "redis://127.0.0.1:" + port() + "/0";
    }

    /** Connections taken so far. */
    public final int accepted() {
        return accepted.get();
    }

    /** Whether new connections are joined with the server; otherwise they are closed at once. */
    protected boolean isOpen() {
        return true;
    }

    /** Passes on what the client says, until one of the two ends. */
    protected void up(Socket client, Socket server) throws IOException {
        pump(client, server, (bytes, length) -> length);
    }

    /** Passes on what the server answers, until one of the two ends. */
    protected void down(Socket server, Socket client) throws IOException {
        pump(server, client, (bytes, length) -> length);
    }

    /** What a piece of what is said has to pass before it is passed on. */
    protected interface Passage {

        /** @return how many of its bytes are passed on; 0 for none */
        int pass(byte[] bytes, int length) throws InterruptedException;
    }

    /** Passes on what gets through the passage until one of the two ends; then the other ends, too. */
    protected final void pump(Socket from, Socket to, Passage passage) throws IOException {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, passage.pass(buffer, n));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
        }
    }

    /** What Redis commands are looked for in: a character a byte. */
    protected static String latin(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            accepted.incrementAndGet();
            open.add(client);
            if (!isOpen()) {
                close(client);
                continue;
            }
            try {
                join(client);
            } catch (IOException refusedOrClosedMeanwhile) {
                // The next one may have more luck.
                close(client);
            }
        }
    }

    private void join(Socket client) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
        open.add(server);
        try {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException closedMeanwhile) {
            close(server);
            throw closedMeanwhile;
        }
        daemon("up", () -> pass(client, server, () -> up(client, server)));
        daemon("down", () -> pass(client, server, () -> down(server, client)));
    }

    /** A connection that breaks on one side breaks on the other: nobody waits for what cannot come. */
    private void pass(Socket client, Socket server, Task way) throws IOException {
        try {
            way.run();
        } catch (IOException broken) {
            close(client);
            close(server);
            throw broken;
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        // One side has closed, or the relay was.
                    }
                },
                "relay-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    protected final void closeAll() {
        Set.copyOf(open).forEach(this::close);
    }

    protected final void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // Fine.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeAll();
    }
}
