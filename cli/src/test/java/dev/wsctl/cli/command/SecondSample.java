package dev.wsctl.cli.command;

import dev.wsctl.server.testing.LoopbackRelay;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/**
 * A relay that keeps back the question with which doctor's second sample begins, until it is let through. So whatever
 * happens meanwhile happens between the two, however long this machine takes for it.
 */
final class SecondSample extends LoopbackRelay {
    private static final String QUESTION = "\r\nINFO\r\n$3\r\nALL\r\n";

    private volatile CompletableFuture<Void> asked = new CompletableFuture<>();
    private volatile CompletableFuture<Void> through = new CompletableFuture<>();

    SecondSample(int port) {
        super(port);
        start();
    }

    /** Keeps back that of the next visit, too. */
    void again() {
        asked = new CompletableFuture<>();
        through = new CompletableFuture<>();
    }

    /** Completes when the first sample was taken, and everything between the two. */
    CompletableFuture<Void> asked() {
        return asked;
    }

    void letThrough() {
        through.complete(null);
    }

    @Override
    protected void up(Socket client, Socket server) throws IOException {
        StringBuilder said = new StringBuilder();
        pump(client, server, (bytes, length) -> {
            said.append(latin(bytes, length));
            int first = said.indexOf(QUESTION);
            if (said.indexOf(QUESTION, first + 1) > first) {
                asked.complete(null);
                through.join();
            }
            return length;
        });
    }

    @Override
    public void close() {
        letThrough();
        super.close();
    }
}
