package dev.wsctl.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real TCP relay on a port of its own, in front of a server on 127.0.0.1, whose network can be broken: {@link #cut}
 * resets connections and refuses new ones' traffic, {@link #blackhole} keeps them open and loses everything, {@link #delay}
 * makes it slow.
 */
public final class TcpRelay implements AutoCloseable {

    private enum Mode {
        FORWARD,
        CUT,
        BLACKHOLE
    }

    private final ServerSocket listener;
    private final int targetPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile Mode mode = Mode.FORWARD;
    private volatile long delayMillis;

    private TcpRelay(int targetPort) throws IOException {
        this.targetPort = targetPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run("accept", this::accept);
    }

    /** A relay to 127.0.0.1. */
    public static TcpRelay to(int targetPort) {
        try {
            return new TcpRelay(targetPort);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start a relay", e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Connections taken so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Closes every connection, and each new one at once, until {@link #restore}. */
    public void cut() {
        mode = Mode.CUT;
        closeAll();
    }

    /** Keeps connections open, takes new ones, forwards nothing, until {@link #restore}. */
    public void blackhole() {
        mode = Mode.BLACKHOLE;
    }

    /** What arrives from now on waits this long before it is passed on, and what comes meanwhile waits with it. */
    public void delay(Duration each) {
        delayMillis = each.toMillis();
    }

    /** Forwards again. What a blackhole swallowed stays lost, so connections of that time are closed. */
    public void restore() {
        boolean lossy = mode == Mode.BLACKHOLE;
        mode = Mode.FORWARD;
        if (lossy) {
            closeAll();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            accepted.incrementAndGet();
            open.add(client);
            if (mode == Mode.CUT) {
                close(client);
                continue;
            }
            Socket server;
            try {
                server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
            } catch (IOException refused) {
                close(client);
                continue;
            }
            open.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            run("up", () -> pump(client, server));
            run("down", () -> pump(server, client));
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (delayMillis > 0) {
                    TimeUnit.MILLISECONDS.sleep(delayMillis);
                }
                if (mode == Mode.FORWARD) {
                    to.getOutputStream().write(buffer, 0, n);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void run(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        // One side has closed; so has the other.
                    }
                },
                "relay-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void closeAll() {
        Set.copyOf(open).forEach(this::close);
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // Fine.
        }
    }

    @Override
    public void close() {
        mode = Mode.CUT;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closeAll();
    }
}
