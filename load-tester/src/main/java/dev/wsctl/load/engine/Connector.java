package dev.wsctl.load.engine;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Opens the connections to one target, a bounded number of handshakes at a time, and gives up on a target where nothing
 * opens any more: thousands of timeouts one after the other would be a hang.
 */
final class Connector {

    private final List<Client> clients;
    private final int window;
    private final long patienceNanos;
    private final Consumer<Client> open;
    private final IntConsumer abandoned;
    private int next;
    private int underWay;
    private boolean givenUp;
    private long lastProgress;

    /**
     * @param window handshakes under way at most
     * @param patienceNanos without any connection opening, after which a failed one ends the attempt
     * @param open begins to connect a client and returns at once
     * @param abandoned is told how many were never tried
     */
    Connector(List<Client> clients, int window, long patienceNanos, Consumer<Client> open, IntConsumer abandoned) {
        this.clients = clients;
        this.window = window;
        this.patienceNanos = patienceNanos;
        this.open = open;
        this.abandoned = abandoned;
    }

    synchronized void start(long now) {
        lastProgress = now;
        fill();
    }

    /** One handshake has ended. */
    synchronized void settled(boolean opened, long now) {
        underWay--;
        if (opened) {
            lastProgress = now;
        } else if (now - lastProgress >= patienceNanos) {
            giveUp();
        }
        fill();
    }

    /** No further connection is begun. */
    synchronized void giveUp() {
        if (!givenUp) {
            givenUp = true;
            int left = clients.size() - next;
            if (left > 0) {
                abandoned.accept(left);
            }
        }
    }

    synchronized boolean isDone() {
        return underWay == 0 && (givenUp || next == clients.size());
    }

    private void fill() {
        while (!givenUp && underWay < window && next < clients.size()) {
            underWay++;
            open.accept(clients.get(next++));
        }
    }
}
