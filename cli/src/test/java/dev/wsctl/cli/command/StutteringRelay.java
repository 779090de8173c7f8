package dev.wsctl.cli.command;

import dev.wsctl.server.testing.LoopbackRelay;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A relay that passes answers on at once, but for every twentieth: a network that loses a packet now and then. */
final class StutteringRelay extends LoopbackRelay {
    private static final int EVERY = 20;
    private static final long MILLIS = 60;

    StutteringRelay(int port) {
        super(port);
        start();
    }

    @Override
    protected void down(Socket server, Socket client) throws IOException {
        AtomicInteger answers = new AtomicInteger();
        pump(server, client, (bytes, length) -> {
            if (answers.incrementAndGet() % EVERY == 0) {
                TimeUnit.MILLISECONDS.sleep(MILLIS);
            }
            return length;
        });
    }
}
