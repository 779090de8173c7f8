package dev.wsctl.server.transport;

import dev.wsctl.server.cluster.Presence;
import dev.wsctl.server.config.Secret;
import dev.wsctl.server.config.ServerConfig.Limits;
import dev.wsctl.server.room.Rooms;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
        Authorship authorship,
        @Nullable Secret adminToken,
        Consumer<String> disconnect) {}
