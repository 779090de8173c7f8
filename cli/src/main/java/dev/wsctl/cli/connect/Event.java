package dev.wsctl.cli.connect;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens on a connection, in the order in which it happens. */
public sealed interface Event {
    Instant time();

    /** @param subprotocol what the server chose; empty: none */
    record Opened(Instant time, String url, Duration took, String subprotocol) implements Event {}

    /** @param took since the connection was open */
    record Joined(Instant time, String room, Duration took) implements Event {}

    /**
     * A text frame.
     *
     * @param roundTrip since the line was sent that it repeats; null when it repeats none
     * @param housekeeping of the protocol or of joining: no message
     */
    record Received(Instant time, String text, @Nullable Duration roundTrip, boolean housekeeping) implements Event {}

    /** A binary frame.
     *
     * @param hex its first bytes
     */
    record Bytes(Instant time, int length, String hex) implements Event {}

    /** @param roundTrip null when it answers none of our pings */
    record Pong(Instant time, @Nullable Duration roundTrip) implements Event {}

    /** @param byServer whether it closed first */
    record Closed(Instant time, int code, String reason, boolean byServer) implements Event {}
}
