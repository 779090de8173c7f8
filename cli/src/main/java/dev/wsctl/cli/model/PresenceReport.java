package dev.wsctl.cli.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected according to the presence sets in Redis, beside what the instances say of themselves.
 *
 * @param prefix the channel prefix the keys start with
 * @param guests clients that were confirmed lately; so the others. A client on two instances counts twice
 * @param stale entries that nobody has confirmed for longer than {@link #STALE}, and nobody has removed
 * @param instances those with a heartbeat and those that only left something behind
 * @param roomsTotal how many rooms have a set, before the cut to {@code rooms}; −1 when rooms were not asked for
 * @param gaps what was left out and why; where there are any, all numbers are lower bounds
 * @param partsAway a part of a cluster, or of the heartbeats, is among the gaps: who is missing may be there all the same
 */
public record PresenceReport(
        String target,
        Instant time,
        String prefix,
        long guests,
        long members,
        long admins,
        long stale,
        List<Instance> instances,
        List<Room> rooms,
        long roomsTotal,
        List<String> gaps,
        boolean partsAway,
        List<Finding> findings) {
    /** Readers leave out what was not confirmed for so long (docs/protocol.md): expiry less interval of a heartbeat. */
    public static final Duration STALE = Duration.ofSeconds(35);

    /** An instance without a heartbeat for so long is removed from the registry (E6). */
    public static final Duration DEAD = Duration.ofSeconds(45);

    public PresenceReport {
        instances = List.copyOf(instances);
        rooms = List.copyOf(rooms);
        gaps = List.copyOf(gaps);
        findings = List.copyOf(findings);
    }

    /**
     * What one instance has in the sets.
     *
     * @param heartbeatAge by Redis' clock; null when there is no heartbeat
     * @param connections as its heartbeat counts them; null without one
     * @param registeredAge since its last sign of life in the registry, by Redis' clock; null when it is not there
     * @param stale entries not confirmed for longer than {@link #STALE}; not among the others
     */
    public record Instance(
            String id,
            @Nullable Duration heartbeatAge,
            @Nullable Long connections,
            @Nullable Duration registeredAge,
            long guests,
            long members,
            long admins,
            long stale) {
        public boolean alive() {
            return connections != null;
        }

        /** Clients that count. */
        public long present() {
            return guests + members + admins;
        }
    }

    /** @param stale entries of the room that nobody has confirmed for longer than {@link #STALE} */
    public record Room(String name, long members, long stale) {}

    public PresenceReport with(List<Finding> newFindings) {
        return new PresenceReport(
                target,
                time,
                prefix,
                guests,
                members,
                admins,
                stale,
                instances,
                rooms,
                roomsTotal,
                gaps,
                partsAway,
                newFindings);
    }

    public long total() {
        return guests + members + admins;
    }

    /** Connections of all instances with a heartbeat. */
    public long connections() {
        long connections = 0;
        for (Instance instance : instances) {
            Long own = instance.connections();
            connections += own == null ? 0 : own;
        }
        return connections;
    }

    public Status status() {
        return Findings.worst(findings);
    }
}
