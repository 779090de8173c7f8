package dev.wsctl.server.transport;

import java.util.ArrayList;
import java.util.List;

/**
 * Pings all connections of one loop, each once an interval, spread evenly over it; the wheel turns one slot a tick. A
 * connection knows its place, so that it leaves in constant time.
 */
final class PingWheel {

    /** What the wheel carries. */
    interface Rider {
        /** Where the wheel has put it; kept by the rider. */
        int wheelPlace();

        void wheelPlace(int place);

        /** A ping is due. */
        void ping();

        /** The time for the answer is over; called whether or not there was one. */
        void pongDue();
    }

    // Slot and index share one int in each connection; a long interval gets coarser ticks instead of more slots.
    private static final int SLOTS_MAX = 1 << 10;

    private static final int INDEX_BITS = 21;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    private final List<List<Rider>> slots;
    private final int pongSlots;
    private final long tickNanos;
    private int cursor;
    private int nextSlot;
    private long turnedAtNanos;

    PingWheel(long intervalNanos, long pongTimeoutNanos, long finestTickNanos, long nowNanos) {
        int count = (int) Math.max(1, Math.min(SLOTS_MAX, intervalNanos / finestTickNanos));
        this.tickNanos = intervalNanos / count;
        this.pongSlots = (int) Math.max(1, Math.min(count, (pongTimeoutNanos + tickNanos - 1) / tickNanos));
        this.slots = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            slots.add(new ArrayList<>(0));
        }
        this.turnedAtNanos = nowNanos;
    }

    void add(Rider rider) {
        List<Rider> slot = slots.get(nextSlot);
        rider.wheelPlace(nextSlot << INDEX_BITS | slot.size());
        slot.add(rider);
        nextSlot = (nextSlot + 1) % slots.size();
    }

    void remove(Rider rider) {
        int place = rider.wheelPlace();
        List<Rider> slot = slots.get(place >>> INDEX_BITS);
        Rider moved = slot.remove(slot.size() - 1);
        if (moved != rider) {
            slot.set(place & INDEX_MASK, moved);
            moved.wheelPlace(place);
        }
    }

    /** A copy: riders may leave meanwhile. */
    List<Rider> riders() {
        return slots.stream().flatMap(List::stream).toList();
    }

    /**
     * Turns by one slot if it is time. To be called at least once a tick. While the loop stood still, because the process
     * was stopped or starved, the wheel did too: nobody's pong was read meanwhile, and none may be missed for that.
     */
    void tick(long nowNanos) {
        long late = nowNanos - turnedAtNanos - tickNanos;
        if (late >= 0) {
            turnedAtNanos = late < tickNanos ? turnedAtNanos + tickNanos : nowNanos;
            turn();
        }
    }

    private void turn() {
        cursor = (cursor + 1) % slots.size();
        // From the end: a rider may leave while it is asked.
        List<Rider> due = slots.get(Math.floorMod(cursor - pongSlots, slots.size()));
        for (int i = due.size() - 1; i >= 0; i--) {
            due.get(i).pongDue();
        }
        List<Rider> pinged = slots.get(cursor);
        for (int i = pinged.size() - 1; i >= 0; i--) {
            pinged.get(i).ping();
        }
    }
}
