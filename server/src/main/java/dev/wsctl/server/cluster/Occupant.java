package dev.wsctl.server.cluster;

import dev.wsctl.server.protocol.Standing;

/** A client's place in a room on this instance; several connections of one client to one room are one occupant. */
public record Occupant(String room, String clientId, String username, Standing standing) {

    /** Asked for a dozen times for each who comes and goes; the other parts hardly ever differ where these don't. */
    @Override
    public int hashCode() {
        return 31 * room.hashCode() + clientId.hashCode();
    }
}
