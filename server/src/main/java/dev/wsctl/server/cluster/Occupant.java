package dev.wsctl.server.cluster;

import dev.wsctl.server.protocol.Standing;

/** A client's place in a room on this instance; several connections of one client to one room are one occupant. */
public record Occupant(String room, String clientId, String username, Standing standing) {}
