package dev.wsctl.server.room;

import dev.wsctl.server.broker.Broker;
import dev.wsctl.server.broker.BrokerStatus;
import dev.wsctl.server.broker.Replay;
import dev.wsctl.server.broker.ReplayFrom;
import dev.wsctl.server.metrics.Distribution;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All rooms that have local members. A room is subscribed at the broker from its first member's entering to its last
 * one's leaving (D3): both happen inside the map's entry for its name, so that the broker sees them in their order.
 * Thread-safe; members are admitted and leave on their own loops.
 */
public final class Rooms {

    private final Broker broker;
    private final List<FanOut> loops;
    private final ByteBufAllocator allocator;
    private final boolean recording;
    private final RoomCapacities capacities;
    private final ConcurrentHashMap<String, Room> rooms = new ConcurrentHashMap<>();

    /** @param loops one fan-out for each event loop, in the order of their indexes */
    public Rooms(Broker broker, List<FanOut> loops, ByteBufAllocator allocator, RoomCapacities capacities) {
        this.capacities = capacities;
        this.broker = broker;
        this.recording = broker.records();
        this.loops = List.copyOf(loops);
        this.allocator = allocator;
    }

    /** Takes a place in a room. Each call needs one {@link #leave}; nothing is received before {@link #admit}. */
    public Room enter(String name) {
        Room entered = rooms.compute(name, (n, existing) -> {
            Room room = existing == null ? new Room(n, broker.subscribe(n), loops.size(), capacities.of(n)) : existing;
            room.population++;
            return room;
        });
        return Objects.requireNonNull(entered);
    }

    /** Whether messages are exchanged with other instances at the moment, as far as is known. */
    public boolean reachOthers() {
        return broker.status().state() == BrokerStatus.State.CONNECTED;
    }

    /** From now on the member receives. On its loop. */
    public void admit(Member member) {
        member.room().on(member.fanOut().index()).add(member);
    }

    /** Ends a member's stay. On its loop. */
    public void leave(Member member) {
        if (member.isAdmitted()) {
            member.room().on(member.fanOut().index()).remove(member);
        }
        member.stopSending();
        leave(member.room());
    }

    /** Gives back a place that was entered but never became a member's. */
    public void leave(Room room) {
        rooms.computeIfPresent(room.name(), (name, present) -> {
            if (--present.population > 0) {
                return present;
            }
            broker.unsubscribe(name);
            return null;
        });
    }

    /** Delivers to the room's local members, then publishes to the other instances (D5). From any thread. */
    public void say(Room room, byte[] message) {
        if (!recording) {
            deliver(room, message);
            broker.publish(room.name(), message);
            return;
        }
        // One order for members and for the stream, whatever threads speak at once; and see replay().
        synchronized (room) {
            deliver(room, message);
            broker.publish(room.name(), message);
        }
    }

    /**
     * What a member has missed that has just been admitted: with what it receives from then on, everything, since
     * whatever was delivered before its admission has been given to the broker when this has the lock.
     */
    public CompletionStage<Replay> replay(Room room, ReplayFrom from) {
        synchronized (room) {
            return broker.replay(room.name(), from);
        }
    }

    /** Only publishes: for what local members need not hear any more. */
    public void tellOthers(Room room, byte[] message) {
        broker.publish(room.name(), message);
    }

    /** Delivers to local members only: for what came from another instance. From any thread. */
    public void deliver(String room, byte[] message) {
        Room present = rooms.get(room);
        if (present != null) {
            deliver(present, message);
        }
    }

    private void deliver(Room room, byte[] message) {
        ByteBuf frame = TextFrame.encode(allocator, message);
        hand(room, frame);
        frame.release();
    }

    private void hand(Room room, ByteBuf frame) {
        for (FanOut loop : loops) {
            if (room.on(loop.index()).size() > 0) {
                loop.put(new Delivery(room, frame.retain()));
            }
        }
    }

    /** Delivers to every local member of every room (A3). From any thread. */
    public void deliverToEveryone(byte[] message) {
        ByteBuf frame = TextFrame.encode(allocator, message);
        rooms.values().forEach(room -> hand(room, frame));
        frame.release();
    }

    /** Delivers to every local member, then publishes to those of all other instances (A3). From any thread. */
    public void sayToEveryone(byte[] message) {
        deliverToEveryone(message);
        broker.publishToEveryone(message);
    }

    /** The names of the rooms that have local members; a view that changes with them. */
    public Set<String> names() {
        return rooms.keySet();
    }

    /** Of all loops: from handing a message to a loop to having written it to its last member there; a sample. */
    public Distribution delays() {
        return loops.stream().map(loop -> loop.delays().snapshot()).reduce(Distribution.EMPTY, Distribution::plus);
    }

    /** Sum over all loops, about a second old at most. */
    public FanOutCounts counts() {
        return loops.stream().map(FanOut::counts).reduce(FanOutCounts.NONE, FanOutCounts::plus);
    }
}
