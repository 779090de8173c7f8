package dev.wsctl.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A relay that stops reading a connection's answers once it has subscribed, as a network does that is too slow for them. */
final class SlowRelay implements AutoCloseable {
    private static final int CONFIRMATION = 1_000;

    private final ServerSocket listener;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    SlowRelay(int port) {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(() -> {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                server.setReceiveBufferSize(4_096);
                open.add(client);
                open.add(server);
                boolean[] subscribed = new boolean[1];
                daemon(() -> up(client, server, subscribed));
                daemon(() -> down(server, client, subscribed));
            }
        });
    }

    String url() {
        return "redis://127.0.0.1:" + listener.getLocalPort() + "/0";
    }

    private static void up(Socket client, Socket server, boolean[] subscribed) throws IOException {
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        byte[] buffer = new byte[8_192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("PSUBSCRIBE")) {
                synchronized (subscribed) {
                    subscribed[0] = true;
                }
            }
            out.write(buffer, 0, n);
        }
        server.close();
    }

    private static void down(Socket server, Socket client, boolean[] subscribed) throws IOException {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[8_192];
        int sinceSubscribed = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            synchronized (subscribed) {
                sinceSubscribed += subscribed[0] ? n : 0;
            }
            if (sinceSubscribed > CONFIRMATION) {
                return; // Nobody reads from here on; the socket stays open.
            }
        }
        client.close();
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
