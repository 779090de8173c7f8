package dev.wsctl.server.broker;

import dev.wsctl.server.protocol.Envelope;
import dev.wsctl.server.protocol.MalformedMessageException;
import dev.wsctl.server.protocol.MessageWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Proves that an instance hears itself (D7): a subscriber that is connected and deaf looks healthy to everything else.
 * Pings when nothing has arrived for a while, and now and then in traffic too, for the sake of measured delays (D9).
 * For one thread.
 */
final class EchoProbe {

    private final String instanceId;
    private final long intervalNanos;
    private final long deadlineNanos;
    private final MessageWriter writer;
    private final Latencies latencies;
    private @Nullable String outstandingId;
    private long sentNanos;
    private long sentLived;
    private long lastArrivalNanos;
    private boolean heard;

    EchoProbe(String instanceId, Duration interval, Duration deadline, MessageWriter writer, Latencies latencies) {
        this.instanceId = instanceId;
        this.intervalNanos = interval.toNanos();
        this.deadlineNanos = deadline.toNanos();
        this.writer = writer;
        this.latencies = latencies;
    }

    /** A connection was replaced: nothing is proven any more. */
    void restart() {
        outstandingId = null;
        heard = false;
    }

    boolean isDue(long now) {
        return outstandingId == null
                && (!heard || now - lastArrivalNanos >= intervalNanos || now - sentNanos >= 5 * intervalNanos);
    }

    /**
     * The ping to publish; its echo is awaited from now on.
     *
     * @param lived by the loop's {@link LoopTime}
     */
    byte[] ping(long now, long lived) {
        byte[] ping = writer.ping();
        try {
            outstandingId = Envelope.parseGlobalMessage(ping).id();
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("cannot read my own ping", e);
        }
        sentNanos = now;
        sentLived = lived;
        return ping;
    }

    void arrived(long now) {
        lastArrivalNanos = now;
    }

    /** An own ping came back. */
    boolean echoed(String id, long now) {
        if (!id.equals(outstandingId)) {
            return false;
        }
        latencies.record(instanceId, (now - sentNanos) / 1e6);
        outstandingId = null;
        heard = true;
        return true;
    }

    boolean isOverdue(long lived) {
        return outstandingId != null && lived - sentLived > deadlineNanos;
    }

    long sentNanos() {
        return sentNanos;
    }
}
