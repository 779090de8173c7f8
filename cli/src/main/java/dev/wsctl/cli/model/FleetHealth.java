package dev.wsctl.cli.model;

import java.util.List;

/**
 * What {@code health} saw in one round of each independent server, in the order in which they were named.
 *
 * @param servers one as a rule
 */
public record FleetHealth(List<HealthReport> servers) {
    public FleetHealth {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no server was looked at");
        }
    }

    /** The first server, which keeps what is not a room's: heartbeats, presence, sessions. */
    public HealthReport first() {
        return servers.get(0);
    }

    /** The worst of all. */
    public Status status() {
        return servers.stream().map(HealthReport::status).reduce(Status.OK, Status::worse);
    }
}
