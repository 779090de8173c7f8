package dev.wsctl.server.transport;

import dev.wsctl.server.config.ServerConfig.Limits;
import dev.wsctl.server.protocol.MessageWriter;
import dev.wsctl.server.room.FanOut;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** What the connections of one event loop share; used by that loop alone. */
final class Loop {

    private static final long TICK_MILLIS = 250;

    /** How long a client may take to go after the close frame. */
    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final EventLoop executor;
    private final FanOut fanOut;
    private final MessageWriter messages;
    private final ConnectionCounts counts;
    private final ClientLog log;
    private final byte[] scratch;
    private final PingWheel pings;
    private final DeadlineQueue handshakes;
    private final DeadlineQueue closings = new DeadlineQueue(CLOSING_NANOS, Integer.MAX_VALUE);

    Loop(
            EventLoop executor,
            FanOut fanOut,
            MessageWriter messages,
            ConnectionCounts counts,
            ClientLog log,
            Limits limits,
            int loops) {
        this.executor = executor;
        this.fanOut = fanOut;
        this.messages = messages;
        this.counts = counts;
        this.log = log;
        this.scratch = new byte[Math.max(limits.maxMessageBytes(), 256)];
        this.pings = new PingWheel(
                limits.pingInterval().toNanos(),
                limits.pongTimeout().toNanos(),
                TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS),
                System.nanoTime());
        this.handshakes = new DeadlineQueue(
                limits.handshakeTimeout().toNanos(), Math.max(1, (limits.maxHandshakes() + loops - 1) / loops));
    }

    void startTicking() {
        executor.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = System.nanoTime();
        handshakes.tick(now);
        closings.tick(now);
        pings.tick(now);
        fanOut.tick(now);
    }

    EventLoop executor() {
        return executor;
    }

    FanOut fanOut() {
        return fanOut;
    }

    MessageWriter messages() {
        return messages;
    }

    /** Shared by all loops. */
    ConnectionCounts counts() {
        return counts;
    }

    /** Shared by all loops. */
    ClientLog log() {
        return log;
    }

    byte[] scratch() {
        return scratch;
    }

    PingWheel pings() {
        return pings;
    }

    DeadlineQueue handshakes() {
        return handshakes;
    }

    /** Connections whose close frame has been sent and that should go away by themselves. */
    DeadlineQueue closings() {
        return closings;
    }
}
