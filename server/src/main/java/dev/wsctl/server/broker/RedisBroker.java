package dev.wsctl.server.broker;

import dev.wsctl.server.broker.BrokerStatus.State;
import dev.wsctl.server.protocol.KeyLayout;
import dev.wsctl.server.protocol.MessageIds;
import dev.wsctl.server.protocol.MessageWriter;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries messages through what one Redis URL names: a single Redis, the master of Sentinels, or a Cluster. {@link
 * Routes} says which {@link Lane} a room takes, {@link Arrivals} what becomes of what is heard. Everything but the
 * publishing queues and the counters lives on the event loop of its {@link RedisConnections}.
 */
public final class RedisBroker implements Broker {

    private static final Duration REPLAY_PATIENCE = Duration.ofSeconds(4);
    private static final Logger LOG = LoggerFactory.getLogger(RedisBroker.class);

    private final RedisConnections connections;
    private final RedisSettings settings;
    private final KeyLayout keys;
    private final EventLoop loop;
    private final Latencies latencies = new Latencies(System::nanoTime);
    private final Arrivals arrivals;
    private final Routes routes;
    private final PublishCounts counts = new PublishCounts();
    private final Instant start = Instant.now();
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private State lastState = State.CONNECTING;
    private final @Nullable Recorder recorder;
    private final @Nullable GapFiller gaps;
    private boolean closing;
    private boolean subscriptionsLost;

    /** Records nothing. */
    public RedisBroker(RedisConnections connections, MessageIds ids) {
        this(connections, ids, null);
    }

    /**
     * @param connections closed by whoever made them, after this broker
     * @param ids of the whole instance
     * @param streams how rooms are recorded (D6); null if they are not
     * @throws IllegalArgumentException for what cannot be done in this kind of Redis
     */
    public RedisBroker(RedisConnections connections, MessageIds ids, @Nullable StreamSettings streams) {
        if (streams != null && connections.isCluster()) {
            throw new IllegalArgumentException("rooms are not recorded in a Redis Cluster (set it to false)");
        }
        this.connections = connections;
        settings = connections.settings();
        keys = settings.keys();
        loop = connections.loop();
        Sealing sealing = new Sealing(settings.encryptionKeys());
        arrivals = new Arrivals(settings, latencies, sealing);
        MessageWriter writer = new MessageWriter(settings.instanceId(), ids, System::currentTimeMillis);
        Lane.Evidence evidence = new Lane.Evidence(writer, latencies, counts, sealing);
        LaneEvents events = new LaneEvents();
        routes = connections.routes(route -> new Lane(connections, route, evidence, events));
        recorder = streams == null
                ? null
                : new Recorder(
                        streams, keys, settings.instanceId(), routes.global().publisher(), sealing);
        gaps = recorder == null ? null : fillGaps(recorder);
    }

    private GapFiller fillGaps(Recorder from) {
        routes.global().publisher().recordWith(from);
        return arrivals.fillBy(seen -> new GapFiller(loop, from, settings.instanceId(), seen, new GapOutlet()));
    }

    @Override
    public void start(BrokerListener told) {
        loop.execute(() -> {
            arrivals.listener(told);
            LOG.info("Connecting to {}", settings.url());
            connections.open();
            routes.open();
            long tick = Math.max(
                    10,
                    Math.min(
                                    settings.timings().echoDeadline().toMillis(),
                                    settings.degradedAfter().toMillis())
                            / 10);
            var unused = loop.scheduleWithFixedDelay(this::tick, tick, Math.min(tick, 250), TimeUnit.MILLISECONDS);
        });
    }

    @Override
    public CompletionStage<@Nullable Void> subscribe(String room) {
        CompletableFuture<@Nullable Void> confirmed = new CompletableFuture<>();
        run(
                () -> {
                    routes.want(keys.roomChannel(room), confirmed);
                    if (gaps != null) {
                        gaps.watch(room);
                    }
                },
                () -> confirmed.complete(null));
        return confirmed;
    }

    @Override
    public void unsubscribe(String room) {
        run(
                () -> {
                    routes.drop(keys.roomChannel(room));
                    if (gaps != null) {
                        gaps.forget(room);
                    }
                },
                () -> {});
    }

    private void run(Runnable task, Runnable otherwise) {
        if (loop.isShuttingDown()) {
            otherwise.run();
        } else {
            loop.execute(task);
        }
    }

    @Override
    public void publish(String room, byte[] message) {
        String channel = keys.roomChannel(room);
        Lane lane = routes.of(channel);
        if (lane == null) {
            counts.failures.increment();
        } else {
            lane.publisher().publish(channel, streamOf(room), message);
        }
    }

    @Override
    public void publishAll(String room, List<byte[]> messages) {
        String channel = keys.roomChannel(room);
        Lane lane = routes.of(channel);
        if (lane == null) {
            counts.failures.add(messages.size());
        } else {
            lane.publisher().publishAll(channel, streamOf(room), messages);
        }
    }

    @Override
    public void publishToEveryone(byte[] message) {
        routes.global().publisher().publish(keys.globalChannel(), null, message);
    }

    private @Nullable String streamOf(String room) {
        return recorder == null ? null : keys.streamKey(room);
    }

    @Override
    public boolean records() {
        return recorder != null;
    }

    @Override
    public CompletionStage<Replay> replay(String room, ReplayFrom from) {
        Recorder reading = recorder;
        GapFiller whole = gaps;
        if (reading == null || whole == null) {
            return Broker.super.replay(room, from);
        }
        CompletableFuture<Replay> replay = new CompletableFuture<>();
        run(
                () -> whole.whenWhole(room, () -> {
                    var unused = ReplayReader.read(reading, room, from, reading.settings())
                            .thenAccept(replay::complete);
                }),
                () -> {});
        return replay.completeOnTimeout(
                Replay.none(Replay.Shortfall.UNAVAILABLE), REPLAY_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public BrokerStatus status() {
        List<Lane> lanes = routes.lanes();
        Condition now = condition(lanes);
        String error = now.lastError() == null && now.state() != State.CONNECTED ? routes.lastError() : now.lastError();
        Latencies.Summary latency = latencies.summary();
        return new BrokerStatus(
                now.state(),
                now.since(),
                now.hearsItself(),
                error,
                counts.published.sum(),
                arrivals.received(),
                counts.failures.sum(),
                arrivals.malformed(),
                arrivals.duplicates(),
                latency.average(),
                latency.max(),
                lanes.size() == 1 ? List.of() : lanes.stream().map(Lane::part).toList());
    }

    @Override
    public PubSubDetail detail() {
        List<Lane> lanes = routes.lanes();
        return new PubSubDetail(
                latencies.distribution(),
                latencies.bySource(),
                lanes.stream()
                        .mapToLong(lane -> lane.publisher().queuedMessages())
                        .sum(),
                lanes.stream().mapToLong(lane -> lane.publisher().queuedBytes()).sum(),
                counts.retries.sum(),
                recorder == null ? 0 : recorder.recorded(),
                recorder == null ? 0 : recorder.failures(),
                arrivals.undecipherable());
    }

    /** Where messages go, for people. */
    String place() {
        return settings.url().toString();
    }

    private Condition condition(List<Lane> lanes) {
        return Condition.worst(lanes.stream().map(Lane::condition).toList(), start);
    }

    /** Messages sent again after a timeout or a broken connection, since start (A8). */
    public long retries() {
        return counts.retries.sum();
    }

    private void tick() {
        if (closing) {
            finishClosing();
            return;
        }
        long now = System.nanoTime();
        routes.lanes().forEach(lane -> lane.tick(now));
    }

    @Override
    public void close() {
        if (loop.isShuttingDown()) {
            return;
        }
        loop.execute(() -> {
            closing = true;
            finishClosing();
        });
        try {
            drained.get(1500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Closing with unpublished messages");
        }
        loop.execute(routes::close);
    }

    private void finishClosing() {
        if (routes.lanes().stream().allMatch(lane -> lane.publisher().isIdle())) {
            drained.complete(null);
        }
    }

    private final class GapOutlet implements GapFiller.Outlet {
        @Override
        public void deliver(String room, byte[] message) {
            arrivals.hand(room, message);
        }

        @Override
        public void gap(String room, Replay.Shortfall why) {
            arrivals.tell(told -> told.onGap(room, why.name().toLowerCase(Locale.ROOT)));
        }
    }

    private final class LaneEvents implements Lane.Owner {
        @Override
        public void received(Lane lane, String channel, byte[] message) {
            arrivals.receive(lane, channel, message);
        }

        @Override
        public void subscribed(String channel) {
            if (!channel.startsWith(keys.globalChannel()) && !channel.startsWith(keys.echoChannelPrefix())) {
                if (gaps != null) {
                    gaps.subscribed(keys.roomOf(channel));
                }
            } else if (subscriptionsLost) {
                subscriptionsLost = false;
                if (gaps == null) {
                    arrivals.tell(told -> told.onGap(null, "subscription_lost"));
                }
            }
        }

        @Override
        public void subscriptionsLost() {
            subscriptionsLost = true;
            if (gaps != null) {
                gaps.lost();
            }
        }

        @Override
        public void changed() {
            State state = condition(routes.lanes()).state();
            if (state != lastState && state != State.CONNECTING) {
                arrivals.tell(told -> told.onStateChange(status()));
            }
            lastState = state;
        }

        @Override
        public void troubled() {
            routes.troubled();
        }

        @Override
        public void evicted(Lane lane, String channel, @Nullable Redirection where) {
            routes.evicted(lane, channel, where);
        }

        @Override
        public boolean publishElsewhere(Lane lane, Publisher.Outgoing message, Throwable refusal) {
            return routes.publishElsewhere(lane, message, refusal);
        }
    }
}
