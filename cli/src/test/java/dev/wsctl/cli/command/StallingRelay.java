package dev.wsctl.cli.command;

import dev.wsctl.server.testing.LoopbackRelay;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** A relay that passes on so many bytes of its server's answers, and then nothing, for ever. */
final class StallingRelay extends LoopbackRelay {
    private final AtomicLong left;
    private final long allowed;

    StallingRelay(int port, long bytes) {
        super(port);
        this.allowed = bytes;
        this.left = new AtomicLong(bytes);
        start();
    }

    /** How many bytes of answers went through. */
    long passed() {
        return allowed - Math.max(0, left.get());
    }

    @Override
    protected void up(Socket client, Socket server) throws IOException {
        client.getInputStream().transferTo(server.getOutputStream());
    }

    @Override
    protected void down(Socket server, Socket client) throws IOException {
        InputStream in = server.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, (int) Math.max(0, Math.min(n, left.getAndAdd(-n))));
        }
    }
}
