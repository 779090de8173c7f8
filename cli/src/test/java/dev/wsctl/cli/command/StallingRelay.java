package dev.wsctl.cli.command;

import dev.wsctl.server.testing.LoopbackRelay;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** A relay that passes on so many bytes of its server's answers, or all until a certain command, and then nothing, for ever. */
final class StallingRelay extends LoopbackRelay {
    /** So many that nobody asks for as much. */
    private static final long ENDLESS = Long.MAX_VALUE / 2;

    private final AtomicLong left;
    private final long allowed;
    private final String last;

    StallingRelay(int port, long bytes) {
        this(port, bytes, "");
    }

    private StallingRelay(int port, long bytes, String last) {
        super(port);
        this.allowed = bytes;
        this.last = last;
        this.left = new AtomicLong(bytes);
        start();
    }

    /** Passes everything on. */
    static StallingRelay open(int port) {
        return new StallingRelay(port, ENDLESS);
    }

    /** Passes everything on, until somebody sends this word: it gets no answer, and nobody gets one any more. */
    static StallingRelay at(int port, String word) {
        return new StallingRelay(port, ENDLESS, word);
    }

    /** How many bytes of answers went through. */
    long passed() {
        return allowed - Math.max(0, left.get());
    }

    @Override
    protected void up(Socket client, Socket server) throws IOException {
        InputStream in = client.getInputStream();
        OutputStream out = server.getOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (!last.isEmpty() && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains(last)) {
                left.set(0);
            }
            out.write(buffer, 0, n);
        }
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
