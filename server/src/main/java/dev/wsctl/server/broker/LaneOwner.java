package dev.wsctl.server.broker;

import org.jspecify.annotations.Nullable;

/** Told what a {@link Lane} sees; on the loop. */
interface LaneOwner {
    void received(Lane lane, String channel, byte[] message);

    void changed();

    /** Redis has confirmed that the lane hears this channel. */
    void subscribed(String channel);

    /** Redis refuses a channel that the lane wants; it is asked for again now and then. */
    void refused(String channel, String reason);

    /** The lane can publish. */
    void publishes(Lane lane);

    /** Nothing is heard on the lane any more. */
    void subscriptionsLost(Lane lane);

    /** A connection was lost or could not be made. */
    void troubled();

    /** Another node serves this channel, which the lane wants. */
    void evicted(Lane lane, String channel, @Nullable Redirection where);

    /** Another node serves this message's channel; false if nobody publishes it there. */
    boolean publishElsewhere(Lane lane, Outgoing message, Throwable refusal);

    /** Whether what was said before this message on its channel is under way on another lane, since the channel has moved. */
    boolean isAheadOf(Lane lane, Outgoing message);
}
