package dev.wsctl.server.transport;

import dev.wsctl.server.cluster.Presence;
import dev.wsctl.server.config.ServerConfig.Limits;
import dev.wsctl.server.room.Rooms;
import java.util.function.Consumer;

/**
 * What every connection works with.
 *
 * @param disconnect ends all connections of a client id, on all instances
 */
record ChatServices(
        Limits limits,
        Rooms rooms,
        Admission admission,
        Identification identification,
        Endpoints endpoints,
        Presence presence,
        Watchers watchers,
        Gate gate,
        Consumer<String> disconnect) {}
