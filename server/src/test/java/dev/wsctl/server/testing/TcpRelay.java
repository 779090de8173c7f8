package dev.wsctl.server.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A relay whose network can be broken: {@link #cut} resets connections and refuses new ones' traffic, {@link #blackhole}
 * keeps them open and loses everything, {@link #delay} makes it slow, {@link #hold} keeps back what clients say until long
 * after they have gone.
 */
public final class TcpRelay extends LoopbackRelay {

    private enum Mode {
        FORWARD,
        CUT,
        BLACKHOLE
    }

    private volatile Mode mode = Mode.FORWARD;
    private volatile long delayMillis;
    private final AtomicInteger resets = new AtomicInteger();
    private volatile Hold hold = new Hold(0, new CountDownLatch(0));

    /**
     * @param connections as many as had been taken when it began
     * @param end when it is over
     */
    private record Hold(int connections, CountDownLatch end) {}

    private TcpRelay(int targetPort) {
        super(targetPort);
        start();
    }

    /** A relay to 127.0.0.1. */
    public static TcpRelay to(int targetPort) {
        return new TcpRelay(targetPort);
    }

    /** Closes every connection, and each new one at once, until {@link #restore}. */
    public void cut() {
        mode = Mode.CUT;
        closeAll();
    }

    /** Keeps connections open, takes new ones, forwards nothing, until {@link #restore}. */
    public void blackhole() {
        mode = Mode.BLACKHOLE;
    }

    /** What arrives from now on waits this long before it is passed on, and what comes meanwhile waits with it. */
    public void delay(Duration each) {
        delayMillis = each.toMillis();
    }

    /**
     * Keeps back what the clients of now say, though they go, until {@link #release}: a network that sends again what it
     * has lost, or a Redis that does not come to read. New connections are passed at once.
     */
    public void hold() {
        hold = new Hold(accepted(), new CountDownLatch(1));
    }

    /** Passes on what was held, to where the server still takes it. */
    public void release() {
        hold.end.countDown();
    }

    /** Connections that their clients have ended by a reset, rather than in peace. */
    public int resets() {
        return resets.get();
    }

    /** Forwards again. What a blackhole swallowed stays lost, so connections of that time are closed. */
    public void restore() {
        boolean lossy = mode == Mode.BLACKHOLE;
        if (lossy) {
            // Before anything is passed on again: nothing may arrive without what was said before it.
            closeAll();
        }
        mode = Mode.FORWARD;
        if (lossy) {
            // Those who came in between.
            closeAll();
        }
    }

    @Override
    protected boolean isOpen() {
        return mode != Mode.CUT;
    }

    @Override
    protected void up(Socket client, Socket server) throws IOException {
        int number = accepted();
        try {
            pump(client, server, (bytes, length) -> {
                dawdle();
                Hold now = hold;
                if (number <= now.connections) {
                    now.end.await();
                }
                return unlessLost(length);
            });
        } catch (SocketException e) {
            if (String.valueOf(e.getMessage()).contains("reset")) {
                resets.incrementAndGet();
            }
            throw e;
        }
    }

    @Override
    protected void down(Socket server, Socket client) throws IOException {
        pump(server, client, (bytes, length) -> {
            dawdle();
            return unlessLost(length);
        });
    }

    private void dawdle() throws InterruptedException {
        if (delayMillis > 0) {
            TimeUnit.MILLISECONDS.sleep(delayMillis);
        }
    }

    private int unlessLost(int length) {
        return mode == Mode.FORWARD ? length : 0;
    }

    @Override
    public void close() {
        mode = Mode.CUT;
        release();
        super.close();
    }
}
