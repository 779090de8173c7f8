package dev.wsctl.server.broker;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One way through Redis and back: a connection that publishes, one that is subscribed, and the proof that what the one
 * says is heard on the other. A single Redis has one lane; a Cluster with sharded pub/sub one for each master.
 *
 * <p>Belongs to the event loop of its connections; {@link Publisher#publish} and {@link #condition} may be called anywhere.
 */
final class Lane {

    private final RedisSettings settings;
    private final LaneRoute route;
    private final LaneOwner owner;
    private final LaneHealth health;
    private final EchoProbe probe;
    private final LoopTime time;
    private final Publisher publisher;
    private final Subscriptions subscriptions;
    private final RedisLink<StatefulRedisConnection<String, byte[]>> pubLink;
    private final RedisLink<StatefulRedisPubSubConnection<String, byte[]>> subLink;
    private String echoChannel;
    private boolean listening;
    private int deafInARow;

    Lane(RedisConnections connections, LaneRoute route, LaneEvidence evidence, LaneOwner owner) {
        this.settings = connections.settings();
        this.route = route;
        this.owner = owner;
        this.echoChannel = route.echoChannel();
        health = new LaneHealth(route.label(), settings.degradedAfter(), owner::changed);
        RedisSettings.Timings timings = settings.timings();
        time = new LoopTime(settings.tick(), System.nanoTime());
        probe = new EchoProbe(
                settings.instanceId(),
                timings.echoInterval(),
                timings.echoDeadline(),
                evidence.writer(),
                evidence.latencies());
        publisher = new Publisher(
                connections.loop(),
                route.kind(),
                settings.retryAttempts(),
                settings.degradedAfter(),
                this::lived,
                evidence.sealing(),
                evidence.recorder(),
                evidence.counts(),
                health::note,
                this::resetPublisher,
                new Others());
        subscriptions = new Subscriptions(connections.loop(), route.kind(), this::lived, new Trouble());
        pubLink = connections.link("pub", route.publishAt(), new PublishObserver());
        subLink = connections.pubSubLink("sub", route.subscribeAt(), new SubscribeObserver());
    }

    void open() {
        health.begin();
        subscriptions.want(echoChannel, new CompletableFuture<>());
        pubLink.open();
        subLink.open();
    }

    void close() {
        var unusedSub = subLink.close();
        var unusedPub = pubLink.close();
        subscriptions.down();
        publisher.close("the connection is not needed any more");
    }

    LaneRoute route() {
        return route;
    }

    String echoChannel() {
        return echoChannel;
    }

    /** Listens for its own pings on another channel, because the one until now lives elsewhere. */
    void echoOn(String channel) {
        subscriptions.drop(echoChannel);
        echoChannel = channel;
        listening = false;
        probe.restart();
        subscriptions.want(channel, new CompletableFuture<>());
    }

    Publisher publisher() {
        return publisher;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    Condition condition() {
        return health.condition();
    }

    BrokerStatus.Part part() {
        Condition now = health.condition();
        return new BrokerStatus.Part(route.label(), now.state(), now.since(), now.hearsItself(), now.lastError());
    }

    /** Something has arrived on this lane, whatever it was. */
    void arrived(long now) {
        probe.arrived(now);
    }

    /** One of this instance's pings has come back. */
    void echoed(String id, long now) {
        if (probe.echoed(id, now)) {
            deafInARow = 0;
            health.echoed();
        }
    }

    private long lived() {
        return time.at(System.nanoTime());
    }

    void tick(long now) {
        time.tick(now);
        long lived = time.at(now);
        publisher.tick();
        if (probe.isOverdue(lived)) {
            deaf();
        }
        long patience = settings.socketTimeout().toNanos();
        long published = publisher.hasAwaited(lived);
        if (published > patience) {
            unanswered("PUBLISH", now - published, pubLink);
        }
        long subscribed = subscriptions.hasAwaited(lived);
        if (subscribed > patience) {
            unanswered("SUBSCRIBE", now - subscribed, subLink);
        }
        if (pubLink.connection() != null && listening && probe.isDue(now)) {
            publisher.publish(echoChannel, null, probe.ping(now, lived));
        }
        health.tick(now);
    }

    private void unanswered(String command, long sinceNanos, RedisLink<?> by) {
        String reason = command + ": no answer from Redis in time";
        health.lost(reason, sinceNanos);
        by.reset(reason);
    }

    private void deaf() {
        String reason = "does not hear itself: no echo within "
                + settings.timings().echoDeadline().toMillis() + " ms";
        health.lost(reason, probe.sentNanos());
        subLink.reset(reason);
        if (++deafInARow % 2 == 0) {
            // Not the ear, then: in a cluster the node that is published at may be the one that is cut off.
            resetPublisher(reason);
        }
    }

    private void resetPublisher(String reason) {
        pubLink.reset(reason);
    }

    private void lost(String reason) {
        probe.restart();
        health.lost(reason, System.nanoTime());
        owner.troubled();
    }

    private void unreachable(String reason) {
        health.note(reason);
        owner.troubled();
    }

    private final class Others implements Publisher.Elsewhere {
        @Override
        public boolean take(Outgoing message, Throwable refusal) {
            return owner.publishElsewhere(Lane.this, message, refusal);
        }

        @Override
        public boolean isAheadOf(Outgoing message) {
            return owner.isAheadOf(Lane.this, message);
        }
    }

    private final class Trouble implements Subscriptions.Trouble {
        @Override
        public void refused(String channel, String reason) {
            health.note(reason);
            owner.refused(channel, reason);
        }

        @Override
        public void stuck(String reason) {
            subLink.reset(reason);
        }

        @Override
        public void evicted(String channel, @Nullable Redirection where) {
            if (channel.equals(echoChannel)) {
                listening = false;
            }
            owner.evicted(Lane.this, channel, where);
        }
    }

    private final class PublishObserver implements RedisLink.Observer<StatefulRedisConnection<String, byte[]>> {
        @Override
        public void up(StatefulRedisConnection<String, byte[]> connection) {
            probe.restart();
            publisher.up(connection);
            owner.publishes(Lane.this);
            subLink.hurry();
        }

        @Override
        public void down(String reason) {
            lost(reason);
            publisher.down(reason);
        }

        @Override
        public void unreachable(String reason) {
            Lane.this.unreachable(reason);
        }
    }

    private final class SubscribeObserver implements RedisLink.Observer<StatefulRedisPubSubConnection<String, byte[]>> {
        @Override
        public void up(StatefulRedisPubSubConnection<String, byte[]> connection) {
            connection.addListener(new Ear());
            probe.restart();
            subscriptions.up(connection);
            // Gaps are filled by the other one: members wait for it.
            pubLink.hurry();
        }

        @Override
        public void down(String reason) {
            listening = false;
            owner.subscriptionsLost(Lane.this);
            lost(reason);
            subscriptions.down();
        }

        @Override
        public void unreachable(String reason) {
            Lane.this.unreachable(reason);
        }
    }

    private final class Ear extends RedisPubSubAdapter<String, byte[]> {
        @Override
        public void message(String channel, byte[] message) {
            owner.received(Lane.this, channel, message);
        }

        @Override
        public void smessage(String channel, byte[] message) {
            owner.received(Lane.this, channel, message);
        }

        @Override
        public void subscribed(String channel, long count) {
            subscriptions.subscribed(channel);
            owner.subscribed(channel);
            if (!listening && channel.equals(echoChannel)) {
                // A ping sent before this could not come back.
                listening = true;
                tick(System.nanoTime());
            }
        }

        @Override
        public void ssubscribed(String channel, long count) {
            subscribed(channel, count);
        }

        @Override
        public void unsubscribed(String channel, long count) {
            subscriptions.unsubscribed(channel);
        }

        @Override
        public void sunsubscribed(String channel, long count) {
            subscriptions.unsubscribed(channel);
        }
    }
}
