package dev.wsctl.server.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports that stay their server's while it is down: bound, so that the system gives them to nobody who asks for any free one,
 * and not listened on, so that whoever connects is refused. Not thread-safe.
 */
final class PortHold implements AutoCloseable {

    private final List<Socket> bound = new ArrayList<>();

    /** @param port 0 for none */
    void add(int port) {
        if (port == 0) {
            return;
        }
        Socket socket = new Socket();
        bound.add(socket);
        try {
            // Connections that have ended may still be known to the system.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            // Whoever was faster has it; the next start says so.
        }
    }

    /** Lets go of all. */
    @Override
    public void close() throws IOException {
        for (Socket socket : bound) {
            socket.close();
        }
        bound.clear();
    }
}
