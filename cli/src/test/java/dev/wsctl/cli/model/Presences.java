package dev.wsctl.cli.model;

import dev.wsctl.cli.model.PresenceReport.Instance;
import dev.wsctl.cli.model.PresenceReport.Room;
import java.time.Duration;
import java.util.List;

/** Presence to judge and to render. */
public final class Presences {
    private Presences() {}

    public static Instance well(String id, long connections, long members) {
        return new Instance(id, Duration.ofSeconds(4), connections, Duration.ofSeconds(4), 1, members - 2, 1, 0);
    }

    /** Killed a while ago, with nobody left to remove what it left. */
    public static Instance dead(String id) {
        return new Instance(id, null, null, Duration.ofSeconds(90), 0, 0, 0, 17);
    }

    /** Killed just now: its clients still count. */
    public static Instance dying(String id) {
        return new Instance(id, null, null, Duration.ofSeconds(40), 2, 40, 0, 0);
    }

    public static PresenceReport report(long rooms, Instance... instances) {
        long guests = 0;
        long members = 0;
        long admins = 0;
        long stale = 0;
        for (Instance instance : instances) {
            guests += instance.guests();
            members += instance.members();
            admins += instance.admins();
            stale += instance.stale();
        }
        return new PresenceReport(
                "redis://127.0.0.1:6379/0",
                Instances.TIME,
                "chat",
                guests,
                members,
                admins,
                stale,
                List.of(instances),
                rooms < 0 ? List.of() : List.of(new Room("lobby", 1_204, 3), new Room("support", 12, 0)),
                rooms,
                List.of(),
                false,
                List.of());
    }

    /** The same, had a part of the cluster not answered. */
    public static PresenceReport cut(PresenceReport whole, String gap) {
        return new PresenceReport(
                whole.target(),
                whole.time(),
                whole.prefix(),
                whole.guests(),
                whole.members(),
                whole.admins(),
                whole.stale(),
                whole.instances(),
                whole.rooms(),
                whole.roomsTotal(),
                List.of(gap),
                true,
                List.of());
    }
}
