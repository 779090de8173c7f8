package dev.wsctl.server.room;

/**
 * What the fan-out has done since start.
 *
 * @param deliveries messages handed to members, one for each member
 * @param writes batches written to members, one system call each while the socket takes them
 * @param dropped messages that waited for a slow reader and were dropped with it
 * @param slowReaders connections given up because they read too slowly
 */
public record FanOutCounts(long deliveries, long writes, long dropped, long slowReaders) {

    public FanOutCounts plus(FanOutCounts other) {
        return new FanOutCounts(
                deliveries + other.deliveries,
                writes + other.writes,
                dropped + other.dropped,
                slowReaders + other.slowReaders);
    }
}
