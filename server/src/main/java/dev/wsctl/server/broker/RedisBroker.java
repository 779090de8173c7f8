package dev.wsctl.server.broker;

import dev.wsctl.server.broker.BrokerStatus.State;
import dev.wsctl.server.protocol.Envelope;
import dev.wsctl.server.protocol.KeyLayout;
import dev.wsctl.server.protocol.MalformedMessageException;
import dev.wsctl.server.protocol.MessageIds;
import dev.wsctl.server.protocol.MessageType;
import dev.wsctl.server.protocol.MessageWriter;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries messages through Redis pub/sub on two connections, one that publishes and one that is subscribed. Everything
 * but the publishing queue and the counters lives on the event loop of its {@link RedisConnections}.
 */
public final class RedisBroker implements Broker {

    private static final Logger LOG = LoggerFactory.getLogger(RedisBroker.class);
    private static final Duration DEDUPLICATION_WINDOW = Duration.ofSeconds(5);
    private static final int DEDUPLICATION_CAPACITY = 65_536;

    private record Condition(
            State state,
            Instant since,
            boolean hearsItself,
            @Nullable String lastError) {}

    private final RedisConnections connections;
    private final RedisSettings settings;
    private final KeyLayout keys;
    private final EventLoop loop;
    private final Latencies latencies = new Latencies(System::nanoTime);
    private final EchoProbe probe;
    private final Publisher publisher;
    private final Subscriptions subscriptions;
    private final RedisLink<StatefulRedisConnection<String, byte[]>> pubLink;
    private final RedisLink<StatefulRedisPubSubConnection<String, byte[]>> subLink;
    private final Deduplicator deduplicator =
            new Deduplicator(DEDUPLICATION_WINDOW, DEDUPLICATION_CAPACITY, System::nanoTime);
    private final LongAdder received = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LogThrottle malformedLog = new LogThrottle();
    private final LogThrottle listenerLog = new LogThrottle();
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private volatile Condition condition = new Condition(State.CONNECTING, Instant.now(), false, null);
    private @Nullable BrokerListener listener;
    private long unhealthySinceNanos;
    private @Nullable String lastError;
    private boolean closing;
    private boolean listening;

    /**
     * @param connections closed by whoever made them, after this broker
     * @param ids of the whole instance
     */
    public RedisBroker(RedisConnections connections, MessageIds ids) {
        this.connections = connections;
        settings = connections.settings();
        keys = settings.keys();
        loop = connections.loop();
        MessageWriter writer = new MessageWriter(settings.instanceId(), ids, System::currentTimeMillis);
        probe = new EchoProbe(
                settings.instanceId(),
                settings.timings().echoInterval(),
                settings.timings().echoDeadline(),
                writer,
                latencies);
        publisher = new Publisher(loop, settings.retryAttempts(), this::note, this::resetPublisher);
        subscriptions = new Subscriptions(loop, this::note, this::resetSubscriber);
        pubLink = connections.link("pub", new PublishObserver());
        subLink = connections.pubSubLink("sub", new SubscribeObserver());
    }

    @Override
    public void start(BrokerListener told) {
        loop.execute(() -> {
            listener = told;
            unhealthySinceNanos = System.nanoTime();
            LOG.info("Connecting to {}", settings.url());
            subscriptions.want(keys.globalChannel(), new CompletableFuture<>());
            connections.open();
            pubLink.open();
            subLink.open();
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
        run(() -> subscriptions.want(keys.roomChannel(room), confirmed), () -> confirmed.complete(null));
        return confirmed;
    }

    @Override
    public void unsubscribe(String room) {
        run(() -> subscriptions.drop(keys.roomChannel(room)), () -> {});
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
        publisher.publish(keys.roomChannel(room), message);
    }

    @Override
    public void publishAll(String room, List<byte[]> messages) {
        publisher.publishAll(keys.roomChannel(room), messages);
    }

    @Override
    public void publishToEveryone(byte[] message) {
        publisher.publish(keys.globalChannel(), message);
    }

    @Override
    public BrokerStatus status() {
        Condition now = condition;
        Latencies.Summary latency = latencies.summary();
        return new BrokerStatus(
                now.state,
                now.since,
                now.hearsItself,
                now.lastError,
                publisher.published(),
                received.sum(),
                publisher.failures(),
                malformed.sum(),
                duplicates.sum(),
                latency.average(),
                latency.max());
    }

    @Override
    public PubSubDetail detail() {
        return new PubSubDetail(
                latencies.distribution(),
                latencies.bySource(),
                publisher.queuedMessages(),
                publisher.queuedBytes(),
                publisher.retries());
    }

    /** Messages sent again after a timeout or a broken connection, since start (A8). */
    public long retries() {
        return publisher.retries();
    }

    private void note(String error) {
        lastError = error;
        Condition now = condition;
        condition = new Condition(now.state, now.since, now.hearsItself, error);
    }

    private void resetPublisher(String reason) {
        pubLink.reset(reason);
    }

    private void resetSubscriber(String reason) {
        subLink.reset(reason);
    }

    private void tick() {
        if (closing) {
            finishClosing();
            return;
        }
        long now = System.nanoTime();
        publisher.expire();
        if (probe.isOverdue(now)) {
            String reason = "does not hear itself: no echo within "
                    + settings.timings().echoDeadline().toMillis() + " ms";
            note(reason);
            unhealthy(probe.sentNanos());
            resetSubscriber(reason);
        }
        if (pubLink.connection() != null && listening && probe.isDue(now)) {
            publisher.publish(keys.globalChannel(), probe.ping(now));
        }
        if (condition.state == State.CONNECTING
                && now - unhealthySinceNanos >= settings.degradedAfter().toNanos()) {
            become(State.DEGRADED);
        }
    }

    private void lost(String reason) {
        note(reason);
        probe.restart();
        unhealthy(System.nanoTime());
    }

    private void unhealthy(long sinceNanos) {
        if (condition.state == State.CONNECTED) {
            unhealthySinceNanos = sinceNanos;
            become(State.CONNECTING);
        }
    }

    private void become(State state) {
        boolean well = state == State.CONNECTED;
        if (well) {
            lastError = null;
        }
        condition = new Condition(state, Instant.now(), well, lastError);
        switch (state) {
            case CONNECTED -> LOG.info("Connected to {}: this instance hears itself", settings.url());
            case DEGRADED ->
                LOG.warn(
                        "Redis at {} has been out of reach for {} s: messages stay on this instance ({})",
                        settings.url(),
                        settings.degradedAfter().toSeconds(),
                        lastError);
            default -> LOG.warn("Lost Redis at {}: {}", settings.url(), lastError);
        }
        if (state != State.CONNECTING) {
            tell(told -> told.onStateChange(status()));
        }
    }

    private void receive(String channel, byte[] message) {
        long now = System.nanoTime();
        probe.arrived(now);
        boolean global = channel.equals(keys.globalChannel());
        String room = global ? "" : keys.roomOf(channel);
        Envelope envelope;
        try {
            envelope = global ? Envelope.parseGlobalMessage(message) : Envelope.parseRoomMessage(room, message);
        } catch (MalformedMessageException e) {
            malformed.increment();
            long heldBack = malformedLog.pass();
            if (heldBack >= 0) {
                LOG.warn(
                        "Dropped a malformed message on {}: {} ({} more not logged)",
                        channel,
                        e.getMessage(),
                        heldBack);
            }
            return;
        }
        boolean own = envelope.serverId().equals(settings.instanceId());
        if (envelope.type() == MessageType.PING) {
            pinged(envelope, own, now);
        } else if (!own) {
            if (deduplicator.isFirst(envelope.id())) {
                received.increment();
                tell(told -> {
                    if (global) {
                        told.onMessageToEveryone(message);
                    } else {
                        told.onRoomMessage(room, message);
                    }
                });
            } else {
                duplicates.increment();
            }
        }
    }

    private void pinged(Envelope ping, boolean own, long now) {
        if (!own) {
            // Across machines this holds as far as their clocks agree.
            latencies.record(ping.serverId(), (double) Math.max(0, System.currentTimeMillis() - ping.sentAtMillis()));
        } else if (probe.echoed(ping.id(), now) && condition.state != State.CONNECTED) {
            become(State.CONNECTED);
        }
    }

    private void tell(java.util.function.Consumer<BrokerListener> what) {
        try {
            what.accept(Objects.requireNonNull(listener));
        } catch (RuntimeException e) {
            // Lettuce must never see it: a listener that throws starves others, and this loop serves everybody.
            if (listenerLog.pass() >= 0) {
                LOG.error("The listener failed", e);
            }
        }
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
        loop.execute(() -> {
            subLink.close();
            pubLink.close();
            subscriptions.down();
        });
    }

    private void finishClosing() {
        if (publisher.isIdle()) {
            drained.complete(null);
        }
    }

    private final class PublishObserver implements RedisLink.Observer<StatefulRedisConnection<String, byte[]>> {
        @Override
        public void up(StatefulRedisConnection<String, byte[]> connection) {
            probe.restart();
            publisher.up(connection);
        }

        @Override
        public void down(String reason) {
            lost(reason);
            publisher.down(reason);
        }

        @Override
        public void unreachable(String reason) {
            note(reason);
        }
    }

    private final class SubscribeObserver implements RedisLink.Observer<StatefulRedisPubSubConnection<String, byte[]>> {
        @Override
        public void up(StatefulRedisPubSubConnection<String, byte[]> connection) {
            connection.addListener(new RedisPubSubAdapter<String, byte[]>() {
                @Override
                public void message(String channel, byte[] message) {
                    receive(channel, message);
                }

                @Override
                public void subscribed(String channel, long count) {
                    subscriptions.subscribed(channel);
                    if (!listening && channel.equals(keys.globalChannel())) {
                        // A ping sent before this could not come back.
                        listening = true;
                        tick();
                    }
                }

                @Override
                public void unsubscribed(String channel, long count) {
                    subscriptions.unsubscribed(channel);
                }
            });
            probe.restart();
            subscriptions.up(connection);
        }

        @Override
        public void down(String reason) {
            listening = false;
            lost(reason);
            subscriptions.down();
        }

        @Override
        public void unreachable(String reason) {
            note(reason);
        }
    }
}
