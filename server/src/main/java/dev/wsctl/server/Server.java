package dev.wsctl.server;

import dev.wsctl.server.broker.Broker;
import dev.wsctl.server.broker.PoolFigures;
import dev.wsctl.server.broker.RedisData;
import dev.wsctl.server.cluster.ClusterView;
import dev.wsctl.server.cluster.Heartbeat;
import dev.wsctl.server.cluster.InstanceRegistry;
import dev.wsctl.server.cluster.Obituaries;
import dev.wsctl.server.cluster.Presence;
import dev.wsctl.server.cluster.Vitals;
import dev.wsctl.server.config.ConfigException;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.metrics.JvmMetrics;
import dev.wsctl.server.metrics.MetricRegistry;
import dev.wsctl.server.protocol.KeyLayout;
import dev.wsctl.server.protocol.MessageIds;
import dev.wsctl.server.protocol.MessageWriter;
import dev.wsctl.server.protocol.PresenceCounts;
import dev.wsctl.server.session.LocalSessionStore;
import dev.wsctl.server.session.RedisSessionStore;
import dev.wsctl.server.session.SessionStore;
import dev.wsctl.server.transport.BindFailure;
import dev.wsctl.server.transport.Listener;
import dev.wsctl.server.transport.Operations;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** One running instance of the reference server; the place where its parts are put together. */
public final class Server implements AutoCloseable {

    private final ServerConfig config;
    private final RedisAccess redis;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Server::clockThread);
    private final SessionStore sessions;
    private final @Nullable Heartbeat heartbeat;
    private final Presence presence;
    private final @Nullable Obituaries obituaries;
    private final Broker broker;
    private final Listener listener;
    private final MessageWriter announcements;
    private boolean closed;

    private Server(ServerConfig config) throws BindFailure {
        this.config = config;
        MessageIds ids = new MessageIds(config.instanceId(), System.currentTimeMillis());
        this.redis = RedisAccess.open(config);
        this.broker = redis.broker(ids);
        RedisData cache = redis.sessions();
        this.sessions = cache == null
                ? new LocalSessionStore(config.sessions().ttl())
                : new RedisSessionStore(config, cache, clock);
        RedisData registry = redis.cluster();
        this.heartbeat = registry == null ? null : new Heartbeat(config, registry, this::vitals, clock);
        this.presence = new Presence(config, registry, ids, clock);
        this.obituaries = registry == null ? null : new Obituaries(config, registry, presence, clock);
        this.announcements = new MessageWriter(config.instanceId(), ids, System::currentTimeMillis);
        try {
            this.listener = Listener.open(config, broker, ids, sessions, presence, operations());
        } catch (BindFailure e) {
            clock.shutdownNow();
            redis.close();
            throw e;
        }
        redis.start();
        broker.start(new FromOtherInstances(
                listener, presence, new MessageWriter(config.instanceId(), ids, System::currentTimeMillis)));
        if (heartbeat != null) {
            heartbeat.start();
        }
        presence.start(this::onPresence);
        if (obituaries != null) {
            obituaries.start();
        }
    }

    private Operations operations() {
        MetricRegistry metrics = new MetricRegistry();
        metrics.gauges(
                "wsctl_server_info", "Always 1; says who this is", "instance_id", () -> Map.of(config.instanceId(), 1));
        RedisMetrics.pubSub(metrics, broker);
        if (redis.sessions() != null) {
            RedisMetrics.data(metrics, redis.sessions());
        }
        if (heartbeat != null) {
            RedisMetrics.heartbeat(metrics, heartbeat);
        }
        JvmMetrics.register(metrics);
        return new Operations(
                metrics,
                new ServerMetrics(config, metrics, broker::status, this::connections, clusterView()),
                this::clusterStatus);
    }

    private @Nullable ClusterView clusterView() {
        RedisData registry = redis.cluster();
        if (registry == null) {
            return null;
        }
        KeyLayout keys = new KeyLayout(config.redis().channelPrefix());
        return new ClusterView(new InstanceRegistry(registry, keys), System::nanoTime);
    }

    private int connections() {
        return listener.connections();
    }

    private static Thread clockThread(Runnable work) {
        Thread thread = new Thread(work, "wsctl-clock");
        thread.setDaemon(true);
        return thread;
    }

    private Vitals vitals() {
        RedisData data = redis.sessions();
        return new Vitals(
                listener.connections(),
                listener.rooms().names().size(),
                authority(),
                data == null ? new PoolFigures(0, 0, 0, 0, 0) : data.pool(),
                broker.status());
    }

    private Map<String, Object> clusterStatus() {
        return ClusterStatus.describe(sessions, redis.sessions(), heartbeat, presence.counts(), obituaries);
    }

    /**
     * Starts an instance; it accepts connections when this returns. Redis need not be there.
     *
     * @throws BindFailure if it cannot listen where it should
     * @throws ConfigException if the Redis URL asks for something this server cannot do
     */
    public static Server start(ServerConfig config) throws BindFailure {
        return new Server(config);
    }

    public ServerConfig config() {
        return config;
    }

    /** Where it really listens, also if the configured port was 0. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** Where chat clients connect to. */
    public URI webSocketUri() {
        return URI.create("ws://" + authority() + "/ws");
    }

    /** The root of its HTTP endpoints. */
    public URI httpUri() {
        return URI.create("http://" + authority());
    }

    private String authority() {
        InetAddress address = listener.address().getAddress();
        InetAddress reachable = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        String host = reachable.getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":"
                + address().getPort();
    }

    private void onPresence(PresenceCounts counts, boolean byUs) {
        byte[] message;
        synchronized (announcements) {
            message = announcements.presence(counts);
        }
        listener.tellPresence(message);
        if (byUs) {
            broker.publishToEveryone(message);
        }
    }

    /** Sends a text to every member of every room of every instance (A3). */
    public void announce(String text) {
        byte[] message;
        synchronized (announcements) {
            message = announcements.announcement(text);
        }
        listener.rooms().sayToEveryone(message);
    }

    /** Stops gracefully (E5), within the configured time and two seconds for Redis. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        listener.close();
        presence.close();
        if (obituaries != null) {
            obituaries.close();
        }
        if (heartbeat != null) {
            heartbeat.close();
        }
        sessions.close();
        clock.shutdownNow();
        broker.close();
        redis.close();
    }
}
