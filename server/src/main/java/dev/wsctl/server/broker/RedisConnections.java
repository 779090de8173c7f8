package dev.wsctl.server.broker;

import dev.wsctl.server.broker.RedisUris.Kind;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.Transports;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance's connections to what one Redis URL names, all served by one event loop of their own: what Redis costs
 * never delays the loops that serve members, and state that lives on this loop needs no locks.
 */
public final class RedisConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisConnections.class);
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final RedisSettings settings;
    private final RedisUris.Target target;
    private final ClientResources resources;
    private final DefaultEventExecutorGroup executors = new DefaultEventExecutorGroup(1);
    private final AbruptClose abruptly = new AbruptClose();
    private final RedisClient client;
    private final EventLoop loop;
    private final Place place;
    private final @Nullable SentinelWatch sentinels;
    private final @Nullable ClusterTopology cluster;
    /** Links to the master that Sentinels name; they follow it. */
    private final List<Line<?>> following = new CopyOnWriteArrayList<>();

    private final List<Runnable> whenMoved = new CopyOnWriteArrayList<>();
    private boolean opened;

    /**
     * Connects nothing yet.
     *
     * @throws IllegalArgumentException if the URL asks for something this server cannot do, in words for the user
     */
    public RedisConnections(RedisSettings settings) {
        this.settings = settings;
        target = RedisUris.parse(settings.url());
        target.template().setTimeout(settings.socketTimeout());
        target.nodes().forEach(node -> node.setTimeout(settings.socketTimeout()));
        DefaultEventLoopGroupProvider loops = new DefaultEventLoopGroupProvider(1);
        resources = DefaultClientResources.builder()
                .eventLoopGroupProvider(loops)
                .eventExecutorGroup(executors)
                .nettyCustomizer(abruptly)
                .build();
        loop = loops.allocate(Transports.eventLoopGroupClass()).next();
        client = RedisClient.create(resources);
        client.setOptions(LettuceOptions.of(target, settings.socketTimeout()));
        if (target.kind() == Kind.SENTINEL) {
            SentinelPlace master =
                    new SentinelPlace(client, CODEC, target.nodes(), target.masterName(), target.template());
            place = master;
            sentinels = new SentinelWatch(master, uri -> loop.execute(() -> masterIs(uri)));
        } else {
            place = Place.at(target.nodes().get(0));
            sentinels = null;
        }
        cluster = target.kind() != Kind.CLUSTER
                ? null
                : new ClusterTopology(
                        loop,
                        target.nodes(),
                        target.template(),
                        settings.instanceId().hashCode(),
                        (at, observer) -> line("slots", at, this::plain, observer).link);
    }

    /** The stream of a room, on the node that serves the room's channel. */
    String streamKey(String room) {
        return cluster == null
                ? settings.keys().streamKey(room)
                : settings.keys().clusterStreamKey(room);
    }

    /**
     * The lanes that messages take here.
     *
     * @param interrupted told of a channel whose subscription moves to another node
     */
    Routes routes(Function<LaneRoute, Lane> maker, Consumer<String> interrupted) {
        String url = settings.url().toString();
        String echo = settings.keys().globalChannel();
        ClusterTopology nodes = cluster;
        if (nodes == null) {
            return new OneLane(maker.apply(new LaneRoute(url, place, place, ChannelKind.CLASSIC, echo)), null);
        }
        // Published on one node and heard on another: an echo proves that the nodes pass messages on.
        Lane everywhere = maker.apply(new LaneRoute(url, nodes.anyNode(), nodes.anyNode(), ChannelKind.CLASSIC, echo));
        if (!settings.bySlot()) {
            return new OneLane(everywhere, nodes);
        }
        ChannelKind kind = settings.sharded() ? ChannelKind.SHARDED : ChannelKind.CLASSIC;
        return new SlotLanes(nodes, everywhere, settings.keys().echoChannelPrefix(), kind, maker, interrupted);
    }

    /** Who serves what, if this is a Cluster. */
    @Nullable ClusterTopology cluster() {
        return cluster;
    }

    /** The server, or the master that Sentinels name. */
    Place place() {
        return place;
    }

    RedisSettings settings() {
        return settings;
    }

    EventLoop loop() {
        return loop;
    }

    /** On the loop: begins to watch where things are, if this kind of Redis can move. Idempotent. */
    void open() {
        if (!opened && sentinels != null) {
            for (RedisURI sentinel : target.nodes()) {
                Place at = Place.at(sentinel);
                sentinels.add(
                        sentinel.getHost() + ":" + sentinel.getPort(),
                        observer -> line("sentinel", at, this::pubSub, observer).link);
            }
        }
        if (!opened && cluster != null) {
            cluster.open();
        }
        opened = true;
    }

    /** Runs on the loop when another server has become the one to use. */
    void onMoved(Runnable task) {
        whenMoved.add(task);
    }

    /** A connection that somebody else keeps. */
    CompletionStage<StatefulRedisConnection<String, byte[]>> connect(String role, Place to) {
        return dial(to, named(role, this::plain), uri -> {});
    }

    /** A link whose connections write: what one has on its way when it is given up, Redis is not to carry out later. */
    RedisLink<StatefulRedisConnection<String, byte[]>> link(
            String role, Place to, RedisLink.Observer<StatefulRedisConnection<String, byte[]>> observer) {
        Fence fence = new Fence(settings.connectionName(role));
        return followed(line(
                role,
                to,
                uri -> plain(uri).thenCompose(connection -> keptIf(fence.admit(connection), connection)),
                observer));
    }

    RedisLink<StatefulRedisPubSubConnection<String, byte[]>> pubSubLink(
            String role, Place to, RedisLink.Observer<StatefulRedisPubSubConnection<String, byte[]>> observer) {
        return followed(line(role, to, this::pubSub, observer));
    }

    private CompletionStage<StatefulRedisConnection<String, byte[]>> plain(RedisURI uri) {
        return client.connectAsync(CODEC, uri);
    }

    private CompletionStage<StatefulRedisPubSubConnection<String, byte[]>> pubSub(RedisURI uri) {
        return client.connectPubSubAsync(CODEC, uri);
    }

    private <C> Function<RedisURI, CompletionStage<C>> named(
            String role, Function<RedisURI, CompletionStage<C>> connector) {
        return uri -> {
            RedisURI named = RedisURI.builder(uri).build();
            named.setClientName(settings.connectionName(role));
            return connector.apply(named);
        };
    }

    /** A link, and where its last attempt went. */
    private static final class Line<C extends StatefulRedisConnection<String, byte[]>> {
        private final RedisLink<C> link;
        private volatile @Nullable RedisURI uri;

        Line(Function<Line<C>, RedisLink<C>> maker) {
            link = maker.apply(this);
        }
    }

    private <C extends StatefulRedisConnection<String, byte[]>> RedisLink<C> followed(Line<C> line) {
        if (sentinels != null) {
            following.add(line);
        }
        return line.link;
    }

    private <C extends StatefulRedisConnection<String, byte[]>> Line<C> line(
            String role, Place at, Function<RedisURI, CompletionStage<C>> connector, RedisLink.Observer<C> observer) {
        RedisSettings.Timings timings = settings.timings();
        Backoff backoff = new Backoff(
                timings.reconnectMin(),
                timings.reconnectMax(),
                () -> ThreadLocalRandom.current().nextDouble());
        // The connect, the handshake and the fence have a deadline each, and so have those to a Sentinel before.
        Duration deadline = settings.socketTimeout()
                .multipliedBy(target.kind() == Kind.SENTINEL ? 5 : 3)
                .plusMillis(500);
        return new Line<>(line -> new RedisLink<>(
                settings.connectionName(role),
                loop,
                new RedisLink.Maker<>() {
                    @Override
                    public CompletionStage<C> connect() {
                        return dial(at, named(role, connector), uri -> line.uri = uri);
                    }

                    @Override
                    public void discard(C connection) {
                        abruptly.discard(connection);
                    }
                },
                backoff,
                deadline,
                observer));
    }

    private static <C extends StatefulRedisConnection<String, byte[]>> CompletionStage<C> dial(
            Place at, Function<RedisURI, CompletionStage<C>> connector, Consumer<RedisURI> told) {
        return at.locate().thenCompose(uri -> {
            told.accept(uri);
            return connector.apply(uri).thenCompose(connection -> keptIf(at.verify(uri, connection), connection));
        });
    }

    private static <C extends StatefulRedisConnection<String, byte[]>> CompletionStage<C> keptIf(
            CompletionStage<?> check, C connection) {
        return check.handle((ok, wrong) -> {
                    if (wrong == null) {
                        return CompletableFuture.completedFuture(connection);
                    }
                    var unused = connection.closeAsync();
                    return CompletableFuture.<C>failedFuture(wrong);
                })
                .thenCompose(kept -> kept);
    }

    private void masterIs(RedisURI master) {
        List<Line<?>> elsewhere = new ArrayList<>();
        for (Line<?> line : following) {
            RedisURI uri = line.uri;
            if (line.link.connection() != null && uri != null && !sameServer(uri, master)) {
                elsewhere.add(line);
            }
        }
        if (!elsewhere.isEmpty()) {
            LOG.info("Sentinels name another master: moving to {}:{}", master.getHost(), master.getPort());
            elsewhere.forEach(line ->
                    line.link.reset("Sentinels name another master, " + master.getHost() + ":" + master.getPort()));
            whenMoved.forEach(Runnable::run);
        }
    }

    private static boolean sameServer(RedisURI one, RedisURI other) {
        return one.getPort() == other.getPort() && String.valueOf(one.getHost()).equals(other.getHost());
    }

    /** Closes what is still open, within 2 s. */
    @Override
    public void close() {
        if (!loop.isShuttingDown()) {
            if (sentinels != null) {
                loop.execute(sentinels::close);
            }
            if (cluster != null) {
                loop.execute(cluster::close);
            }
        }
        client.shutdown(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
        executors.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
