package dev.wsctl.load.dialect;

/** What a member does about a frame that its dialect wants to see. */
public sealed interface Reaction {

    record Nothing() implements Reaction {}

    /** Sends a text frame. */
    record Send(String frame) implements Reaction {}

    /**
     * Gives the connection up.
     *
     * @param reason for people, as it stands in the report; holds no secret
     */
    record GiveUp(String reason) implements Reaction {}
}
