package dev.wsctl.cli.demo;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between one instance and Redis: passes bytes both ways until it is cut. While it is cut, existing
 * connections are gone and new ones end at once, as behind a firewall that resets; Redis itself is untouched.
 *
 * <p>Threads, not event loops: an instance holds a handful of connections.
 */
public final class Relay implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private Relay(ServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    /**
     * Listens on a free port of 127.0.0.1.
     *
     * @throws UncheckedIOException if no port can be had
     */
    public static Relay to(String host, int port) {
        try {
            ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
            Relay relay = new Relay(listener, new InetSocketAddress(host, port));
            relay.daemon("accept", relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** From now on nothing passes. */
    public void cut() {
        cut = true;
        open.forEach(Relay::end);
    }

    /** New connections pass again. */
    public void restore() {
        cut = false;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                daemon("connect", () -> connect(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        open.add(near);
        open.add(far);
        try {
            // Asked after both are registered: a cut in between finds them.
            if (cut) {
                throw new IOException("cut");
            }
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            far.connect(target, CONNECT_TIMEOUT_MILLIS);
            daemon("back", () -> pump(far, near));
            pump(near, far);
        } catch (IOException e) {
            forget(near, far);
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException ended) {
            // By either side, or by a cut: the same to the other side.
        } finally {
            forget(from, to);
        }
    }

    private void forget(Socket one, Socket other) {
        end(one);
        end(other);
        open.remove(one);
        open.remove(other);
    }

    private static void end(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "relay-" + port() + "-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        end(listener);
        cut();
    }
}
