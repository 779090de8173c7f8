package dev.wsctl.load.dialect;

import java.time.Duration;

/** What a member does about a frame that its dialect wants to see. */
public sealed interface Reaction {

    record Nothing() implements Reaction {}

    /** Sends a text frame. */
    record Send(String frame) implements Reaction {}

    /** The server will end the connection, and asks for this long a wait before the member comes back. */
    record ComeBackAfter(Duration pause) implements Reaction {}

    /**
     * Gives the connection up.
     *
     * @param reason for people, as it stands in the report; holds no secret
     */
    record GiveUp(String reason) implements Reaction {}
}
