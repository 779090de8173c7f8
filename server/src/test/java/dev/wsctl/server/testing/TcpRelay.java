package dev.wsctl.server.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A relay whose network can be broken: {@link #cut} resets connections and refuses new ones' traffic, {@link #blackhole}
 * keeps them open and loses everything, {@link #delay} makes it slow.
 */
public final class TcpRelay extends LoopbackRelay {

    private enum Mode {
        FORWARD,
        CUT,
        BLACKHOLE
    }

    private volatile Mode mode = Mode.FORWARD;
    private volatile long delayMillis;

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

    /** Forwards again. What a blackhole swallowed stays lost, so connections of that time are closed. */
    public void restore() {
        boolean lossy = mode == Mode.BLACKHOLE;
        mode = Mode.FORWARD;
        if (lossy) {
            closeAll();
        }
    }

    @Override
    protected boolean isOpen() {
        return mode != Mode.CUT;
    }

    @Override
    protected void up(Socket client, Socket server) throws IOException {
        pump(client, server);
    }

    @Override
    protected void down(Socket server, Socket client) throws IOException {
        pump(server, client);
    }

    private void pump(Socket from, Socket to) throws IOException {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (delayMillis > 0) {
                    TimeUnit.MILLISECONDS.sleep(delayMillis);
                }
                if (mode == Mode.FORWARD) {
                    to.getOutputStream().write(buffer, 0, n);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(from);
            close(to);
        }
    }

    @Override
    public void close() {
        mode = Mode.CUT;
        super.close();
    }
}
