package dev.wsctl.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A relay in front of a server on this machine that passes on so many bytes of its answers, and then nothing, for ever. */
final class StallingRelay implements AutoCloseable {
    private final ServerSocket listener;
    private final int port;
    private final AtomicLong left;
    private final long allowed;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    StallingRelay(int port, long bytes) {
        this.port = port;
        this.allowed = bytes;
        this.left = new AtomicLong(bytes);
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(() -> {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port());
                open.add(client);
                open.add(server);
                daemon(() -> copy(client, server, Long.MAX_VALUE));
                daemon(() -> copy(server, client, 0));
            }
        });
    }

    private int port() {
        return port;
    }

    String url() {
        return "redis://127.0.0.1:" + listener.getLocalPort() + "/0";
    }

    /** How many bytes of answers went through. */
    long passed() {
        return allowed - Math.max(0, left.get());
    }

    private void copy(Socket from, Socket to, long free) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            int pass = free > 0 ? n : (int) Math.max(0, Math.min(n, left.getAndAdd(-n)));
            out.write(buffer, 0, pass);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // One side has gone, or the relay was closed.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
