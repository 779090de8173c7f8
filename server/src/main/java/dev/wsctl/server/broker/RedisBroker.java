package dev.wsctl.server.broker;

import dev.wsctl.server.broker.BrokerStatus.State;
import dev.wsctl.server.protocol.KeyLayout;
import dev.wsctl.server.protocol.MessageIds;
import dev.wsctl.server.protocol.MessageWriter;
import io.netty.channel.EventLoop;
import java.time.Duration;
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
    private final Arrivals arrivals;
    private final Routes routes;
    private final PublishCounts counts = new PublishCounts();
    private final BrokerFigures figures;
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private State lastState = State.CONNECTING;
    private final @Nullable Recording recording;
    private final Continuity continuity;
    private final LogThrottle refusalLog = new LogThrottle();
    private boolean closing;

    /**
     * @param connections closed by whoever made them, after this broker
     * @param ids of the whole instance
     */
    public RedisBroker(RedisConnections connections, MessageIds ids) {
        this.connections = connections;
        settings = connections.settings();
        keys = settings.keys();
        loop = connections.loop();
        Latencies latencies = new Latencies(System::nanoTime);
        Sealing sealing = new Sealing(settings.encryptionKeys());
        arrivals = new Arrivals(settings, latencies, sealing);
        MessageWriter writer = new MessageWriter(settings.instanceId(), ids, System::currentTimeMillis);
        StreamSettings streams = settings.streams();
        Recorder recorder = streams == null ? null : new Recorder(streams, settings.instanceId(), this::publisherOf);
        LaneEvidence evidence = new LaneEvidence(writer, latencies, counts, sealing, recorder);
        LaneEvents events = new LaneEvents();
        routes = connections.routes(
                route -> new Lane(connections, route, evidence, events), channel -> lost(keys.roomOf(channel)));
        recording = streams == null || recorder == null
                ? null
                : new Recording(
                        streams,
                        recorder,
                        new StreamHistory(loop, routes, keys::roomChannel, connections::streamKey, sealing),
                        loop);
        figures = new BrokerFigures(latencies, arrivals, counts, recording);
        continuity = arrivals.keepWhole(seen -> recording == null
                ? new GapTeller(new GapOutlet())
                : recording.filler(loop, settings.instanceId(), seen, connections.cluster() != null, new GapOutlet()));
    }

    /** In a Cluster, a stream is served where its room's channel is. */
    private @Nullable Publisher publisherOf(String stream) {
        Lane lane = routes.of(stream);
        return lane == null ? null : lane.publisher();
    }

    @Override
    public void start(BrokerListener told) {
        loop.execute(() -> {
            arrivals.listener(told);
            LOG.info("Connecting to {}", settings.url());
            connections.open();
            routes.open();
            long tick = settings.tick().toMillis();
            var unused = loop.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
        });
    }

    @Override
    public CompletionStage<@Nullable Void> subscribe(String room) {
        CompletableFuture<@Nullable Void> confirmed = new CompletableFuture<>();
        run(
                () -> {
                    routes.want(keys.roomChannel(room), confirmed);
                    continuity.watch(room);
                    if (!routes.hears(keys.roomChannel(room))) {
                        continuity.lost(room);
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
                    continuity.forget(room);
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
        String stream = recording == null ? null : connections.streamKey(room);
        Lane lane = routes.of(channel);
        if (lane != null) {
            lane.publisher().publish(channel, stream, message);
            return;
        }
        counts.failures.increment();
        if (recording != null && stream != null) {
            recording.missing(stream);
        }
    }

    @Override
    public void publishToEveryone(byte[] message) {
        routes.global().publisher().publish(keys.globalChannel(), null, message);
    }

    @Override
    public boolean records() {
        return recording != null;
    }

    @Override
    public CompletionStage<Replay> replay(String room, ReplayFrom from) {
        Recording reading = recording;
        if (reading == null) {
            return Broker.super.replay(room, from);
        }
        CompletableFuture<@Nullable Void> whole = new CompletableFuture<>();
        run(() -> continuity.whenWhole(room, whole::isDone, () -> whole.complete(null)), () -> {});
        return whole.orTimeout(REPLAY_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .thenCompose(ok -> reading.read(room, from, connections.streamKey(room)))
                .exceptionally(tooLate -> Replay.none(Replay.Shortfall.UNAVAILABLE));
    }

    @Override
    public BrokerStatus status() {
        return figures.status(routes);
    }

    @Override
    public PubSubDetail detail() {
        return figures.detail(routes);
    }

    /** Where messages go, for people. */
    String place() {
        return settings.url().toString();
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
        if (recording != null) {
            recording.tick(now);
        }
    }

    private void lost(String room) {
        continuity.lost(room);
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

    private final class GapOutlet implements Continuity.Outlet {
        @Override
        public void deliver(String room, byte[] message) {
            arrivals.hand(room, message);
        }

        @Override
        public void gap(String room, String reason) {
            arrivals.tell(told -> told.onGap(room, reason));
        }
    }

    private final class LaneEvents implements LaneOwner {
        @Override
        public void received(Lane lane, String channel, byte[] message) {
            arrivals.receive(lane, channel, message);
        }

        @Override
        public void subscribed(String channel) {
            if (isOfARoom(channel)) {
                continuity.subscribed(keys.roomOf(channel));
            }
        }

        @Override
        public void subscriptionsLost(Lane lane) {
            for (String channel : lane.subscriptions().wanted()) {
                if (isOfARoom(channel)) {
                    lost(keys.roomOf(channel));
                }
            }
        }

        private boolean isOfARoom(String channel) {
            return !channel.startsWith(keys.globalChannel()) && !channel.startsWith(keys.echoChannelPrefix());
        }

        @Override
        public void publishes(Lane lane) {
            if (recording != null) {
                recording.note();
            }
        }

        @Override
        public void changed() {
            State state = figures.condition(routes).state();
            if (state != lastState && state != State.CONNECTING) {
                arrivals.tell(told -> told.onStateChange(status()));
            }
            lastState = state;
        }

        @Override
        public void refused(String channel, String reason) {
            if (isOfARoom(channel)) {
                lost(keys.roomOf(channel));
            }
            long heldBack = refusalLog.pass();
            if (heldBack >= 0) {
                LOG.warn("Redis refuses what this instance has to hear: {} ({} more not logged)", reason, heldBack);
            }
        }

        @Override
        public void troubled() {
            routes.troubled();
        }

        @Override
        public void evicted(Lane lane, String channel, @Nullable Redirection where) {
            if (isOfARoom(channel)) {
                lost(keys.roomOf(channel));
            }
            routes.evicted(lane, channel, where);
        }

        @Override
        public boolean publishElsewhere(Lane lane, Outgoing message, Throwable refusal) {
            return routes.publishElsewhere(lane, message, refusal);
        }

        @Override
        public boolean isAheadOf(Lane lane, Outgoing message) {
            return routes.isAheadOf(lane, message);
        }
    }
}
