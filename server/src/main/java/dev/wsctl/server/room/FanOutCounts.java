package dev.wsctl.server.room;

/**
 * What the fan-out has done since start, and what waits at the moment.
 *
 * @param deliveries messages handed to members, one for each member
 * @param writes batches written to members, one system call each while the socket takes them
 * @param dropped messages that waited for a slow reader and were dropped with it
 * @param slowReaders connections given up because they read too slowly
 * @param behind members that have not taken everything yet
 * @param waitingMessages messages in their queues
 * @param waitingBytes bytes in their queues
 * @param overCapacity of the dropped, those whose queue was full (C2)
 * @param expired of the dropped, those whose queue had its oldest message for too long (C2)
 */
public record FanOutCounts(
        long deliveries,
        long writes,
        long dropped,
        long slowReaders,
        long behind,
        long waitingMessages,
        long waitingBytes,
        long overCapacity,
        long expired) {

    static final FanOutCounts NONE = new FanOutCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public FanOutCounts plus(FanOutCounts other) {
        return new FanOutCounts(
                deliveries + other.deliveries,
                writes + other.writes,
                dropped + other.dropped,
                slowReaders + other.slowReaders,
                behind + other.behind,
                waitingMessages + other.waitingMessages,
                waitingBytes + other.waitingBytes,
                overCapacity + other.overCapacity,
                expired + other.expired);
    }
}
