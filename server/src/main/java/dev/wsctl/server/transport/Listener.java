package dev.wsctl.server.transport;

import dev.wsctl.server.broker.Broker;
import dev.wsctl.server.cluster.Presence;
import dev.wsctl.server.config.ServerConfig;
import dev.wsctl.server.config.ServerConfig.Limits;
import dev.wsctl.server.protocol.MessageIds;
import dev.wsctl.server.protocol.MessageWriter;
import dev.wsctl.server.room.FanOut;
import dev.wsctl.server.room.QueueLimits;
import dev.wsctl.server.room.RoomCapacities;
import dev.wsctl.server.room.Rooms;
import dev.wsctl.server.session.SessionStore;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening socket, its event loops, and every connection on them. */
public final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 4096;
    private static final int MAX_REQUEST_LINE = 4096;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int LARGEST_READ = 64 * 1024;
    private static final HttpDecoderConfig HTTP = new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_REQUEST_LINE)
            .setMaxHeaderSize(MAX_HEADERS)
            .setInitialBufferSize(64);

    private final ServerConfig config;
    private final NativeTransport transport = NativeTransport.best();
    private final EventLoopGroup group;
    private final IdentityHashMap<EventLoop, Loop> loops = new IdentityHashMap<>();
    private final Rooms rooms;
    private final Admission admission;
    private final ChatServices services;
    private final Watchers watchers = new Watchers();
    private final Broker broker;
    private final MessageWriter moderation;
    private final Channel channel;

    /**
     * Binds and accepts from now on.
     *
     * @throws BindFailure if the address cannot be listened on
     */
    public static Listener open(
            ServerConfig config,
            Broker broker,
            MessageIds ids,
            SessionStore sessions,
            Presence presence,
            Operations operations)
            throws BindFailure {
        return new Listener(config, broker, ids, sessions, presence, operations);
    }

    private Listener(
            ServerConfig config,
            Broker broker,
            MessageIds ids,
            SessionStore sessions,
            Presence presence,
            Operations operations)
            throws BindFailure {
        this.config = config;
        Limits limits = config.limits();
        ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
        QueueLimits queueLimits =
                new QueueLimits(limits.queueBytes(), limits.queueAge().toNanos());
        ConnectionCounts counts = new ConnectionCounts();
        ClientLog log = new ClientLog();
        group = transport.newGroup(config.eventLoops());
        List<FanOut> fanOuts = new ArrayList<>();
        for (EventExecutor executor : group) {
            SingleThreadEventLoop loop = (SingleThreadEventLoop) executor;
            FanOut fanOut = new FanOut(loop, fanOuts.size(), transport.output(), queueLimits, allocator);
            fanOuts.add(fanOut);
            MessageWriter writer = new MessageWriter(config.instanceId(), ids, System::currentTimeMillis);
            loops.put(loop, new Loop(loop, fanOut, writer, counts, log, limits, config.eventLoops()));
        }
        rooms = new Rooms(
                broker, fanOuts, allocator, new RoomCapacities(limits.queueMessagesByRoom(), limits.queueMessages()));
        admission = new Admission(limits.maxConnections(), limits.maxConnectionsPerAddress());
        Gate gate = new Gate(config.access(), operations.registry());
        services = new ChatServices(
                limits,
                rooms,
                admission,
                new Identification(sessions),
                new Endpoints(config, broker, rooms, admission, gate, operations),
                presence,
                watchers,
                gate,
                this::disconnectEverywhere);
        this.broker = broker;
        this.moderation = new MessageWriter(config.instanceId(), ids, System::currentTimeMillis);
        ConnectionMetrics.register(operations.registry(), admission, counts, rooms, loops.values());
        loops.values().forEach(Loop::startTicking);
        channel = bind();
    }

    private Channel bind() throws BindFailure {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // Small to begin with: most clients send little, and a read costs what is allocated for it.
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(64, 512, LARGEST_READ))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        initialize(accepted);
                    }
                });
        ChannelFuture bound = bootstrap.bind(config.host(), config.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw failure(bound.cause());
        }
        return bound.channel();
    }

    private BindFailure failure(Throwable cause) {
        String where = config.host() + ":" + config.port();
        if (cause instanceof UnknownHostException) {
            return new BindFailure(
                    "cannot listen on " + where + ": the host is unknown (choose another with --host)", cause);
        }
        String why = String.valueOf(cause.getMessage()).contains("in use") ? "the port is taken" : cause.getMessage();
        return new BindFailure(
                "cannot listen on " + where + ": " + why + " (choose another with --port, or 0 for a free one)", cause);
    }

    private void initialize(Channel accepted) {
        Loop loop = loops.get(accepted.eventLoop());
        if (loop == null) {
            throw new IllegalStateException("a connection on a foreign event loop");
        }
        accepted.pipeline().addLast(new HttpServerCodec(HTTP)).addLast(new HttpHandler(loop, services));
    }

    /** Where it really listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    public Rooms rooms() {
        return rooms;
    }

    /** WebSocket connections now. */
    public int connections() {
        return admission.open();
    }

    /** Tells the local clients that want to know how many there are. From any thread. */
    public void tellPresence(byte[] message) {
        watchers.tell(message);
    }

    private void disconnectEverywhere(String clientId) {
        disconnect(clientId);
        byte[] message;
        synchronized (moderation) {
            message = moderation.userDisconnected(clientId);
        }
        broker.publishToEveryone(message);
    }

    /** Ends all local connections of a client (E3). From any thread. */
    public void disconnect(String clientId) {
        for (Loop loop : loops.values()) {
            loop.executor().execute(() -> {
                for (PingWheel.Rider rider : List.copyOf(loop.pings().riders())) {
                    if (rider instanceof ChatHandler client && client.isOf(clientId)) {
                        client.disconnect();
                    }
                }
            });
        }
    }

    /**
     * Says in {@code /health} that it goes away, and after the configured delay lets nobody in any more, tells every client
     * when to come back, closes all connections with 1012, and ends within the configured time (E5).
     */
    public void close() {
        long start = System.nanoTime();
        long end = start + config.shutdown().timeout().toNanos();
        admission.announceLeaving();
        LOG.info("Shutting down: {} clients are told to come back elsewhere", admission.open());
        if (config.shutdown().delay().toMillis() > 0 && admission.open() > 0) {
            pauseMillis(config.shutdown().delay().toMillis());
        }
        admission.drain();
        shutDownClients(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()) / 2);
        while (admission.open() > 0 && end - System.nanoTime() > 0) {
            pauseMillis(5);
        }
        LOG.info(
                "Clients have gone after {} ms, {} of them cut off",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                admission.open());
        channel.close().awaitUninterruptibly(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        long rest = Math.max(TimeUnit.MILLISECONDS.toNanos(200), end - System.nanoTime());
        group.shutdownGracefully(0, rest, TimeUnit.NANOSECONDS).awaitUninterruptibly(rest, TimeUnit.NANOSECONDS);
    }

    /** A millisecond a client, within the window: a few are gone at once, thousands don't come back at once. */
    private void shutDownClients(long windowMillis) {
        long spread = Math.max(1, Math.min(windowMillis, admission.open()));
        for (Loop loop : loops.values()) {
            loop.executor().execute(() -> {
                for (PingWheel.Rider rider : loop.pings().riders()) {
                    WebSocketHandler client = (WebSocketHandler) rider;
                    long delay = ThreadLocalRandom.current().nextLong(spread);
                    long reconnectIn = 500 + ThreadLocalRandom.current().nextLong(1_500 + spread);
                    loop.executor().schedule(() -> client.shutDown(reconnectIn), delay, TimeUnit.MILLISECONDS);
                }
            });
        }
    }

    private static void pauseMillis(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
