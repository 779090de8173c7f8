package dev.wsctl.server.broker;

import dev.wsctl.server.protocol.Envelope;
import dev.wsctl.server.protocol.KeyLayout;
import dev.wsctl.server.protocol.MalformedMessageException;
import dev.wsctl.server.protocol.MessageType;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private final LongAdder undecipherable = new LongAdder();
    private final LogThrottle undecipherableLog = new LogThrottle();
    private final Sealing sealing;
    private @Nullable Continuity continuity;
    private @Nullable BrokerListener listener;

    /** @param sealing decrypts, if so configured */
    Arrivals(RedisSettings settings, Latencies latencies, Sealing sealing) {
        this.sealing = sealing;
        this.keys = settings.keys();
        this.globalChannel = keys.globalChannel();
        this.instanceId = settings.instanceId();
        this.latencies = latencies;
    }

    void listener(BrokerListener told) {
        listener = told;
    }

    /** What keeps rooms' messages whole, before anything arrives; it is given what recognises duplicates. */
    Continuity keepWhole(Function<Deduplicator, Continuity> maker) {
        Continuity made = maker.apply(deduplicator);
        continuity = made;
        return made;
    }

    void receive(Lane lane, String channel, byte[] sealed) {
        long now = System.nanoTime();
        lane.arrived(now);
        byte[] message = sealing.open(channel, sealed);
        if (message == null) {
            undeciphered(channel);
            return;
        }
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
            deliver(envelope, global, room, message);
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

    private void undeciphered(String channel) {
        undecipherable.increment();
        long heldBack = undecipherableLog.pass();
        if (heldBack >= 0) {
            LOG.warn(
                    "Dropped a message on {} that none of the REDIS_ENCRYPTION_KEYS opens ({} more not logged)",
                    channel,
                    heldBack);
        }
    }

    private void deliver(Envelope envelope, boolean global, String room, byte[] message) {
        if (!deduplicator.isFirst(envelope.id())) {
            duplicates.increment();
        } else if (global) {
            received.increment();
            tell(told -> told.onMessageToEveryone(message));
        } else if (continuity != null) {
            continuity.arrived(room, envelope, message);
        }
    }

    /** To the local members. */
    void hand(String room, byte[] message) {
        received.increment();
        tell(told -> told.onRoomMessage(room, message));
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

    long undecipherable() {
        return undecipherable.sum();
    }

    long malformed() {
        return malformed.sum();
    }

    long duplicates() {
        return duplicates.sum();
    }
}
