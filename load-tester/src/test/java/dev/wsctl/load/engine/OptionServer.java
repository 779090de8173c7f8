package dev.wsctl.load.engine;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
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
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A faithful chat server that can do what a handshake may ask for, and keeps what it was asked and told. */
final class OptionServer implements AutoCloseable {

    /**
     * What it offers.
     *
     * @param compression permessage-deflate
     * @param keepsContext its messages refer back to earlier ones
     * @param subprotocols that it knows, with commas between; empty: none
     */
    record Offer(boolean compression, boolean keepsContext, String subprotocols) {
        static final Offer NOTHING = new Offer(false, false, "");
    }

    final List<HandshakeComplete> handshakes = new CopyOnWriteArrayList<>();
    final List<String> clients = new CopyOnWriteArrayList<>();
    final List<String> texts = new CopyOnWriteArrayList<>();
    final List<Object> senders = new CopyOnWriteArrayList<>();
    private final Map<String, ChannelGroup> rooms = new ConcurrentHashMap<>();
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listening;

    OptionServer(Offer offer) {
        listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(4096));
                        if (offer.compression()) {
                            channel.pipeline()
                                    .addLast(new WebSocketServerExtensionHandler(
                                            new PerMessageDeflateServerExtensionHandshaker(
                                                    6, true, 15, true, !offer.keepsContext(), 0)));
                        }
                        channel.pipeline()
                                .addLast(
                                        new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                                                .websocketPath("/")
                                                .checkStartsWith(true)
                                                .allowExtensions(true)
                                                .subprotocols(
                                                        offer.subprotocols().isEmpty() ? null : offer.subprotocols())
                                                .maxFramePayloadLength(1 << 20)
                                                .build()),
                                        new Chat());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    URI url() {
        return URI.create("ws://127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort() + "/ws");
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a member that is gone is no concern of the test
    private final class Chat extends SimpleChannelInboundHandler<TextWebSocketFrame> {

        private String room = "";

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof HandshakeComplete handshake) {
                handshakes.add(handshake);
                clients.add(((InetSocketAddress) ctx.channel().remoteAddress()).getHostString());
                room = new QueryStringDecoder(handshake.requestUri())
                        .parameters()
                        .getOrDefault("room", List.of(""))
                        .get(0);
                rooms.computeIfAbsent(room, any -> new DefaultChannelGroup(GlobalEventExecutor.INSTANCE))
                        .add(ctx.channel());
                ctx.writeAndFlush(new TextWebSocketFrame("{\"type\":\"joined\",\"room\":\"" + room + "\"}"));
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            texts.add(frame.text());
            senders.add(ctx.channel().id());
            ChannelGroup members = rooms.get(room);
            if (members != null) {
                members.writeAndFlush(new TextWebSocketFrame(frame.text()));
            }
        }
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
