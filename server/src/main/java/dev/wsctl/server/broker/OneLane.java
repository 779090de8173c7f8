package dev.wsctl.server.broker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Everything on one lane: a single Redis, the master of Sentinels, or a Cluster that passes on what any node is told. */
final class OneLane implements Routes {

    private final Lane lane;
    private final List<Lane> lanes;
    private final @Nullable ClusterTopology cluster;

    /** @param cluster asked where nodes are when one is lost; null if there is none */
    OneLane(Lane lane, @Nullable ClusterTopology cluster) {
        this.lane = lane;
        this.lanes = List.of(lane);
        this.cluster = cluster;
    }

    @Override
    public void open() {
        lane.open();
    }

    @Override
    public void close() {
        lane.close();
    }

    @Override
    public void want(String roomChannel, CompletableFuture<@Nullable Void> whenConfirmed) {
        lane.subscriptions().want(roomChannel, whenConfirmed);
    }

    @Override
    public void drop(String roomChannel) {
        lane.subscriptions().drop(roomChannel);
    }

    @Override
    public boolean hears(String roomChannel) {
        return lane.subscriptions().isConnected();
    }

    @Override
    public Lane of(String roomChannel) {
        return lane;
    }

    @Override
    public Lane global() {
        return lane;
    }

    @Override
    public List<Lane> lanes() {
        return lanes;
    }

    @Override
    public void troubled() {
        if (cluster != null) {
            cluster.refresh();
        }
    }

    @Override
    public void evicted(Lane from, String channel, @Nullable Redirection where) {
        // Asked for again on the same lane: there is no other.
    }

    @Override
    public @Nullable Lane redirected(Lane from, Throwable refusal) {
        return null;
    }

    @Override
    public boolean publishElsewhere(Lane from, Outgoing message, Throwable refusal) {
        return false;
    }

    @Override
    public boolean isAheadOf(Lane from, Outgoing message) {
        return false;
    }

    @Override
    public @Nullable String lastError() {
        return cluster == null ? null : cluster.lastError();
    }
}
