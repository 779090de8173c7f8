package dev.wsctl.cli.command;

import dev.wsctl.server.testing.LoopbackRelay;
import java.io.IOException;
import java.net.Socket;
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
        pump(client, server, (bytes, length) -> {
            if (!last.isEmpty() && latin(bytes, length).contains(last)) {
                left.set(0);
            }
            return length;
        });
    }

    @Override
    protected void down(Socket server, Socket client) throws IOException {
        pump(server, client, (bytes, length) -> (int) Math.max(0, Math.min(length, left.getAndAdd(-length))));
    }
}
