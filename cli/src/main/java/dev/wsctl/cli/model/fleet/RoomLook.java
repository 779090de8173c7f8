package dev.wsctl.cli.model.fleet;

import java.util.OptionalLong;

/**
 * A room, or, where there is no presence, a channel.
 *
 * @param subscribers connections that subscribe to its channel: instances with a member
 * @param members by presence; empty where nobody keeps any
 * @param recorded how many messages its stream has ever had; empty without a stream
 */
public record RoomLook(String name, long subscribers, OptionalLong members, OptionalLong recorded) {}
