package dev.wsctl.load.engine;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sockets and event loops: epoll where there is one, NIO elsewhere; TLS for wss. */
final class ClientTransport implements AutoCloseable {

    /** How much may wait to be sent on one connection before its server counts as not reading. */
    private static final int MOST_UNSENT_BYTES = 1 << 20;

    static {
        // Else Netty takes two stack traces for every 128th buffer, hundreds a second, in case somebody forgets to
        // release it.
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup group;
    private final Map<ThreadAwareExecutor, CaughtUp> caughtUp = new ConcurrentHashMap<>();
    private final List<EventLoop> loops = new ArrayList<>();
    private final @Nullable SslContext tls;
    private final int connectTimeoutMillis;

    ClientTransport(int loopCount, @Nullable SslContext tls, Duration connectTimeout) {
        IoHandlerFactory sockets = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(loopCount, new DefaultThreadFactory("wsctl-load", true), loop -> {
            CaughtUp handler = new CaughtUp(sockets.newHandler(loop));
            caughtUp.put(loop, handler);
            return handler;
        });
        for (int i = 0; i < loopCount; i++) {
            loops.add(group.next());
        }
        this.tls = tls;
        connectTimeoutMillis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, connectTimeout.toMillis()));
    }

    List<EventLoop> loops() {
        return loops;
    }

    /** What knows when this loop had read all there was. */
    CaughtUp caughtUp(EventLoop loop) {
        CaughtUp handler = caughtUp.get(loop);
        if (handler == null) {
            throw new IllegalArgumentException("not a loop of this transport");
        }
        return handler;
    }

    /** @param source the local address, null: as the system chooses */
    ChannelFuture connect(
            EventLoop loop, Client client, URI url, InetSocketAddress address, @Nullable InetAddress source) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMillis)
                .option(ChannelOption.RECVBUF_ALLOCATOR, client.reads)
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(MOST_UNSENT_BYTES / 2, MOST_UNSENT_BYTES))
                .handler("wss".equals(url.getScheme()) ? encrypted(client, url, address.getPort()) : client);
        if (source == null) {
            return bootstrap.connect(address);
        }
        if (epoll) {
            // The port is chosen on connecting: by then the kernel knows that only the pair must be unique.
            bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
        return bootstrap.connect(address, new InetSocketAddress(source, 0));
    }

    private ChannelHandler encrypted(Client client, URI url, int port) {
        SslContext context = tls;
        return new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                if (context != null) {
                    channel.pipeline().addLast(context.newHandler(channel.alloc(), url.getHost(), port));
                }
                channel.pipeline().addLast(client);
            }
        };
    }

    /** Ends the loops; what is still open is closed. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
