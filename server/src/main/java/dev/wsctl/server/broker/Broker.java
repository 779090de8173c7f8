package dev.wsctl.server.broker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages from this instance to the others. Delivery to local members is the caller's and has happened
 * before {@link #publish}; what an instance published itself never comes back to its {@link BrokerListener}.
 *
 * <p>No method blocks or throws because Redis is away: the broker then is degraded, messages stay local, and it
 * recovers by itself. All methods may be called from any thread.
 */
public interface Broker extends AutoCloseable {

    /**
     * Starts connecting. Returns at once; whether Redis is there shows in {@link #status()}.
     *
     * @param listener told of every message from other instances and of each change between connected and degraded
     */
    void start(BrokerListener listener);

    /**
     * Begins to receive a room's messages. Idempotent; survives reconnects.
     *
     * @return completed once Redis has confirmed the subscription, so that nothing published from then on is missed;
     *     at once where there is nothing to wait for (disabled, not connected). Never completes exceptionally. A member
     *     is told {@code joined} only after it.
     */
    CompletionStage<@Nullable Void> subscribe(String room);

    /** Ends receiving a room's messages. Idempotent. */
    void unsubscribe(String room);

    /**
     * Publishes one message to the other instances' members of a room. Messages published by one thread for one room
     * arrive in that order; what several threads publish at about the same time leaves in one pipeline (A9).
     *
     * @param message a complete message as docs/protocol.md describes it, not modified afterwards
     */
    void publish(String room, byte[] message);

    /** Publishes one message to every member of every other instance. */
    void publishToEveryone(byte[] message);

    /** Whether room messages are recorded, so that {@link #replay} finds them (D6). */
    default boolean records() {
        return false;
    }

    /**
     * What a reader of a room has missed. Sees everything this instance published to the room before the call.
     *
     * @return completes within a few seconds, never exceptionally
     */
    default CompletionStage<Replay> replay(String room, ReplayFrom from) {
        return CompletableFuture.completedFuture(Replay.none(Replay.Shortfall.NOT_RECORDED));
    }

    /** The state now; cheap enough for every HTTP request. */
    BrokerStatus status();

    /** Figures for operators; asked when somebody looks, not for every message. */
    default PubSubDetail detail() {
        return PubSubDetail.NONE;
    }

    /** Unsubscribes, sends what has been accepted for publishing, and closes the connections within 2 s. */
    @Override
    void close();
}
