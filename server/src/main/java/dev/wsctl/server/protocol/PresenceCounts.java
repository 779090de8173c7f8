package dev.wsctl.server.protocol;

/** How many clients are connected, by their standing; a client with several connections counts once an instance. */
public record PresenceCounts(long guests, long members, long admins) {

    public static final PresenceCounts NONE = new PresenceCounts(0, 0, 0);
}
