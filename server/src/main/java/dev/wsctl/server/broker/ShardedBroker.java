package dev.wsctl.server.broker;

import dev.wsctl.server.broker.BrokerStatus.Part;
import dev.wsctl.server.protocol.Envelope;
import dev.wsctl.server.protocol.MalformedMessageException;
import dev.wsctl.server.protocol.RoomShards;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Spreads rooms over several independent Redis servers (D10), each by its name, see {@link RoomShards}. When one server is
 * away, its rooms stay on their instances and the others go on. What is for everyone goes over all servers, so that it
 * arrives while one of them is there; receivers keep the first copy.
 */
public final class ShardedBroker implements Broker {

    private final List<RedisBroker> shards;

    /** @param shards in the order of the configuration, which must be the same on all instances */
    public ShardedBroker(List<RedisBroker> shards) {
        this.shards = List.copyOf(shards);
    }

    @Override
    public void start(BrokerListener listener) {
        BrokerListener merged = new Merging(listener);
        shards.forEach(shard -> shard.start(merged));
    }

    private RedisBroker of(String room) {
        return shards.get(RoomShards.shardOf(room, shards.size()));
    }

    @Override
    public CompletionStage<@Nullable Void> subscribe(String room) {
        return of(room).subscribe(room);
    }

    @Override
    public void unsubscribe(String room) {
        of(room).unsubscribe(room);
    }

    @Override
    public void publish(String room, byte[] message) {
        of(room).publish(room, message);
    }

    @Override
    public void publishToEveryone(byte[] message) {
        shards.forEach(shard -> shard.publishToEveryone(message));
    }

    @Override
    public boolean records() {
        return shards.get(0).records();
    }

    @Override
    public CompletionStage<Replay> replay(String room, ReplayFrom from) {
        return of(room).replay(room, from);
    }

    @Override
    public BrokerStatus status() {
        List<BrokerStatus> all = shards.stream().map(RedisBroker::status).toList();
        List<Part> parts = new ArrayList<>();
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            BrokerStatus one = all.get(i);
            conditions.add(new Condition(one.state(), one.since(), one.hearsItself(), one.lastError()));
            parts.add(new Part(shards.get(i).place(), one.state(), one.since(), one.hearsItself(), one.lastError()));
        }
        Condition worst = Condition.worst(conditions, Instant.now());
        return new BrokerStatus(
                worst.state(),
                worst.since(),
                worst.hearsItself(),
                worst.lastError(),
                all.stream().mapToLong(BrokerStatus::published).sum(),
                all.stream().mapToLong(BrokerStatus::received).sum(),
                all.stream().mapToLong(BrokerStatus::publishFailures).sum(),
                all.stream().mapToLong(BrokerStatus::malformed).sum(),
                all.stream().mapToLong(BrokerStatus::duplicates).sum(),
                all.stream()
                        .mapToDouble(BrokerStatus::averageLatencyMillis)
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN),
                all.stream()
                        .mapToDouble(BrokerStatus::maxLatencyMillis)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NaN),
                parts);
    }

    @Override
    public PubSubDetail detail() {
        return shards.stream().map(RedisBroker::detail).reduce(PubSubDetail.NONE, PubSubDetail::plus);
    }

    @Override
    public void close() {
        // At the same time: each may take its time to send what it has accepted.
        CompletableFuture.allOf(shards.stream()
                        .map(shard -> CompletableFuture.runAsync(shard::close))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** Tells the listener of several servers as of one. What is for everyone comes one at a time, and once. */
    private final class Merging implements BrokerListener {

        private static final int REMEMBERED = 8_192;

        private final BrokerListener told;
        private final Deduplicator seen = new Deduplicator(Duration.ofSeconds(5), REMEMBERED, System::nanoTime);

        Merging(BrokerListener told) {
            this.told = told;
        }

        @Override
        public void onRoomMessage(String room, byte[] message) {
            told.onRoomMessage(room, message);
        }

        @Override
        public synchronized void onMessageToEveryone(byte[] message) {
            try {
                if (seen.isFirst(Envelope.parseGlobalMessage(message).id())) {
                    told.onMessageToEveryone(message);
                }
            } catch (MalformedMessageException e) {
                throw new IllegalStateException("a shard passed on what is no message", e);
            }
        }

        @Override
        public synchronized void onGap(String room, String reason) {
            told.onGap(room, reason);
        }

        @Override
        public synchronized void onStateChange(BrokerStatus ofOneShard) {
            told.onStateChange(status());
        }
    }
}
