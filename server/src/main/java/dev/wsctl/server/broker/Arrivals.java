package dev.wsctl.server.broker;

import dev.wsctl.server.protocol.Envelope;
import dev.wsctl.server.protocol.KeyLayout;
import dev.wsctl.server.protocol.MalformedMessageException;
import dev.wsctl.server.protocol.MessageType;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What arrives from Redis: validated (E9), rid of this instance's own (D4) and of what was seen before (E7), then handed
 * to the listener. For one event loop; counts may be read anywhere.
 */
final class Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
    private static final Duration DEDUPLICATION_WINDOW = Duration.ofSeconds(5);
    private static final int DEDUPLICATION_CAPACITY = 65_536;

    private final KeyLayout keys;
    private final String globalChannel;
    private final String instanceId;
    private final Latencies latencies;
    private final Deduplicator deduplicator =
            new Deduplicator(DEDUPLICATION_WINDOW, DEDUPLICATION_CAPACITY, System::nanoTime);
    private final LongAdder received = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LogThrottle malformedLog = new LogThrottle();
    private final LogThrottle listenerLog = new LogThrottle();
    private @Nullable BrokerListener listener;

    Arrivals(RedisSettings settings, Latencies latencies) {
        this.keys = settings.keys();
        this.globalChannel = keys.globalChannel();
        this.instanceId = settings.instanceId();
        this.latencies = latencies;
    }

    void listener(BrokerListener told) {
        listener = told;
    }

    void receive(Lane lane, String channel, byte[] message) {
        long now = System.nanoTime();
        lane.arrived(now);
        boolean global = channel.equals(globalChannel) || channel.equals(lane.echoChannel());
        String room = global ? "" : keys.roomOf(channel);
        Envelope envelope;
        try {
            envelope = global ? Envelope.parseGlobalMessage(message) : Envelope.parseRoomMessage(room, message);
        } catch (MalformedMessageException e) {
            dropped(channel, e);
            return;
        }
        boolean own = envelope.serverId().equals(instanceId);
        if (envelope.type() == MessageType.PING) {
            pinged(lane, envelope, own, now);
        } else if (!own) {
            deliver(envelope.id(), global, room, message);
        }
    }

    private void dropped(String channel, MalformedMessageException why) {
        malformed.increment();
        long heldBack = malformedLog.pass();
        if (heldBack >= 0) {
            LOG.warn("Dropped a malformed message on {}: {} ({} more not logged)", channel, why.getMessage(), heldBack);
        }
    }

    private void pinged(Lane lane, Envelope ping, boolean own, long now) {
        if (own) {
            lane.echoed(ping.id(), now);
        } else {
            // Across machines this holds as far as their clocks agree.
            latencies.record(ping.serverId(), (double) Math.max(0, System.currentTimeMillis() - ping.sentAtMillis()));
        }
    }

    private void deliver(String id, boolean global, String room, byte[] message) {
        if (!deduplicator.isFirst(id)) {
            duplicates.increment();
            return;
        }
        received.increment();
        tell(told -> {
            if (global) {
                told.onMessageToEveryone(message);
            } else {
                told.onRoomMessage(room, message);
            }
        });
    }

    void tell(Consumer<BrokerListener> what) {
        try {
            if (listener != null) {
                what.accept(listener);
            }
        } catch (RuntimeException e) {
            // Lettuce must never see it: a listener that throws starves others, and this loop serves everybody.
            if (listenerLog.pass() >= 0) {
                LOG.error("The listener failed", e);
            }
        }
    }

    long received() {
        return received.sum();
    }

    long malformed() {
        return malformed.sum();
    }

    long duplicates() {
        return duplicates.sum();
    }
}
