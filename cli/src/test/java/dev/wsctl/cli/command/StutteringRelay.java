package dev.wsctl.cli.command;

import dev.wsctl.server.testing.LoopbackRelay;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** A relay that passes answers on at once, but for every twentieth: a network that loses a packet now and then. */
final class StutteringRelay extends LoopbackRelay {
    private static final int EVERY = 20;
    private static final long MILLIS = 60;

    StutteringRelay(int port) {
        super(port);
        start();
    }

    @Override
    protected void up(Socket client, Socket server) throws IOException {
        client.getInputStream().transferTo(server.getOutputStream());
    }

    @Override
    protected void down(Socket server, Socket client) throws IOException {
        InputStream in = server.getInputStream();
        byte[] buffer = new byte[8_192];
        int answers = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (++answers % EVERY == 0) {
                try {
                    TimeUnit.MILLISECONDS.sleep(MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            client.getOutputStream().write(buffer, 0, n);
        }
        close(client);
    }
}
