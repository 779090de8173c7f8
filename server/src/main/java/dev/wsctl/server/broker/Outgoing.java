package dev.wsctl.server.broker;

import org.jspecify.annotations.Nullable;

/** One message on its way to Redis, and what has become of it so far. Belongs to the loop once it was accepted. */
final class Outgoing implements PublishQueue.Item {

    final String channel;
    final @Nullable String stream;
    final byte[] message;
    final long acceptedNanos = System.nanoTime();
    boolean sent;
    boolean published;
    boolean asking;

    @Nullable Throwable notRecorded;

    long sentLived;
    int retries;
    int redirections;

    /** @param stream where to record it; null for what is not recorded */
    Outgoing(String channel, @Nullable String stream, byte[] message) {
        this.channel = channel;
        this.stream = stream;
        this.message = message;
    }

    /** Whether this was said before the other one, on the same channel. */
    boolean isBefore(Outgoing other) {
        return acceptedNanos - other.acceptedNanos < 0 && channel.equals(other.channel);
    }

    String channel() {
        return channel;
    }

    /** Whether only its recording is left to be done. */
    boolean isPublished() {
        return published;
    }
}
