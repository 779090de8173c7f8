package dev.wsctl.server.transport;

import dev.wsctl.server.config.ServerConfig.Limits;
import dev.wsctl.server.room.Rooms;

/** What every connection works with. */
record ChatServices(
        Limits limits, Rooms rooms, Admission admission, Identification identification, Endpoints endpoints) {}
