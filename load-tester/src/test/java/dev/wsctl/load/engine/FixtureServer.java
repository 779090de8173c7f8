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
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A chat server in one event loop that mistreats its members as told, and counts what it did: the report must find
 * exactly that.
 */
final class FixtureServer implements AutoCloseable {

    /** Does with one message × member what it likes; {@code deliver} sends it. */
    interface Treatment {
        /**
         * @param nth of all message × member pairs, from 0
         * @param member the receiver
         */
        void treat(long nth, Channel member, Runnable deliver);
    }

    static final Treatment FAITHFUL = (nth, member, deliver) -> deliver.run();

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, List<Channel>> rooms = new LinkedHashMap<>();
    private final AtomicLong pairs = new AtomicLong();
    private final Treatment treatment;
    private final Channel listening;

    FixtureServer(Treatment treatment) {
        this.treatment = treatment;
        listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(4096),
                                        new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                                                .websocketPath("/ws")
                                                .checkStartsWith(true)
                                                .build()),
                                        new Chat());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    URI url() {
        return URI.create("ws://127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a member that is gone is no concern of the test
    private final class Chat extends SimpleChannelInboundHandler<TextWebSocketFrame> {

        private String room = "";

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof HandshakeComplete handshake) {
                room = new QueryStringDecoder(handshake.requestUri())
                        .parameters()
                        .getOrDefault("room", List.of(""))
                        .get(0);
                rooms.computeIfAbsent(room, r -> new java.util.ArrayList<>()).add(ctx.channel());
                ctx.writeAndFlush(new TextWebSocketFrame(
                        "{\"type\":\"joined\",\"room\":\"" + room + "\",\"client_id\":\"x\",\"server_id\":\"f\"}"));
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            String message =
                    "{\"type\":\"chat_message\",\"id\":\"f-1\",\"room\":\"" + room + "\",\"username\":\"u\",\"text\":\""
                            + frame.text() + "\",\"timestamp\":\"2026-11-21T10:00:01.000Z\"}";
            for (Channel member : rooms.getOrDefault(room, List.of())) {
                treatment.treat(
                        pairs.getAndIncrement(), member, () -> member.writeAndFlush(new TextWebSocketFrame(message)));
            }
        }
    }

    /** Message × member pairs the server had to deliver. */
    long pairs() {
        return pairs.get();
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }
}
