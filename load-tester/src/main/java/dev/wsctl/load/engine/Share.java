package dev.wsctl.load.engine;

import dev.wsctl.load.plan.LoadPlan;
import dev.wsctl.load.plan.Topology;

/**
 * Which of a plan's connections this process opens. Usually every process has members of every room on every target, as far
 * as there are enough; where the plan {@linkplain LoadPlan#keepsRoomsWhole keeps rooms whole} a room is one process' own.
 *
 * @param index of this process, from 0
 * @param of so many
 */
record Share(int index, int of) {

    static final Share WHOLE = new Share(0, 1);

    boolean has(LoadPlan plan, Topology topology, int number) {
        int room = topology.room(number);
        return of == 1
                || (plan.keepsRoomsWhole()
                                ? room % of
                                : (topology.member(number) / plan.targets().size() + room) % of)
                        == index;
    }

    /** A room's number among those this process has members of. */
    int ordinal(LoadPlan plan, int room) {
        return plan.keepsRoomsWhole() ? room / of : room;
    }

    /** This process' part of a number of things. */
    long part(long all) {
        return all / of + (index < all % of ? 1 : 0);
    }
}
