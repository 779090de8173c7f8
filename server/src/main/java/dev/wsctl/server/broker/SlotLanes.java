package dev.wsctl.server.broker;

import io.lettuce.core.cluster.SlotHash;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A lane for each master of a Cluster, and one more for the channel that every instance listens to: for sharded pub/sub,
 * and where rooms are recorded, so that a room's messages pass through the node that keeps its stream. Rooms follow their
 * slots: when a slot moves, or a replica takes over, their subscriptions and the messages that were refused or unanswered
 * go to the node that serves it now. For the cluster's event loop, but for what {@link Routes} excepts.
 */
final class SlotLanes implements Routes {

    private static final @Nullable Lane[] NOWHERE = new Lane[SlotMap.SLOTS];

    /** Messages are settled or given up so long after they were accepted; nobody waits longer for them. */
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final ClusterTopology cluster;
    private final String echoPrefix;
    private final ChannelKind kind;
    private final Function<LaneRoute, Lane> maker;
    private final Consumer<String> interrupted;
    private final Lane global;
    private final Map<String, Lane> byMaster = new TreeMap<>();
    private final Set<String> wanted = new HashSet<>();
    private final Map<String, Lane> placed = new HashMap<>();
    /** Slots that have gone from one lane to another lately, and when the last one did. */
    private final BitSet moved = new BitSet();

    private long movedNanos;
    private volatile @Nullable Lane[] bySlot = NOWHERE;
    private volatile List<Lane> lanes;
    private boolean open;

    /**
     * @param global carries the global channel, which is a classic one
     * @param echoPrefix what the names of the echo channels begin with
     * @param kind of the rooms' channels
     * @param interrupted told of a channel whose subscription moves to another node
     */
    SlotLanes(
            ClusterTopology cluster,
            Lane global,
            String echoPrefix,
            ChannelKind kind,
            Function<LaneRoute, Lane> maker,
            Consumer<String> interrupted) {
        this.cluster = cluster;
        this.global = global;
        this.echoPrefix = echoPrefix;
        this.kind = kind;
        this.maker = maker;
        this.interrupted = interrupted;
        this.lanes = List.of(global);
        cluster.onChange(this::follow);
    }

    @Override
    public void open() {
        open = true;
        global.open();
        follow();
    }

    @Override
    public void close() {
        open = false;
        lanes.forEach(Lane::close);
    }

    /** Makes lanes and subscriptions what the slot map asks for. */
    private void follow() {
        if (!open) {
            return;
        }
        SlotMap map = cluster.map();
        for (String master : map.masters()) {
            Lane lane = byMaster.get(master);
            if (lane == null) {
                open(master, map);
            } else if (!master.equals(map.owner(SlotHash.getSlot(lane.echoChannel())))) {
                lane.echoOn(map.nameOn(master, echoPrefix));
            }
        }
        List<Lane> gone = new ArrayList<>();
        byMaster.entrySet().removeIf(entry -> {
            boolean left = !map.masters().contains(entry.getKey());
            if (left) {
                gone.add(entry.getValue());
            }
            return left;
        });
        publish(map);
        wanted.forEach(this::place);
        gone.forEach(this::leave);
    }

    private void open(String master, SlotMap map) {
        Place place = cluster.at(master);
        Lane lane = maker.apply(
                new LaneRoute("cluster node " + master, place, place, kind, map.nameOn(master, echoPrefix)));
        byMaster.put(master, lane);
        lane.open();
    }

    private void publish(SlotMap map) {
        @Nullable Lane[] fresh = new Lane[SlotMap.SLOTS];
        for (int slot = 0; slot < fresh.length; slot++) {
            String owner = map.owner(slot);
            Lane before = bySlot[slot];
            fresh[slot] = owner == null ? null : byMaster.get(owner);
            if (before != null && fresh[slot] != null && before != fresh[slot]) {
                moved.set(slot);
                movedNanos = System.nanoTime();
            }
        }
        List<Lane> all = new ArrayList<>(byMaster.values());
        all.add(global);
        bySlot = fresh;
        lanes = List.copyOf(all);
    }

    private void leave(Lane lane) {
        lane.close();
        for (Outgoing message : lane.publisher().surrender()) {
            Lane heir = of(message.channel());
            if (heir != null) {
                heir.publisher().resume(message, false);
            } else {
                lane.publisher().giveUp(message, "no node serves " + message.channel());
            }
        }
    }

    /** Has a channel subscribed where its slot is now. */
    private void place(String channel) {
        Lane now = of(channel);
        Lane before = now == null ? placed.remove(channel) : placed.put(channel, now);
        if (before == now) {
            return;
        }
        interrupted.accept(channel);
        List<CompletableFuture<@Nullable Void>> waiters =
                before == null ? List.of() : before.subscriptions().surrender(channel);
        if (now == null) {
            waiters.forEach(waiter -> waiter.complete(null));
        } else if (waiters.isEmpty()) {
            now.subscriptions().want(channel, new CompletableFuture<>());
        } else {
            waiters.forEach(waiter -> now.subscriptions().want(channel, waiter));
        }
    }

    @Override
    public void want(String roomChannel, CompletableFuture<@Nullable Void> whenConfirmed) {
        wanted.add(roomChannel);
        Lane lane = of(roomChannel);
        if (lane == null) {
            whenConfirmed.complete(null);
        } else {
            placed.put(roomChannel, lane);
            lane.subscriptions().want(roomChannel, whenConfirmed);
        }
    }

    @Override
    public void drop(String roomChannel) {
        wanted.remove(roomChannel);
        Lane lane = placed.remove(roomChannel);
        if (lane != null) {
            lane.subscriptions().drop(roomChannel);
        }
    }

    @Override
    public boolean hears(String roomChannel) {
        Lane lane = placed.get(roomChannel);
        return lane != null && lane.subscriptions().isConnected();
    }

    @Override
    public @Nullable Lane of(String roomChannel) {
        return bySlot[SlotHash.getSlot(roomChannel)];
    }

    @Override
    public Lane global() {
        return global;
    }

    @Override
    public List<Lane> lanes() {
        return lanes;
    }

    @Override
    public void troubled() {
        cluster.refresh();
    }

    @Override
    public void evicted(Lane lane, String channel, @Nullable Redirection where) {
        heed(lane, where);
    }

    private void heed(Lane by, @Nullable Redirection where) {
        if (where == null || where.ask()) {
            cluster.refresh();
            return;
        }
        for (Map.Entry<String, Lane> entry : byMaster.entrySet()) {
            if (entry.getValue() == by) {
                cluster.moved(where.slot(), where.address(), entry.getKey());
                return;
            }
        }
    }

    @Override
    public boolean publishElsewhere(Lane lane, Outgoing message, Throwable refusal) {
        Redirection where = Redirection.of(refusal);
        if (where == null) {
            return false;
        }
        heed(lane, where);
        // Recorded where the key is on its way to; a channel is served by its old node until the slot has moved.
        Lane heir = !where.ask() ? of(message.channel()) : message.isPublished() ? byMaster.get(where.address()) : null;
        if (heir == null || heir == lane) {
            return false;
        }
        heir.publisher().resume(message, where.ask());
        return true;
    }

    @Override
    public boolean isAheadOf(Lane lane, Outgoing message) {
        if (moved.isEmpty()) {
            return false;
        }
        if (System.nanoTime() - movedNanos > SETTLED_NANOS) {
            moved.clear();
            return false;
        }
        return moved.get(SlotHash.getSlot(message.channel()))
                && lanes.stream()
                        .anyMatch(other -> other != lane && other.publisher().isAheadOf(message));
    }

    @Override
    public @Nullable Lane redirected(Lane lane, Throwable refusal) {
        Redirection where = Redirection.of(refusal);
        if (where == null) {
            return null;
        }
        heed(lane, where);
        return where.ask() ? byMaster.get(where.address()) : null;
    }

    @Override
    public @Nullable String lastError() {
        return cluster.lastError();
    }
}
