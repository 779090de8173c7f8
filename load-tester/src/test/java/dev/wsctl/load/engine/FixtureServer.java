package dev.wsctl.load.engine;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A chat server in one event loop, on one or more ports that share their rooms like instances of a cluster. It mistreats
 * its members as told, and counts what it did: the report must find exactly that.
 */
final class FixtureServer implements AutoCloseable {

    /** Does with one message × member what it likes. */
    interface Treatment {
        void treat(Parcel parcel);
    }

    /**
     * One message on its way to one member.
     *
     * @param nth of all message × member pairs, from 0
     * @param message of all messages, from 0
     * @param ofSender of all its sender's messages, from 0
     * @param senderPlace the how-manieth the sender was to join the room, from 0
     * @param memberPlace likewise
     */
    record Parcel(
            long nth,
            long message,
            long ofSender,
            String room,
            Channel sender,
            int senderPlace,
            Channel member,
            int memberPlace,
            String json) {
        void deliver() {
            deliverTo(member);
        }

        void deliverTo(Channel other) {
            other.writeAndFlush(new TextWebSocketFrame(json), other.voidPromise());
        }
    }

    static final Treatment FAITHFUL = Parcel::deliver;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, List<Channel>> rooms = new LinkedHashMap<>();
    private final AtomicLong pairs = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final List<Channel> listening = new ArrayList<>();
    private final String scheme;

    FixtureServer(Treatment treatment) {
        this(treatment, 1, null);
    }

    FixtureServer(Treatment treatment, int ports, @Nullable SslContext tls) {
        scheme = tls == null ? "ws" : "wss";
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(4096),
                                        new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                                                .websocketPath("/ws")
                                                .checkStartsWith(true)
                                                .maxFramePayloadLength(1 << 20)
                                                .build()),
                                        new Chat(treatment));
                    }
                });
        for (int i = 0; i < ports; i++) {
            listening.add(bootstrap.bind("127.0.0.1", 0).syncUninterruptibly().channel());
        }
    }

    URI url() {
        return urls()[0];
    }

    URI[] urls() {
        return listening.stream()
                .map(channel ->
                        URI.create(scheme + "://127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort()))
                .toArray(URI[]::new);
    }

    /** A member of another room than this one, if there is one by now. For treatments. */
    @Nullable Channel stranger(String room) {
        return rooms.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(room))
                .flatMap(entry -> entry.getValue().stream())
                .findFirst()
                .orElse(null);
    }

    /** From now on no member is read from, or all are again. For treatments. */
    void reading(boolean wanted) {
        rooms.values()
                .forEach(members -> members.forEach(member -> member.config().setAutoRead(wanted)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a member that is gone is no concern of the test
    private final class Chat extends SimpleChannelInboundHandler<TextWebSocketFrame> {

        private final Treatment treatment;
        private String room = "";
        private long sent;

        Chat(Treatment treatment) {
            this.treatment = treatment;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof HandshakeComplete handshake) {
                room = new QueryStringDecoder(handshake.requestUri())
                        .parameters()
                        .getOrDefault("room", List.of(""))
                        .get(0);
                rooms.computeIfAbsent(room, r -> new ArrayList<>()).add(ctx.channel());
                ctx.writeAndFlush(new TextWebSocketFrame(
                        "{\"type\":\"joined\",\"room\":\"" + room + "\",\"client_id\":\"x\",\"server_id\":\"f\"}"));
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            String json =
                    "{\"type\":\"chat_message\",\"id\":\"f-1\",\"room\":\"" + room + "\",\"username\":\"u\",\"text\":\""
                            + frame.text() + "\",\"timestamp\":\"2026-11-21T10:00:01.000Z\"}";
            long message = messages.getAndIncrement();
            long ofSender = sent++;
            List<Channel> members = rooms.getOrDefault(room, List.of());
            int sender = members.indexOf(ctx.channel());
            for (int i = 0; i < members.size(); i++) {
                treatment.treat(new Parcel(
                        pairs.getAndIncrement(),
                        message,
                        ofSender,
                        room,
                        ctx.channel(),
                        sender,
                        members.get(i),
                        i,
                        json));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /** Message × member pairs the server had to deliver. */
    long pairs() {
        return pairs.get();
    }

    @Override
    public void close() {
        listening.forEach(channel -> channel.close().syncUninterruptibly());
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
