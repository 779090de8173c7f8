package dev.wsctl.cli.command;

import dev.wsctl.server.testing.LoopbackRelay;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A relay that stops reading a connection's answers once it has subscribed, as a network does that is too slow for them. */
final class SlowRelay extends LoopbackRelay {
    private static final int CONFIRMATION = 1_000;

    private final Set<Socket> subscribed = ConcurrentHashMap.newKeySet();

    SlowRelay(int port) {
        super(port);
        start();
    }

    @Override
    protected void up(Socket client, Socket server) throws IOException {
        pump(client, server, (bytes, length) -> {
            if (latin(bytes, length).contains("PSUBSCRIBE")) {
                subscribed.add(server);
            }
            return length;
        });
    }

    @Override
    protected void down(Socket server, Socket client) throws IOException {
        server.setReceiveBufferSize(4_096);
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[8_192];
        int sinceSubscribed = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            sinceSubscribed += subscribed.contains(server) ? n : 0;
            if (sinceSubscribed > CONFIRMATION) {
                return; // Nobody reads from here on; the socket stays open.
            }
        }
        close(client);
    }
}
