package dev.wsctl.load.plan;

import org.jspecify.annotations.Nullable;

/**
 * Who is where. Connections are dealt out to rooms in turn, as long as a room has a place, and a room's members to the targets in
 * turn, beginning at another target in every room: so every room spans all targets, as far as it has members. The same in every process
 * of a run.
 */
public final class Topology {

    private final int connections;
    private final int rooms;
    private final int targets;
    private final double senderShare;
    /** By room, falling; null where all are alike. */
    private final int @Nullable [] sizes;

    private final int @Nullable [] roomOf;
    private final int @Nullable [] memberOf;

    /** @param senderShare of each room's members, at least one, over 0 to 1 */
    Topology(int connections, int rooms, int targets, RoomSkew skew, double senderShare) {
        this.connections = connections;
        this.rooms = rooms;
        this.targets = targets;
        this.senderShare = senderShare;
        if (skew.isEven()) {
            sizes = null;
            roomOf = null;
            memberOf = null;
        } else {
            int[] places = skew.sizes(rooms, connections);
            int[] inRoom = new int[connections];
            int[] asMember = new int[connections];
            int number = 0;
            for (int member = 0; number < connections; member++) {
                for (int room = 0; room < rooms && places[room] > member; room++) {
                    inRoom[number] = room;
                    asMember[number] = member;
                    number++;
                }
            }
            sizes = places;
            roomOf = inRoom;
            memberOf = asMember;
        }
    }

    public static Topology of(LoadPlan plan) {
        return new Topology(plan.connections(), plan.rooms(), plan.targets().size(), plan.skew(), plan.senderShare());
    }

    /** How many members a room has if all join. */
    public int size(int room) {
        return sizes == null ? (connections - room + rooms - 1) / rooms : sizes[room];
    }

    /** The room of a connection. */
    public int room(int number) {
        return roomOf == null ? number % rooms : roomOf[number];
    }

    /** A connection's number within its room, from 0. */
    public int member(int number) {
        return memberOf == null ? number / rooms : memberOf[number];
    }

    /** The target of a connection. */
    public int target(int number) {
        return target(room(number), member(number));
    }

    /** The target of a room's member. */
    public int target(int room, int member) {
        return (member + room) % targets;
    }

    /** How many of a room's members send: the first ones. */
    public int senders(int room) {
        return (int) Math.ceil(senderShare * size(room) - 1e-9);
    }

    /** How many of all connections send. */
    public long senders() {
        long all = 0;
        for (int room = 0; room < rooms; room++) {
            all += senders(room);
        }
        return all;
    }

    /** Whether this connection is one of those that send. */
    public boolean isSender(int number) {
        return member(number) < senders(room(number));
    }

    /** About how many connections to the same target come before this one. */
    public int ordinal(int number) {
        return number / targets;
    }
}
